package dev.tufa.tuf.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.TrustException;

/** Signed parts with everything that they can have, and fields that nobody knows wherever an object may have one. */
final class Documents {
    private static final String KEY = """
            {"keytype":"ed25519","scheme":"ed25519","keyval":{"public":"%s","x-keyval":[null]},"x-key":{"a":-1}}""".formatted("72378e5bc588793e58f81c8533da64a2e8f1565c1fcc7f253496394ffc52542c");

    private static final String HEADER = """
            "spec_version":"1.0.34","version":1,"expires":"2030-01-01T00:00:00Z","x-signed":{"b":null,"a":9007199254740993}""";

    static final String ROOT = """
            {"_type":"root",%s,"consistent_snapshot":true,
             "keys":{"k1":%s,"k2":%s,"x":{"keytype":"unheard-of","scheme":"of","keyval":{}}},
             "roles":{
              "root":{"keyids":["k1"],"threshold":1,"x-role":"\\t"},
              "timestamp":{"keyids":["k1","k2"],"threshold":2,"x-role":true},
              "snapshot":{"keyids":[],"threshold":3,"x-role":[]},
              "targets":{"keyids":["k2"],"threshold":1,"x-role":{}},
              "mirrors":{"keyids":["k1"],"threshold":1,"x-role":0},
              "x-role":{"keyids":["z","a"],"threshold":"many"}}}""".formatted(HEADER, KEY, KEY);

    static final String TIMESTAMP = """
            {"_type":"timestamp",%s,
             "meta":{"snapshot.json":{"version":1,"length":10,"hashes":{"sha256":"ab","x-hash":"CD"},"x-file":[1]}}}""".formatted(HEADER);

    static final String SNAPSHOT = """
            {"_type":"snapshot",%s,
             "meta":{
              "targets.json":{"version":1},
              "\\ud83d\\ude00.json":{"version":2,"length":0,"x-file":null},
              "\ufb01.json":{"version":9223372036854775807,"hashes":{"sha512":"00"}},
              "a/b c.json":{"version":3}}}""".formatted(HEADER);

    static final String TARGETS = """
            {"_type":"targets",%s,
             "targets":{
              "b":{"length":0,"hashes":{"sha256":"00"}},
              "a/\\"\\\\":{"length":9223372036854775807,"hashes":{"blake2b-256":"aB"},"custom":{"x":[null,"\\n"]},"x-target":1}},
             "delegations":{
              "keys":{"k1":%s},
              "roles":[
               {"name":"zz","keyids":["k1"],"threshold":1,"terminating":false,"paths":["*","[!a]?"],"x-role":"x"},
               {"name":"1","keyids":[],"threshold":1,"terminating":true,"path_hash_prefixes":["0","Ab"],"x-role":null},
               {"name":"neither","keyids":[],"threshold":1,"terminating":true}],
              "x-delegations":1}}""".formatted(HEADER, KEY);

    static final String SUCCINCT = """
            {"_type":"targets",%s,
             "targets":{},
             "delegations":{
              "keys":{"k1":%s},
              "succinct_roles":{"keyids":["k1"],"threshold":1,"bit_length":8,"name_prefix":"bin","x-bins":{"a":1}},
              "x-delegations":[]}}""".formatted(HEADER, KEY);

    static final String MIRRORS = """
            {"_type":"mirrors",%s,
             "mirrors":[
              {"urlbase":"https://example.org/","metapath":"m","targetspath":"t","metacontent":["*"],
               "targetscontent":["a/*","b"],"custom":{"country":"DE"},"x-mirror":1},
              {"urlbase":"u","metapath":"","targetspath":"","metacontent":[],"targetscontent":[]}]}""".formatted(HEADER);

    private Documents() {}

    static byte[] file(String signed) {
        return """
                {"signatures":[{"keyid":"b","sig":"00","x-signature":"b"},{"keyid":"a","sig":"","x-signature":[1]}],
                 "signed":%s,"x-sibling":{"z":1}}""".formatted(signed).getBytes(UTF_8);
    }

    static JsonObject json(byte[] bytes) {
        try {
            return CanonicalJson.read(bytes, JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads a signed part as what its {@code _type} says. */
    static Metadata<? extends Signed> read(String signed) throws TrustException {
        byte[] file = file(signed);
        JsonLimits limits = JsonLimits.DEFAULT;
        String type = signed.substring("{\"_type\":\"".length(), signed.indexOf('"', "{\"_type\":\"".length()));
        return switch (type) {
            case "root" -> Metadata.readRoot(file, limits);
            case "timestamp" -> Metadata.readTimestamp(file, limits);
            case "snapshot" -> Metadata.readSnapshot(file, limits);
            case "targets" -> Metadata.readTargets(file, "targets.json", limits);
            default -> Metadata.readMirrors(file, limits);
        };
    }

    static Root root(String signed) throws TrustException {
        return Metadata.readRoot(file(signed), JsonLimits.DEFAULT).signed();
    }

    static Targets targets(String signed) throws TrustException {
        return Metadata.readTargets(file(signed), "targets.json", JsonLimits.DEFAULT)
                .signed();
    }

    /** The document with one piece of its text replaced, which has to be there. */
    static String with(String signed, String piece, String replacement) {
        if (!signed.contains(piece)) {
            throw new AssertionError("expected " + piece + " in " + signed);
        }
        return signed.replace(piece, replacement);
    }
}
