package dev.tufa.cli.framework;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** One verb of the command line. It says how it is used, and does it. */
public interface Command {
    /** The words that call it, for example {@code client refresh}. */
    String name();

    /** What it does, in one line without a full stop. */
    String summary();

    /** What follows the options, for example {@code DIR NAME...}; empty if nothing does. */
    String operands();

    /** What a reader of the help has to know beyond the summary. */
    String description();

    /** Calls with all their words after {@code tufa}, each a line that can be copied. */
    List<String> examples();

    /** Its options, beside {@code --help}, which every command has. */
    default Options options() {
        return new Options();
    }

    /**
     * Does it.
     *
     * @throws UsageException if the words are wrong; the exit code is 2
     * @throws TrustException if something was refused; the exit code is 1
     * @throws RepositoryException if a repository refuses what it was asked for; the exit code is 1
     * @throws IOException if something could not be reached, read or written; the exit code is 3
     * @throws CommandFailure for any other end, with its own exit code
     */
    void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure;
}
