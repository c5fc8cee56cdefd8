package dev.tufa.conformance.architecture.planted.apt.archive;

/** Breaks no rule. */
public final class Archive {}
