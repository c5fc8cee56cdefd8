package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.signing.source.SecretFile;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;

/** Gets the passphrase of a repository's private keys: from a file, from the environment, or from a person. */
public final class Passphrase {
    private static final String OPTION = "passphrase-file";
    private static final String VARIABLE = "TUFA_PASSPHRASE";

    /** What it is for: a new passphrase is asked for twice. */
    public enum Purpose {
        /** One that nothing is encrypted with yet. */
        NEW,
        /** One that opens what there is. */
        KNOWN
    }

    private Passphrase() {}

    /** The option that says where it is. */
    public static Option option() {
        return OptionSpecs.valued(
                OPTION,
                "FILE",
                "the first line of FILE is the passphrase of the private keys; if not given, the variable " + VARIABLE
                        + ", or a question");
    }

    /** The passphrase; the receiver overwrites it after use. */
    public static char[] get(Invocation invocation, Purpose purpose) throws UsageException, IOException {
        Optional<String> file = invocation.value(OPTION);
        if (file.isPresent()) {
            return required(SecretFile.firstLineUnchecked(Path.of(file.get())), file.get());
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null) {
            return required(variable.toCharArray(), VARIABLE);
        }
        Console console = console(invocation);
        if (console == null) {
            throw new UsageException(
                    "passphrase: expected --%s, %s or a terminal to ask at, got none".formatted(OPTION, VARIABLE));
        }
        char[] answer = required(console.readPassword("Passphrase of the private keys: "), "the terminal");
        if (purpose == Purpose.NEW) {
            char[] again = required(console.readPassword("The same again: "), "the terminal");
            boolean same = Arrays.equals(answer, again);
            Arrays.fill(again, '\0');
            if (!same) {
                Arrays.fill(answer, '\0');
                throw new UsageException("passphrase: expected the same twice, got two different ones");
            }
        }
        return answer;
    }

    /** The passphrase of a repository's keys; an empty one if no key is in a file. The receiver overwrites it after use. */
    public static char[] of(Repository repository, Invocation invocation) throws UsageException, IOException {
        return repository.hasKeyFiles() ? get(invocation, Purpose.KNOWN) : new char[0];
    }

    /** What keys outside may ask of the world: this process's environment, and a person at the terminal for a PIN. */
    public static Surroundings surroundings(Invocation invocation) {
        return Surroundings.ofProcess().withPins(token -> {
            Console console = console(invocation);
            return console == null
                    ? Optional.empty()
                    : Optional.ofNullable(console.readPassword("PIN of the token %s: ", token));
        });
    }

    @SuppressWarnings("SystemConsoleNull") // from Java 22 on, the launcher's word alone tells whether a person is there
    private static @Nullable Console console(Invocation invocation) {
        return invocation.terminal().interactive() ? System.console() : null;
    }

    private static char[] required(char[] passphrase, String source) throws UsageException {
        if (passphrase.length == 0) {
            throw new UsageException("passphrase: expected one from %s, got an empty one".formatted(source));
        }
        return passphrase;
    }
}
