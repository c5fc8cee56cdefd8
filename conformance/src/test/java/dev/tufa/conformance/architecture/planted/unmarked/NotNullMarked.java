package dev.tufa.conformance.architecture.planted.unmarked;

/** Breaks a rule: its package has no package-info that says @NullMarked. */
public final class NotNullMarked {
    public String text() {
        return "";
    }
}
