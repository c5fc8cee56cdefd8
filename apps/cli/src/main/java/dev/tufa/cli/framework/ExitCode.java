package dev.tufa.cli.framework;

/** How a command ends. Scripts may rely on the numbers. */
public enum ExitCode {
    DONE(0, "done"),
    REFUSED(1, "refused: metadata or a file cannot be trusted"),
    USAGE(2, "wrong words on the command line"),
    UNREACHABLE(3, "something could not be reached, read or written"),
    NOT_FOUND(4, "what was asked for is not there, or not for this system"),
    DUE(5, "something expires within the time that was asked about"),
    KEYS_ELSEWHERE(6, "something is due whose private keys are not here"),
    FINDINGS(7, "a repository, an archive or a .apt file is not as a good one would be"),
    FENCED(8, "somebody else took the repository over, because this command was not heard of for too long"),
    INTERNAL(70, "a fault in tufa itself");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number that the shell sees. */
    public int number() {
        return number;
    }

    /** What it tells, for help and man pages. */
    public String meaning() {
        return meaning;
    }
}
