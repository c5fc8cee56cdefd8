package dev.tufa.tuf.repository;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What others may know of this program. */
final class ThisProcess {
    static final String HOST = host();
    static final long NUMBER = ProcessHandle.current().pid();
    static final Instant STARTED =
            ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);

    private ThisProcess() {}

    /** The kernel's own word for it: a resolver may take seconds. */
    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return InetAddress.getLoopbackAddress().getHostName();
        }
    }
}
