package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.index.IndexException;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Another process that asks the index of a repository again and again while somebody publishes. */
public final class IndexProbe {
    private IndexProbe() {}

    /** Ends with 0 if every answer fitted the publication that it was asked about. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long last = Long.parseLong(arguments[1]);
        long seen = 0;
        System.out.println("begun");
        while (seen < last) {
            RepositoryFolder repository = new RepositoryFolder(folder, new LocalDisk());
            ClientUpdate live = repository.live();
            try {
                long targets = repository.index().ask(live, IndexProbe::count);
                if (targets != live.timestamp().version() - 1) { // each publication added one
                    throw new IOException("timestamp %d: got %d targets"
                            .formatted(live.timestamp().version(), targets));
                }
            } catch (IndexException e) {
                System.out.println(e.getMessage()); // somebody else was at it, or had published meanwhile
            }
            seen = live.timestamp().version();
        }
    }

    private static long count(IndexFile index) throws IOException {
        long[] count = new long[1];
        index.targets().each("", Optional.empty(), target -> count[0]++);
        return count[0];
    }

    /** Starts it and waits until it has begun. */
    static Process start(Path folder, long last) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IndexProbe.class.getName(),
                        folder.toString(),
                        String.valueOf(last))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.inputReader().readLine() == null) {
            throw new IOException("probe: expected it to begin, got its end");
        }
        return process;
    }
}
