package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file form of a staged change: an object whose member {@code change} says which kind it is. */
final class ChangeJson {
    private ChangeJson() {}

    static byte[] write(Change change) {
        Map<String, JsonValue> fields = new TreeMap<>();
        if (change instanceof Change.AddTarget add) {
            text(fields, "change", "add");
            text(fields, "role", add.role());
            text(fields, "path", add.target().path());
            number(fields, "length", add.target().length());
            text(fields, "sha256", add.sha256());
            writeRest(fields, add.target());
        } else if (change instanceof Change.RemoveTarget remove) {
            text(fields, "change", "remove");
            text(fields, "role", remove.role());
            text(fields, "path", remove.path());
        } else if (change instanceof Change.Delegate delegate) {
            text(fields, "change", "delegate");
            text(fields, "delegator", delegate.delegator());
            text(fields, "name", delegate.name());
            fields.put("terminating", JsonBoolean.of(delegate.terminating()));
            delegate.before().ifPresent(other -> text(fields, "before", other));
            writeScope(fields, delegate.scope());
            writeKeys(fields, delegate.keys());
        } else if (change instanceof Change.DelegateBins bins) {
            text(fields, "change", "delegate-bins");
            text(fields, "delegator", bins.delegator());
            text(fields, "style", bins.style().name());
            number(fields, "bit_length", bins.bitLength());
            text(fields, "name_prefix", bins.namePrefix());
            writeKeys(fields, bins.keys());
        } else if (change instanceof Change.RemoveDelegation removal) {
            text(fields, "change", "remove-delegation");
            text(fields, "delegator", removal.delegator());
            text(fields, "name", removal.name());
        } else if (change instanceof Change.Rebin rebin) {
            text(fields, "change", "rebin");
            text(fields, "delegator", rebin.delegator());
            text(fields, "old_prefix", rebin.oldPrefix());
            text(fields, "style", rebin.style().name());
            number(fields, "bit_length", rebin.bitLength());
            text(fields, "name_prefix", rebin.namePrefix());
        } else if (change instanceof Change.ReplaceKeys replacement) {
            text(fields, "change", "replace-keys");
            text(fields, "delegator", replacement.delegator());
            text(fields, "name", replacement.name());
            writeKeys(fields, replacement.keys());
        } else if (change instanceof Change.SetThreshold setting) {
            text(fields, "change", "set-threshold");
            text(fields, "delegator", setting.delegator());
            text(fields, "name", setting.name());
            number(fields, "threshold", setting.threshold());
        } else if (change instanceof Change.RotateKeys rotation) {
            text(fields, "change", "rotate");
            text(fields, "role", rotation.role().text());
            text(fields, "old_keys", rotation.oldKeys().name());
            writeKeys(fields, rotation.keys());
        } else if (change instanceof Change.UseConsistentSnapshots) {
            text(fields, "change", "use-consistent-snapshots");
        }
        return JsonText.bytes(JsonObject.of(fields));
    }

    static Change read(String file, byte[] content) throws IOException {
        try {
            return read(StoredJson.read(file, content));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Change read(StoredJson json) throws IOException {
        String kind = json.string("change");
        return switch (kind) {
            case "add" -> new Change.AddTarget(json.string("role"), readTarget(json));
            case "remove" -> new Change.RemoveTarget(json.string("role"), json.string("path"));
            case "delegate" ->
                new Change.Delegate(
                        json.string("delegator"),
                        json.string("name"),
                        readScope(json),
                        json.object().member("terminating").equals(Optional.of(JsonBoolean.of(true))),
                        readKeys(json),
                        json.object().member("before").isPresent()
                                ? Optional.of(json.string("before"))
                                : Optional.empty());
            case "delegate-bins" ->
                new Change.DelegateBins(
                        json.string("delegator"),
                        constant(json, "style", Change.BinStyle.values()),
                        (int) json.integer("bit_length", 1, Integer.MAX_VALUE),
                        json.string("name_prefix"),
                        readKeys(json));
            case "remove-delegation" -> new Change.RemoveDelegation(json.string("delegator"), json.string("name"));
            case "rebin" ->
                new Change.Rebin(
                        json.string("delegator"),
                        json.string("old_prefix"),
                        constant(json, "style", Change.BinStyle.values()),
                        (int) json.integer("bit_length", 1, Integer.MAX_VALUE),
                        json.string("name_prefix"));
            case "replace-keys" ->
                new Change.ReplaceKeys(json.string("delegator"), json.string("name"), readKeys(json));
            case "set-threshold" ->
                new Change.SetThreshold(json.string("delegator"), json.string("name"), (int)
                        json.integer("threshold", 1, Integer.MAX_VALUE));
            case "rotate" ->
                new Change.RotateKeys(
                        readRole(json), readKeys(json), constant(json, "old_keys", Change.OldKeys.values()));
            case "use-consistent-snapshots" -> new Change.UseConsistentSnapshots();
            default -> throw json.wrong("change", "a known kind of change", kind);
        };
    }

    private static RoleType readRole(StoredJson json) throws IOException {
        String name = json.string("role");
        return RoleType.named(name).orElseThrow(() -> json.wrong("role", "a top-level role", name));
    }

    /** What few targets have: hashes beside SHA-256, custom data, fields that TUF does not define. */
    private static void writeRest(Map<String, JsonValue> fields, TargetFile target) {
        if (target.hashes().hexByFunction().size() > 1) {
            Map<String, JsonValue> hashes = new TreeMap<>();
            target.hashes().hexByFunction().forEach((function, hex) -> text(hashes, function, hex));
            fields.put("hashes", JsonObject.of(hashes));
        }
        target.custom().ifPresent(custom -> fields.put("custom", custom));
        if (target.unknown().size() > 0) {
            fields.put("unknown", target.unknown());
        }
    }

    private static TargetFile readTarget(StoredJson json) throws IOException {
        Optional<JsonObject> custom = json.object().member("custom").isPresent()
                ? Optional.of(json.child("custom").object())
                : Optional.empty();
        return new TargetFile(
                json.string("path"),
                json.integer("length", 0),
                readHashes(json),
                custom,
                json.object().member("unknown").isPresent()
                        ? json.child("unknown").object()
                        : JsonObject.EMPTY);
    }

    private static Hashes readHashes(StoredJson json) throws IOException {
        if (json.object().member("hashes").isEmpty()) {
            return Hashes.ofSha256(json.string("sha256"));
        }
        StoredJson hashes = json.child("hashes");
        Map<String, String> hexByFunction = new TreeMap<>();
        for (String function : hashes.object().names()) {
            hexByFunction.put(function, hashes.string(function));
        }
        return new Hashes(hexByFunction);
    }

    private static void writeScope(Map<String, JsonValue> fields, PathScope scope) {
        if (scope instanceof PathScope.Paths paths) {
            fields.put(
                    "paths",
                    strings(paths.patterns().stream().map(PathPattern::text).toList()));
        } else if (scope instanceof PathScope.HashPrefixes hashes) {
            fields.put("path_hash_prefixes", strings(hashes.prefixes()));
        }
    }

    private static PathScope readScope(StoredJson json) throws IOException {
        if (json.object().member("paths").isPresent()) {
            return new PathScope.Paths(
                    json.strings("paths").stream().map(PathPattern::new).toList());
        }
        return new PathScope.HashPrefixes(json.strings("path_hash_prefixes"));
    }

    private static void writeKeys(Map<String, JsonValue> fields, KeyRequest keys) {
        number(fields, "keys", keys.count());
        number(fields, "threshold", keys.threshold());
        text(fields, "scheme", keys.scheme().name());
        if (!keys.registered().isEmpty()) {
            fields.put("registered", strings(keys.registered()));
        }
    }

    private static KeyRequest readKeys(StoredJson json) throws IOException {
        return new KeyRequest(
                (int) json.integer("keys", 0, Integer.MAX_VALUE),
                (int) json.integer("threshold", 1, Integer.MAX_VALUE),
                constant(json, "scheme", SignatureScheme.values()),
                json.object().member("registered").isPresent() ? json.strings("registered") : List.of());
    }

    private static <E extends Enum<E>> E constant(StoredJson json, String name, E[] values) throws IOException {
        String text = json.string(name);
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> json.wrong(name, "one of " + Arrays.toString(values), text));
    }

    private static JsonArray strings(List<String> texts) {
        return JsonArray.of(texts.stream().map(JsonString::of).toList());
    }

    private static void text(Map<String, JsonValue> fields, String name, String value) {
        fields.put(name, JsonString.of(value));
    }

    private static void number(Map<String, JsonValue> fields, String name, long value) {
        fields.put(name, JsonInteger.of(value));
    }
}
