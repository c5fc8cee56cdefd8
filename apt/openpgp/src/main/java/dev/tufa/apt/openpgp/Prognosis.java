package dev.tufa.apt.openpgp;

import java.time.Instant;
import java.util.Optional;

/**
 * One of apt's verifiers refuses something, or will.
 *
 * @param rule what it has against it
 * @param from from when on; empty if it does so already
 * @param message in words
 */
public record Prognosis(AptVerifier verifier, PolicyRule rule, Optional<Instant> from, String message) {}
