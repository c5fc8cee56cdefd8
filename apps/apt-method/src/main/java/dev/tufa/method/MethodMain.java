package dev.tufa.method;

import dev.tufa.tuf.refusal.TrustException;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code tuf+https} and {@code tuf+http}: apt starts the program in whose place this runs, which has told apt what it can and has read
 * apt's settings already. The arguments are the folder of all archives and, if it is not 15 minutes, the
 * seconds that a file of metadata may take.
 *
 * <p>With {@code --floor}, the file of a first root and the floor that is kept, if one is, it prints the floor from now on, after
 * verifying the metadata that it reads.
 */
public final class MethodMain {
    private static final String FLOOR = "--floor";
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private MethodMain() {}

    /** Answers until apt has no more questions. */
    public static void main(String[] arguments) {
        OutputStream out = new FileOutputStream(FileDescriptor.out); // a PrintStream would hide that nobody listens
        System.setOut(System.err); // nothing else may get in between
        try {
            if (arguments[0].equals(FLOOR)) {
                Floor floor = floor(Arrays.copyOfRange(arguments, 1, arguments.length));
                out.write((floor.line() + '\n').getBytes(StandardCharsets.US_ASCII));
            } else {
                Duration patience =
                        arguments.length > 1 ? Duration.ofSeconds(Integer.parseInt(arguments[1])) : PATIENCE;
                Rehearsal.of(Path.of(arguments[0]), Clock.systemUTC()).start();
                new AcquireMethod(Path.of(arguments[0]), out, Clock.systemUTC(), patience, MethodMain::end)
                        .run(new BufferedInputStream(System.in));
            }
        } catch (TrustException | IOException e) {
            end(e);
        }
    }

    private static Floor floor(String[] arguments) throws IOException, TrustException {
        byte[] root = Files.readAllBytes(Path.of(arguments[0]));
        Optional<Floor> kept = arguments.length > 1 ? Optional.of(Floor.parse(arguments[1])) : Optional.empty();
        KeptState state = KeptState.parse(System.in.readNBytes(KeptState.most() + 1));
        return FloorRule.raised(kept, state.verify(root));
    }

    /** apt says that the method has died, and does not wait for ever. */
    private static void end(Throwable fault) {
        System.err.println("tuf: " + Optional.ofNullable(fault.getMessage()).orElse(fault.toString()));
        System.exit(1);
    }
}
