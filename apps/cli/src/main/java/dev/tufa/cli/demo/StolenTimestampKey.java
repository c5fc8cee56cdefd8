package dev.tufa.cli.demo;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Status;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;

/** The attacker has the timestamp's private key, as one who breaks into the server that signs it would. */
final class StolenTimestampKey {
    private static final long VERSION = 1000;

    private final Path repository;
    private final Path passphrase;

    StolenTimestampKey(Path repository, Path passphrase) {
        this.repository = repository;
        this.passphrase = passphrase;
    }

    /** Sends a snapshot that the attacker signs, and a well-signed timestamp that names it. */
    Fetcher attack(Fetcher honest, Instant now) throws IOException, RepositoryException, TrustException {
        Repository stolen = Repository.open(repository);
        Status.RoleStatus timestampRole = stolen.status().roles().stream()
                .filter(role -> role.name().equals(RoleType.TIMESTAMP.text()))
                .findFirst()
                .orElseThrow();
        Instant expires = now.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1));
        Signer attacker = PrivateKeySigner.generate();
        byte[] snapshot = signed(
                new Snapshot(Header.of(VERSION, expires), Map.of(RoleType.TARGETS.file(), MetaFile.of(VERSION))),
                attacker);
        char[] words = Files.readString(passphrase).strip().toCharArray();
        try (KeyRing keys = stolen.unlock(words)) {
            Signer timestampKey =
                    keys.signer(timestampRole.keys().get(0).keyId()).orElseThrow();
            String sha256 =
                    HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(snapshot));
            MetaFile entry = MetaFile.of(VERSION, snapshot.length, Hashes.ofSha256(sha256));
            byte[] timestamp = signed(new Timestamp(Header.of(VERSION, expires), entry), timestampKey);
            return AttackerInTheMiddle.replacing(
                    AttackerInTheMiddle.replacing(honest, "timestamp.json", timestamp), ".snapshot.json", snapshot);
        }
    }

    private static byte[] signed(Signed signed, Signer signer) throws IOException {
        return Metadata.of(signed, Map.of(signer.keyId(), signer.sign(signed.toJson())))
                .toBytes();
    }
}
