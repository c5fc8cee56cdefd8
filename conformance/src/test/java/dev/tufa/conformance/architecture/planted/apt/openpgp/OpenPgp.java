package dev.tufa.conformance.architecture.planted.apt.openpgp;

/** Breaks no rule. */
public final class OpenPgp {}
