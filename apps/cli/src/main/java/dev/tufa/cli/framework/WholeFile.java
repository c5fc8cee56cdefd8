package dev.tufa.cli.framework;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a file so that whoever reads it sees the old content or the new one, never a part. */
public final class WholeFile {
    private WholeFile() {}

    /** Who may read a file. */
    public enum Readers {
        /** Nobody but its owner. */
        OWNER("rw-------"),
        /** Everyone. */
        ALL("rw-r--r--");

        private final String permissions;

        Readers(String permissions) {
            this.permissions = permissions;
        }
    }

    /** Makes a file, or gives it other content; it is on stable storage before it gets its name. */
    public static void replace(Path file, byte[] content, Readers readers) throws IOException {
        Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), ".tufa", ".unfinished");
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(readers.permissions));
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
