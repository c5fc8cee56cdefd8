package dev.tufa.apt.archive.sources;

import java.util.List;

/** A file of apt's lists of sources (sources.list(5)), in either of its styles. */
public final class SourcesFile {
    /** Bytes of a file; real ones with a key in every stanza have some ten thousand. */
    static final int LONGEST = 4 << 20;

    private SourcesFile() {}

    /**
     * Reads a file in the style that apt reads it in, by its name.
     *
     * @param file what messages call it
     * @return its entries in their order, those that are not in use as well
     * @throws SourcesException if apt would do nothing with such a file, or two readers could see different things in it
     */
    public static List<ListedSource> read(String file, byte[] bytes) throws SourcesException {
        return read(file, bytes, Style.of(file));
    }

    /** Reads a file in a style, whatever its name is. */
    public static List<ListedSource> read(String file, byte[] bytes, Style style) throws SourcesException {
        if (bytes.length > LONGEST) {
            throw new SourcesException(
                    file, 1, "expected a file of at most %d bytes, got %d".formatted(LONGEST, bytes.length));
        }
        return switch (style) {
            case LINES -> LinesReader.read(file, bytes);
            case STANZAS -> StanzasReader.read(file, bytes);
        };
    }

    /** How entries are written. */
    public enum Style {
        /** One in each line, as in {@code sources.list} and files whose names end with {@code .list}. */
        LINES,
        /** One in each stanza, as in files whose names end with {@code .sources}. */
        STANZAS;

        /** The style of a file by its name: stanzas only where it ends so. */
        public static Style of(String file) {
            return file.endsWith(".sources") ? STANZAS : LINES;
        }
    }
}
