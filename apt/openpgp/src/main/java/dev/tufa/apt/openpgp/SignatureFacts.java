package dev.tufa.apt.openpgp;

import java.time.Instant;
import java.util.Optional;

/**
 * What a signature says of itself. Until it is verified, anyone may have said it.
 *
 * @param version 4, or what other programs write
 * @param issuer the key, by its fingerprint or else by its key id, in upper case hex; empty if it does not say
 * @param digest such as {@code SHA512}
 * @param created when it says it was made; empty if it does not say
 * @param expires when it ends by itself; empty if never
 */
public record SignatureFacts(
        int version, Optional<String> issuer, String digest, Optional<Instant> created, Optional<Instant> expires) {}
