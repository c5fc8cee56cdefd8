package dev.tufa.cli;

/** The command line {@code tufa}. */
public final class Tufa {
    private Tufa() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.out.println("tufa");
    }
}
