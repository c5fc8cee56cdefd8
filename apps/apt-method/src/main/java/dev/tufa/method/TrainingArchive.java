package dev.tufa.method;

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
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a small archive that TUF vouches for, signed with a key that nobody keeps. */
final class TrainingArchive {
    static final String RELEASE = "dists/stable/InRelease";
    static final String INDEX = "dists/stable/main/binary-amd64/Packages";
    static final String PACKAGE = "pool/main/t/training/training_1.0_all.deb";

    private static final String ROLE = "suites";
    private static final int KEY_BYTES = 32;

    private final KeyPair pair;
    private final Key key;
    private final Header header;
    private final Map<String, byte[]> files = new HashMap<>();

    TrainingArchive(Instant now) throws GeneralSecurityException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        key = Key.of(
                "ed25519", "ed25519", HexFormat.of().formatHex(encoded, encoded.length - KEY_BYTES, encoded.length));
        header = Header.of(1, now.plus(Duration.ofDays(30)));
        byte[] release = release().getBytes(StandardCharsets.UTF_8);
        put("tuf/root.json", root());
        put("tuf/1.root.json", root());
        Targets suites = Targets.of(header, List.of(target(RELEASE, release)), Optional.empty());
        Delegations delegations = Delegations.of(
                keys(),
                List.of(new DelegatedRole(
                        ROLE, role(), true, new PathScope.Paths(List.of(new PathPattern("dists/*/*"))))));
        Targets targets = Targets.of(header, List.of(target(PACKAGE, bytes(PACKAGE))), Optional.of(delegations));
        put("tuf/1.suites.json", suites);
        put("tuf/1.targets.json", targets);
        Map<String, MetaFile> meta = Map.of("targets.json", MetaFile.of(1), ROLE + ".json", MetaFile.of(1));
        put("tuf/1.snapshot.json", new Snapshot(header, meta));
        put("tuf/timestamp.json", new Timestamp(header, MetaFile.of(1)));
        files.put("dists/stable/%s.InRelease".formatted(hex(release)), release);
    }

    /** The bytes of a file, by its path; nothing if there is none. */
    Optional<byte[]> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The digest of a file that the method does not see the bytes of. */
    static String sha256(String path) {
        return hex(bytes(path));
    }

    /** The OpenPGP signature is for apt to verify; here its place is enough. */
    private static String release() {
        return """
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA512

                SHA256:
                 %s 0 main/binary-amd64/Packages
                -----BEGIN PGP SIGNATURE-----
                """.formatted(sha256(INDEX));
    }

    private Root root() {
        Map<RoleType, Role> roles = new EnumMap<>(RoleType.class);
        for (RoleType type : List.of(RoleType.ROOT, RoleType.TIMESTAMP, RoleType.SNAPSHOT, RoleType.TARGETS)) {
            roles.put(type, role());
        }
        return new Root(header, Optional.of(true), keys(), roles);
    }

    private Map<String, Key> keys() {
        return Map.of(key.computeKeyId(), key);
    }

    private Role role() {
        return Role.of(Set.of(key.computeKeyId()), 1);
    }

    private static TargetFile target(String path, byte[] content) {
        return TargetFile.of(path, content.length, Hashes.ofSha256(hex(content)));
    }

    private void put(String path, Signed signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(signed.toJson().canonicalBytes());
        Map<String, String> signatures =
                Map.of(key.computeKeyId(), HexFormat.of().formatHex(signature.sign()));
        files.put(path, Metadata.of(signed, signatures).toBytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] content) {
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(content));
    }
}
