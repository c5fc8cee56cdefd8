package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Another process that tries to take a lock. */
public final class LockProbe {
    private LockProbe() {}

    /** Ends with 0 if it got the lock, else with 1. */
    public static void main(String[] arguments) throws IOException {
        Optional<DirectoryLock> lock = DirectoryLock.tryHold(Path.of(arguments[0]));
        System.exit(lock.isPresent() ? 0 : 1);
    }

    /** Whether another process gets the lock. */
    static boolean another(Path directory) throws IOException, InterruptedException {
        return new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockProbe.class.getName(),
                                directory.toString())
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }
}
