package dev.tufa.conformance.apt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Control data read a second time, by Debian Policy §5.1 and what the house refuses beside it, slowly and with nothing of the reader that it
 * is compared with: all of the text at once, line by line, by patterns.
 */
final class NaiveControl {
    private static final Pattern FIELD =
            Pattern.compile("([!-,.-9;-~&&[^#]][!-9;-~]*):[ \t]*(.*?)[ \t]*", Pattern.DOTALL);
    private static final Pattern CONTINUATION = Pattern.compile("[ \t](.*?)[ \t]*", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f]");

    private final Deb822Limits limits;
    private final boolean comments;
    private final List<List<String>> stanzas = new ArrayList<>();
    private List<String> fields = new ArrayList<>();
    private List<String> names = new ArrayList<>();
    private int bytes;

    private NaiveControl(Deb822Limits limits, boolean comments) {
        this.limits = limits;
        this.comments = comments;
    }

    /**
     * Each stanza as a list of fields, each of them its name and its lines with line ends between; empty if it has to be refused.
     *
     * @param comments whether lines that begin with {@code #} are passed over
     */
    static Optional<List<List<String>>> read(byte[] text, Deb822Limits limits, boolean comments) {
        NaiveControl reader = new NaiveControl(limits, comments);
        String[] lines = new String(text, ISO_8859_1).split("\n", -1);
        int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        for (int i = 0; i < count; i++) {
            if (!reader.take(lines[i])) {
                return Optional.empty();
            }
        }
        reader.end();
        return Optional.of(reader.stanzas);
    }

    private void end() {
        if (!fields.isEmpty()) {
            stanzas.add(fields);
        }
        fields = new ArrayList<>();
        names = new ArrayList<>();
        bytes = 0;
    }

    /** Takes a line; says whether it may be there. */
    private boolean take(String latin1) {
        bytes += latin1.length() + 1;
        if (latin1.length() > limits.lineLength() || bytes > limits.stanzaLength()) {
            return false;
        }
        if (latin1.isEmpty()) {
            end();
            return true;
        }
        if (comments && latin1.startsWith("#")) {
            return true;
        }
        String line;
        try {
            line = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        return !CONTROL.matcher(line).find() && takeText(line);
    }

    private boolean takeText(String line) {
        Matcher continuation = CONTINUATION.matcher(line);
        if (continuation.matches()) {
            if (fields.isEmpty() || continuation.group(1).isBlank()) {
                return false;
            }
            fields.add(fields.remove(fields.size() - 1) + "\n" + continuation.group(1));
            return true;
        }
        Matcher field = FIELD.matcher(line);
        if (!field.matches()
                || names.contains(field.group(1).toLowerCase(Locale.ROOT))
                || names.size() == limits.fields()) {
            return false;
        }
        names.add(field.group(1).toLowerCase(Locale.ROOT));
        fields.add(field.group(1) + "\n" + field.group(2));
        return true;
    }
}
