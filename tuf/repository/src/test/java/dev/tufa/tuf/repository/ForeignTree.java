package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import dev.tufa.tuf.repository.signing.TestKeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A repository that somebody else has published, as such repositories are: ECDSA keys whose ids do not follow from them, fields
 * that nobody knows, SHA-512 beside SHA-256, versions that do not begin with 1, and roots that do not either.
 */
final class ForeignTree {
    static final JsonObject ODD = JsonObject.of(Map.of("x-owner", JsonString.of("somebody else")));
    private static final Map<String, PrivateKeySigner> KEYS = new LinkedHashMap<>();

    final Path folder;
    boolean consistent = true;
    String neverPublished = "";
    long firstRoot = 3;
    long newestRoot = 5;
    final Map<String, Instant> expires = new LinkedHashMap<>();
    private final Map<String, Map<String, TargetFile>> targets = new LinkedHashMap<>();
    private final Map<String, Map<String, DelegatedRole>> delegations = new LinkedHashMap<>();
    private final Map<String, SuccinctRoles> bins = new LinkedHashMap<>();
    private final Map<String, MetaFile> meta = new LinkedHashMap<>();

    private ForeignTree(Path folder) {
        this.folder = folder;
    }

    /** Delegations three deep, hash bins of both kinds, and a target in each. */
    static ForeignTree in(Path folder) throws IOException {
        ForeignTree tree = new ForeignTree(folder);
        tree.add("targets", "top.txt", "top level");
        tree.delegate("targets", "one", new PathScope.Paths(List.of(new PathPattern("deep/*"))));
        tree.delegate("one", "two", new PathScope.Paths(List.of(new PathPattern("deep/*"))));
        tree.delegate("two", "three", new PathScope.Paths(List.of(new PathPattern("deep/*"))));
        tree.add("three", "deep/file.txt", "three deep");
        tree.delegate("targets", "prefixed", new PathScope.Paths(List.of(new PathPattern("prefixed/*"))));
        String digest =
                HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest("prefixed/file.txt".getBytes(UTF_8)));
        tree.delegate("prefixed", "low", new PathScope.HashPrefixes(List.of("0", "1", "2", "3", "4", "5", "6", "7")));
        tree.delegate("prefixed", "high", new PathScope.HashPrefixes(List.of("8", "9", "a", "b", "c", "d", "e", "f")));
        tree.add(digest.compareTo("8") < 0 ? "low" : "high", "prefixed/file.txt", "by hash prefix");
        tree.delegate("targets", "succinct", new PathScope.Paths(List.of(new PathPattern("succinct/*"))));
        SuccinctRoles bins = new SuccinctRoles(Role.of(Set.of(keyId("bin")), 1), 2, "bin");
        tree.bins.put("succinct", bins);
        for (long number = 0; number < bins.count(); number++) {
            tree.targets.put(bins.binName(number), new LinkedHashMap<>());
        }
        tree.add(
                bins.binFor(dev.tufa.tuf.metadata.TargetPath.of("succinct/file.txt")),
                "succinct/file.txt",
                "in a succinct bin");
        return tree;
    }

    /** What clients find, by path. */
    static Map<String, String> contents() {
        return Map.of(
                "top.txt", "top level",
                "deep/file.txt", "three deep",
                "prefixed/file.txt", "by hash prefix",
                "succinct/file.txt", "in a succinct bin");
    }

    static PrivateKeySigner key(String role) {
        String owner = role.startsWith("bin-") ? "bin" : role;
        return KEYS.computeIfAbsent(owner, unused -> PrivateKeySigner.generate(SignatureScheme.ECDSA_P256));
    }

    /** Not the SHA-256 of the key. */
    static String keyId(String role) {
        String owner = role.startsWith("bin-") ? "bin" : role;
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(owner.getBytes(UTF_8)));
    }

    /** Gives a folder that has adopted the tree the private keys of roles. */
    static void giveKeys(Path adopted, String... roles) throws IOException {
        for (String role : roles) {
            TestKeyFiles.add(adopted, role, keyId(role), key(role), Sandbox.PASSPHRASE);
        }
    }

    void add(String role, String path, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        Map<String, String> hashes = new LinkedHashMap<>();
        for (HashFunction function : List.of(HashFunction.SHA256, HashFunction.SHA512)) {
            hashes.put(
                    function.text(),
                    HexFormat.of().formatHex(function.newDigest().digest(bytes)));
        }
        TargetFile target = new TargetFile(path, bytes.length, new Hashes(hashes), Optional.of(ODD), ODD);
        targets.computeIfAbsent(role, unused -> new LinkedHashMap<>()).put(path, target);
        Path plain = folder.resolve("targets").resolve(path);
        Files.createDirectories(plain.resolveSibling(".").normalize());
        Files.write(plain, bytes);
    }

    void delegate(String delegator, String name, PathScope scope) {
        targets.putIfAbsent(name, new LinkedHashMap<>());
        delegations
                .computeIfAbsent(delegator, unused -> new LinkedHashMap<>())
                .put(name, new DelegatedRole(name, Role.of(Set.of(keyId(name)), 1), false, scope));
    }

    /** Writes all metadata, and names the target files as clients ask for them. */
    ForeignTree write() throws IOException {
        Files.createDirectories(folder.resolve("metadata"));
        for (long version = firstRoot; version <= newestRoot; version++) {
            Content root = file(root(version), List.of("root"));
            put(version + ".root.json", root);
            put("root.json", root);
        }
        for (String role : targets.keySet()) {
            if (role.equals(neverPublished)) {
                continue;
            }
            Content file = file(targets(role), List.of(role));
            meta.put(
                    role + ".json",
                    new MetaFile(
                            7,
                            java.util.OptionalLong.of(file.length()),
                            Optional.of(Hashes.ofSha256(file.sha256())),
                            ODD));
            put(consistent ? "7." + role + ".json" : role + ".json", file);
        }
        Content snapshot = file(new Snapshot(header("snapshot", 8), meta), List.of("snapshot"));
        put(consistent ? "8.snapshot.json" : "snapshot.json", snapshot);
        put("timestamp.json", file(new Timestamp(header("timestamp", 90), MetaFile.of(8)), List.of("timestamp")));
        if (consistent) {
            for (Map<String, TargetFile> role : targets.values()) {
                for (TargetFile target : role.values()) {
                    Path plain = folder.resolve("targets").resolve(target.path());
                    String sha512 =
                            String.valueOf(target.hashes().hexByFunction().get("sha512"));
                    Files.move(plain, plain.resolveSibling(sha512 + "." + plain.getFileName()));
                }
            }
        }
        return this;
    }

    Path metadata(String name) {
        return folder.resolve("metadata").resolve(name);
    }

    private void put(String name, Content content) throws IOException {
        Files.write(metadata(name), content.bytes());
    }

    private Header header(String role, long version) {
        Instant until = expires.getOrDefault(role, Sandbox.START.plusSeconds(40 * 86_400));
        return new Header(Header.SPEC_VERSION, version, until, ODD);
    }

    private Root root(long version) {
        Map<String, Key> keys = new LinkedHashMap<>();
        Map<RoleType, Role> roles = new EnumMap<>(RoleType.class);
        for (RoleType type : Settings.ROLES) {
            keys.put(keyId(type.text()), key(type.text()).key());
            roles.put(type, Role.of(Set.of(keyId(type.text())), 1));
        }
        return new Root(header("root", version), Optional.of(consistent), keys, roles);
    }

    private Targets targets(String role) {
        Optional<Delegations> all = Optional.empty();
        Map<String, DelegatedRole> named = delegations.getOrDefault(role, Map.of());
        SuccinctRoles succinct = bins.get(role);
        if (!named.isEmpty()) {
            Map<String, Key> keys = new LinkedHashMap<>();
            named.keySet().forEach(name -> keys.put(keyId(name), key(name).key()));
            all = Optional.of(new Delegations(keys, List.copyOf(named.values()), Optional.empty(), ODD));
        } else if (succinct != null) {
            all = Optional.of(Delegations.of(Map.of(keyId("bin"), key("bin").key()), succinct));
        }
        return Targets.of(header(role, 7), targets.getOrDefault(role, Map.of()).values(), all);
    }

    private static Content file(Signed signed, List<String> signers) throws IOException {
        Map<String, String> signatures = new LinkedHashMap<>();
        for (String role : signers) {
            signatures.put(keyId(role), key(role).sign(signed.toJson()));
        }
        return Content.of(Metadata.of(signed, signatures).toBytes());
    }
}
