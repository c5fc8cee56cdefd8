package dev.tufa.apt.archive.deb822;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads stanzas one after the other. Strict, as two readers of the same text must never see different things: fields have
 * different names, lines end with a line feed, the encoding is UTF-8, and a line of nothing but blanks is refused, which some
 * take for the end of a stanza and others for part of a value.
 */
public final class Deb822Reader implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final String file;
    private final InputStream in;
    private final Comments comments;
    private final Deb822Limits limits;
    private final byte[] buffer = new byte[BUFFER];
    private byte[] line = new byte[256];
    private int lineLength;
    private int position;
    private int end;
    private int lineNumber;
    private int stanzaLine;

    /**
     * A reader of a stream, which is closed with it.
     *
     * @param file what messages call it
     */
    public Deb822Reader(String file, InputStream in, Comments comments, Deb822Limits limits) {
        this.file = file;
        this.in = in;
        this.comments = comments;
        this.limits = limits;
    }

    /** All stanzas of a text in memory. */
    public static List<Stanza> readAll(String file, byte[] text, Comments comments, Deb822Limits limits)
            throws Deb822Exception {
        List<Stanza> stanzas = new ArrayList<>();
        try (Deb822Reader reader = new Deb822Reader(file, new ByteArrayInputStream(text), comments, limits)) {
            for (Optional<Stanza> stanza = reader.next(); stanza.isPresent(); stanza = reader.next()) {
                stanzas.add(stanza.get());
            }
        } catch (Deb822Exception e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("memory can be read", e);
        }
        return List.copyOf(stanzas);
    }

    /** The next stanza; empty at the end. */
    public Optional<Stanza> next() throws IOException {
        List<Field> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String name = "";
        List<String> lines = new ArrayList<>();
        int length = 0;
        while (readLine()) {
            length += lineLength + 1;
            if (length > limits.stanzaLength()) {
                throw problem("expected a stanza of at most %d bytes, got more".formatted(limits.stanzaLength()));
            }
            if (lineLength == 0) {
                if (name.isEmpty()) {
                    length = 0;
                    continue;
                }
                break;
            }
            if (line[0] == '#' && comments == Comments.SKIPPED) {
                continue;
            }
            String text = text();
            if (line[0] == ' ' || line[0] == '\t') {
                if (name.isEmpty()) {
                    throw problem("expected a field, got a continuation line");
                }
                lines.add(continuation(text));
                continue;
            }
            if (!name.isEmpty()) {
                fields.add(new Field(name, lines));
            }
            int colon = text.indexOf(':');
            name = colon < 0 ? "" : text.substring(0, colon);
            if (!FieldSyntax.isName(name)) {
                throw problem("expected the name of a field and a colon, got \"%s\"".formatted(shortened(text)));
            }
            if (names.contains(Field.key(name))) {
                throw problem("expected one field %s, got two".formatted(name));
            }
            names.add(Field.key(name));
            if (names.size() == 1) {
                stanzaLine = lineNumber;
            }
            if (names.size() > limits.fields()) {
                throw problem("expected at most %d fields, got more".formatted(limits.fields()));
            }
            lines = new ArrayList<>();
            lines.add(FieldSyntax.withoutBlanks(text.substring(colon + 1)));
        }
        if (name.isEmpty()) {
            return Optional.empty();
        }
        fields.add(new Field(name, lines));
        return Optional.of(Stanza.of(fields));
    }

    /** The line of the first field of the stanza that was read last, from 1. */
    public int stanzaLine() {
        return stanzaLine;
    }

    private String continuation(String text) throws Deb822Exception {
        String value = withoutTrailing(text.substring(1));
        if (value.isBlank()) {
            throw problem("expected a dot for an empty line of a value, got only blanks");
        }
        return value;
    }

    private String text() throws Deb822Exception {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, lineLength))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem("expected UTF-8, got other bytes");
        }
        if (!FieldSyntax.isText(text)) {
            throw problem("expected text, got a control character");
        }
        return text;
    }

    private static String withoutTrailing(String value) {
        int length = value.length();
        while (length > 0 && isBlank(value.charAt(length - 1))) {
            length--;
        }
        return value.substring(0, length);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** Reads one line without its end; says whether there was one. */
    private boolean readLine() throws IOException {
        lineLength = 0;
        lineNumber++;
        while (true) {
            if (position == end) {
                end = in.read(buffer);
                position = 0;
                if (end < 0) {
                    end = 0;
                    return lineLength > 0;
                }
            }
            int start = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            append(start, position - start);
            if (position < end) {
                position++;
                return true;
            }
        }
    }

    private void append(int start, int length) throws Deb822Exception {
        if (lineLength + length > limits.lineLength()) {
            throw problem("expected a line of at most %d bytes, got a longer one".formatted(limits.lineLength()));
        }
        if (lineLength + length > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, lineLength + length));
        }
        System.arraycopy(buffer, start, line, lineLength, length);
        lineLength += length;
    }

    private Deb822Exception problem(String problem) {
        return new Deb822Exception(file, lineNumber, problem);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** What becomes of lines that begin with {@code #}. */
    public enum Comments {
        /** They are passed over, as in lists of sources and debian/control (Debian Policy §5.1). */
        SKIPPED,
        /** There are none in this kind of file. */
        REFUSED
    }
}
