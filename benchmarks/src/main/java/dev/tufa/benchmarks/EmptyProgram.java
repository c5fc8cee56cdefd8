package dev.tufa.benchmarks;

/** Does nothing: what a Java process costs before it does anything. */
final class EmptyProgram {
    private EmptyProgram() {}

    /** Returns. */
    public static void main(String[] arguments) {}
}
