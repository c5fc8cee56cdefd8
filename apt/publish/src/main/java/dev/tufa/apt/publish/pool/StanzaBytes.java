package dev.tufa.apt.publish.pool;

import dev.tufa.apt.publish.member.PackageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for fields in stanzas that were written here, without taking them apart. */
public final class StanzaBytes {
    private static final byte[] NAME = beginning("Package");
    private static final byte[] VERSION = beginning("Version");
    private static final byte[] ARCHITECTURE = beginning("Architecture");

    private StanzaBytes() {}

    /** The value of a field that is one line. */
    public static Optional<String> value(byte[] text, int from, int to, String field) {
        byte[] beginning = beginning(field);
        int line = from;
        while (line < to) {
            int end = lineEnd(text, line, to);
            if (startsWith(text, line, end, beginning)) {
                return Optional.of(value(text, line, end, beginning));
            }
            line = end + 1;
        }
        return Optional.empty();
    }

    /**
     * Which package a stanza is of.
     *
     * @param file what messages call the text
     */
    public static PackageId id(String file, byte[] text, int from, int to, boolean isSource) throws IOException {
        String name = null;
        String version = null;
        String architecture = isSource ? PackageId.SOURCE : null;
        int line = from;
        while (line < to && (name == null || version == null || architecture == null)) {
            int end = lineEnd(text, line, to);
            if (name == null && startsWith(text, line, end, NAME)) {
                name = value(text, line, end, NAME);
            } else if (version == null && startsWith(text, line, end, VERSION)) {
                version = value(text, line, end, VERSION);
            } else if (architecture == null && startsWith(text, line, end, ARCHITECTURE)) {
                architecture = value(text, line, end, ARCHITECTURE);
            }
            line = end + 1;
        }
        return new PackageId(
                required(name, "Package", file, from),
                required(version, "Version", file, from),
                required(architecture, "Architecture", file, from));
    }

    /** Where a stanza ends: behind the last line end before an empty line. */
    public static int end(byte[] text, int from) {
        int end = lineEnd(text, from, text.length) + 1;
        while (end < text.length && text[end] != '\n') {
            end = lineEnd(text, end, text.length) + 1;
        }
        return Math.min(end, text.length);
    }

    /** Where the line end is; the end of the text if there is none. */
    public static int lineEnd(byte[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private static byte[] beginning(String field) {
        return (field + ": ").getBytes(StandardCharsets.US_ASCII);
    }

    private static String value(byte[] text, int line, int end, byte[] beginning) {
        return new String(text, line + beginning.length, end - line - beginning.length, StandardCharsets.UTF_8);
    }

    private static String required(@Nullable String value, String field, String file, int from) throws IOException {
        if (value == null) {
            throw new IOException("%s: expected a field %s in each stanza, got none in the one at byte %d"
                    .formatted(file, field, from));
        }
        return value;
    }

    static boolean startsWith(byte[] text, int from, int to, byte[] beginning) {
        if (to - from < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (text[from + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
