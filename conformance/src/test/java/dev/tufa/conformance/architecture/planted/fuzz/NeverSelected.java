package dev.tufa.conformance.architecture.planted.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Breaks a rule: the build runs only classes whose names end in Test. */
public final class NeverSelected {
    @FuzzTest
    void target(byte[] bytes) {}
}
