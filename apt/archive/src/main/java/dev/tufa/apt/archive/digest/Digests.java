package dev.tufa.apt.archive.digest;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
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

    /**
     * Digests of no bytes yet, from the weakest to the strongest.
     *
     * @param algorithms beside SHA-256, which is always done
     */
    public static Map<DigestAlgorithm, MessageDigest> begin(Collection<DigestAlgorithm> algorithms) {
        Map<DigestAlgorithm, MessageDigest> begun = new EnumMap<>(DigestAlgorithm.class);
        begun.put(DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.begin());
        algorithms.forEach(algorithm -> begun.computeIfAbsent(algorithm, DigestAlgorithm::begin));
        return begun;
    }

    /** What has come of digests that were begun. It ends them: they are of no bytes again. */
    public static Digests finish(Map<DigestAlgorithm, MessageDigest> begun) {
        Map<DigestAlgorithm, String> finished = new EnumMap<>(DigestAlgorithm.class);
        begun.forEach(
                (algorithm, digest) -> finished.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return new Digests(finished);
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
