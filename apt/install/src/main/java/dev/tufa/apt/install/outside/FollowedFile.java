package dev.tufa.apt.install.outside;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file that another process is writing, read line by line as it grows. */
final class FollowedFile implements AutoCloseable {
    /** Bytes of a line; more of it is told as another one. */
    private static final int LONGEST_LINE = 1 << 14;

    private final InputStream in;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    FollowedFile(Path file, Consumer<String> lines) throws IOException {
        this.in = Files.newInputStream(file);
        this.lines = lines;
    }

    /** Tells the lines that are complete. */
    void tell() throws IOException {
        byte[] buffer = new byte[1 << 13];
        int count = in.read(buffer);
        while (count > 0) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n' || line.size() >= LONGEST_LINE) {
                    tellLine();
                }
                if (buffer[i] != '\n') {
                    line.write(buffer[i]);
                }
            }
            count = in.read(buffer);
        }
    }

    /** Tells the last line as well. */
    void tellRest() throws IOException {
        tell();
        if (line.size() > 0) {
            tellLine();
        }
    }

    /** Of what was written over in the same line, as on a terminal, the last. */
    private void tellLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        String ended = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        lines.accept(ended.substring(ended.lastIndexOf('\r') + 1));
        line.reset();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
