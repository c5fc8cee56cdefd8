package dev.tufa.conformance.chroot;

import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A link of the chain from the file that is clicked to the package that is installed, with somebody else's in its place (R32). */
enum Substitution {
    KEY(Way.PLAIN, "/mnt/acme.apt: signature: expected one by key [0-9A-F]{40}, got [0-9A-F]{40}") {
        @Override
        byte[] file(byte[] file, SigningKey other) {
            String text = text(file);
            return bytes(text.substring(0, text.indexOf("-----BEGIN PGP PUBLIC"))
                    + other.certificate().armored());
        }
    },
    SIGNATURE(
            Way.PLAIN,
            "/mnt/acme.apt: signature: expected one by key [0-9A-F]{40} over what is signed, got one that does not fit") {
        @Override
        byte[] file(byte[] file, SigningKey other) {
            return bytes(text(file).replace("Install: acme", "Install: bash"));
        }
    },
    SIGNER_OF_THE_RELEASE(
            Way.PLAIN, "apt.example.org-.+: expected apt-get to take it, got: .*(NO_PUBKEY|Missing key) .*") {
        @Override
        void archive(Vendor evil, SigningKey other, Instant now) throws Exception {
            byte[] release = Files.readAllBytes(evil.website().resolve("dists/stable/Release"));
            ReleaseSigning signing = new ReleaseSigning(List.of(other), now);
            Stage.everywhere(evil, "InRelease", signing.clearSign(release));
            Stage.everywhere(evil, "Release.gpg", signing.detachedSign(release));
        }
    },
    INDEX(
            Way.PLAIN,
            "apt.example.org-.+: expected apt-get to take it, got: Hash Sum mismatch; .*/dists/stable/main/binary-amd64/.*") {
        @Override
        void archive(Vendor evil, SigningKey other, Instant now) throws Exception {
            changeFiles(evil.website().resolve("dists/stable/main/binary-amd64"));
        }
    },
    PACKAGE(
            Way.PLAIN,
            "apt acme:amd64=1.0: expected apt-get to install it, got .*/acme_1.0_amd64.deb +Hash Sum mismatch; .*") {
        @Override
        void archive(Vendor evil, SigningKey other, Instant now) throws Exception {
            changeFiles(evil.website().resolve("pool"));
        }
    },
    TUF_ROOT(Way.TUF, "root: expected the file with SHA-256 [0-9a-f]{64}, got one with [0-9a-f]{64}") {
        @Override
        void archive(Vendor evil, SigningKey other, Instant now) throws Exception {
            Vendor thief = Vendor.in(
                    evil.website().resolveSibling("thief"),
                    URI.create("https://evil.example.org"),
                    Optional.empty(),
                    now);
            evil.archive()
                    .put("tuf/1.root.json", Files.readAllBytes(thief.website().resolve("tuf/1.root.json")));
        }
    };

    private final Way way;
    private final Pattern message;

    Substitution(Way way, String message) {
        this.way = way;
        this.message = Pattern.compile(message);
    }

    /** How the vendor's file has apt reach the archive. */
    Way way() {
        return way;
    }

    /** What a person is told, which is said of no other. */
    Pattern message() {
        return message;
    }

    /** What is clicked in the place of the vendor's file. */
    byte[] file(byte[] file, SigningKey other) {
        return file;
    }

    /** Changes what the website serves. */
    void archive(Vendor evil, SigningKey other, Instant now) throws Exception {}

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives every file in a folder other bytes, as many as before. */
    static void changeFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length - 1] ^= 1;
                Stage.replace(file, bytes);
            }
        }
    }
}
