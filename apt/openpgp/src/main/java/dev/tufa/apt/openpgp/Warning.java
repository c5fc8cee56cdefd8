package dev.tufa.apt.openpgp;

import java.time.Instant;

/**
 * What is accepted now and will not be later.
 *
 * @param rule the rule that will refuse it
 * @param from when
 * @param message in words
 */
public record Warning(PolicyRule rule, Instant from, String message) {}
