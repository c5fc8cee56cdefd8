package dev.tufa.apt.openpgp;

import java.time.Instant;

/**
 * A key as a person is told of it.
 *
 * @param algorithm and size, such as {@code RSA, 4096 bits}
 * @param created when it says it was made
 */
public record KeyFacts(Fingerprint fingerprint, String algorithm, Instant created) {}
