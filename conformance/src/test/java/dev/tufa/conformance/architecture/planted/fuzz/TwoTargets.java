package dev.tufa.conformance.architecture.planted.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Breaks a rule: the second target would be passed over. */
public final class TwoTargets {
    @FuzzTest
    void one(byte[] bytes) {}

    @FuzzTest
    void two(byte[] bytes) {}
}
