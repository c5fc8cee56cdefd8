package dev.tufa.apt.archive.index;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Digests of one file, as hexadecimal digits in lower case.
 *
 * @param byAlgorithm from the weakest to the strongest; SHA-256 is always there
 */
public record Digests(Map<DigestAlgorithm, String> byAlgorithm) {
    /** Digests that can be written. */
    public Digests {
        EnumMap<DigestAlgorithm, String> copy = new EnumMap<>(DigestAlgorithm.class);
        copy.putAll(byAlgorithm);
        copy.forEach((algorithm, digest) -> {
            if (!algorithm.isDigest(digest)) {
                throw new IllegalArgumentException("%s: expected %d hexadecimal digits in lower case, got \"%s\""
                        .formatted(algorithm.releaseName(), algorithm.length(), digest));
            }
        });
        if (!copy.containsKey(DigestAlgorithm.SHA256)) {
            throw new IllegalArgumentException("digests: expected SHA256, got " + copy.keySet());
        }
        byAlgorithm = Collections.unmodifiableMap(copy);
    }

    /** SHA-256 alone. */
    public static Digests ofSha256(String digest) {
        return new Digests(Map.of(DigestAlgorithm.SHA256, digest));
    }

    /** The digest that every file has. */
    public String sha256() {
        return find(DigestAlgorithm.SHA256).orElseThrow();
    }

    /** The digest of an algorithm, if it was made. */
    public Optional<String> find(DigestAlgorithm algorithm) {
        return Optional.ofNullable(byAlgorithm.get(algorithm));
    }

    /** The strongest algorithm of which there is a digest: the one that apt goes by. */
    public DigestAlgorithm strongest() {
        return Collections.max(byAlgorithm.keySet());
    }
}
