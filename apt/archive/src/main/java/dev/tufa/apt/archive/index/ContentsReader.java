package dev.tufa.apt.archive.index;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads {@code Contents} line by line. Bytes that are not UTF-8 become replacement characters: paths are there to be shown. */
public final class ContentsReader implements Closeable {
    /** Against a line that fills the memory: a path and some thousand packages. */
    private static final int LONGEST = 1 << 18;

    private final String file;
    private final InputStream in;
    private int number;

    ContentsReader(String file, InputStream in) {
        this.file = file;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line; empty at the end. */
    public Optional<ContentsLine> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        number++;
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
            if (line.size() > LONGEST) {
                throw problem("expected at most %d bytes, got more".formatted(LONGEST));
            }
        }
        return Optional.of(parse(line.toString(StandardCharsets.UTF_8)));
    }

    /** The packages have no blanks in them, the path may have. */
    private ContentsLine parse(String line) throws IndexException {
        int packages = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1;
        String path = line.substring(0, packages).stripTrailing();
        List<String> owners = List.of(line.substring(packages).split(",", -1));
        if (path.isEmpty() || owners.stream().anyMatch(String::isEmpty)) {
            throw problem("expected a path and packages, got \"%s\"".formatted(Entries.shortened(line)));
        }
        return new ContentsLine(path, owners);
    }

    private IndexException problem(String problem) {
        return new IndexException("%s: line %d: %s".formatted(file, number, problem));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
