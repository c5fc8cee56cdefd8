package dev.tufa.tuf.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads strict JSON and writes its OLPC canonical form in one pass, the form TUF 1.0.34 §4.1 signs: no white space, object
 * members in code-point order, strings escape only {@code "} and {@code \} (control characters stay raw), integers only.
 *
 * <p>The canonical bytes are the parsed representation: {@link JsonValue}s are slices of them. Canonical form is never longer
 * than its source, so one buffer of the source's size is enough.
 *
 * <p>Refused: a byte order mark, invalid UTF-8, lone surrogates, duplicate members, fractions and exponents, {@code -0},
 * anything after the document, and whatever exceeds {@link JsonLimits}.
 */
public final class CanonicalJson {
    /** What Gson says of most errors: advice for programmers, and bad advice here. */
    private static final String ADVICE = "Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON";

    private final JsonReader in;
    private final JsonLimits limits;
    private final byte[] out;
    private int size;
    private final MemberStarts members = new MemberStarts();
    private final List<JsonObject> large = new ArrayList<>();

    private CanonicalJson(byte[] source, JsonLimits limits) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        in = new JsonReader(new InputStreamReader(new ByteArrayInputStream(source), decoder));
        in.setStrictness(Strictness.STRICT);
        in.setNestingLimit(limits.depth());
        this.limits = limits;
        out = new byte[source.length + 1]; // the colon after a name is written before it is read
    }

    /**
     * Reads one document whose top level is an object.
     *
     * @param source UTF-8 text; not kept
     * @throws JsonException naming the rule that the text breaks
     */
    public static JsonObject read(byte[] source, JsonLimits limits) throws JsonException {
        if (source.length > limits.bytes()) {
            throw new JsonException("expected at most %d bytes, got %d".formatted(limits.bytes(), source.length));
        }
        if (startsWithByteOrderMark(source)) {
            throw new JsonException("expected a JSON object, got a byte order mark");
        }
        Optional<JsonObject> canonical = CanonicalText.recognise(source, limits);
        return canonical.isPresent() ? canonical.get() : readTokens(source, limits);
    }

    /** The same by gson's tokens, whatever form the document has. */
    static JsonObject readTokens(byte[] source, JsonLimits limits) throws JsonException {
        var reader = new CanonicalJson(source, limits);
        try {
            if (reader.in.peek() != JsonToken.BEGIN_OBJECT) {
                throw new JsonException("expected a JSON object, got "
                        + reader.in.peek().name().toLowerCase(Locale.ROOT).replace("begin_", ""));
            }
            reader.value();
            if (reader.in.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonException("expected the end of the document, got more data");
            }
        } catch (CharacterCodingException e) {
            throw new JsonException("expected UTF-8, got invalid bytes", e);
        } catch (EOFException e) {
            throw new JsonException("expected a complete document, got only its beginning", e);
        } catch (MalformedJsonException e) {
            throw new JsonException("expected strict JSON, got " + firstLine(e), e);
        } catch (IOException e) {
            throw new JsonException("expected readable JSON, got " + firstLine(e), e);
        }
        return reader.document();
    }

    private JsonObject document() {
        return large.isEmpty() ? new JsonObject(out, 0, size) : large.get(0); // it took the others in
    }

    private void value() throws IOException, JsonException {
        switch (in.peek()) {
            case BEGIN_OBJECT -> object();
            case BEGIN_ARRAY -> array();
            case STRING -> string(in.nextString());
            case NUMBER -> integer(in.nextString());
            case BOOLEAN -> ascii(in.nextBoolean() ? "true" : "false");
            case NULL -> {
                in.nextNull();
                ascii("null");
            }
            default -> throw new JsonException("expected a value, got " + in.peek());
        }
    }

    private void array() throws IOException, JsonException {
        in.beginArray();
        int firstLarge = large.size();
        write('[');
        boolean first = true;
        while (in.hasNext()) {
            if (!first) {
                write(',');
            }
            first = false;
            value();
        }
        in.endArray();
        write(']');
        large.subList(firstLarge, large.size()).clear(); // only members are asked for by name
    }

    /** Writes members as they come and sorts their slices at the end only if they were not in order already. */
    private void object() throws IOException, JsonException {
        in.beginObject();
        write('{');
        int begin = size - 1;
        int firstMember = members.size();
        int firstLarge = large.size();
        boolean ascending = true;
        while (in.hasNext()) {
            if (members.size() > firstMember) {
                write(',');
            }
            int start = size;
            string(in.nextName());
            write(':');
            if (members.size() > firstMember) {
                int order = Slices.compareStrings(out, members.last(), start);
                if (order == 0) {
                    throw duplicate(start);
                }
                ascending &= order < 0;
            }
            members.add(start);
            value();
        }
        in.endObject();
        if (!ascending) {
            sortMembers(firstMember);
        }
        write('}');
        keepIfLarge(begin, firstMember, firstLarge, ascending);
        members.forgetFrom(firstMember);
    }

    /** Whoever asks a large object for its members need not look for them again, unless they came in disorder. */
    private void keepIfLarge(int begin, int firstMember, int firstLarge, boolean ascending) {
        if (size - begin < JsonObject.LARGE) {
            return;
        }
        List<JsonObject> inside = large.subList(firstLarge, large.size());
        List<JsonObject> parts = List.copyOf(inside);
        inside.clear();
        if (ascending) { // otherwise they have moved
            large.add(new JsonObject(out, begin, size, members.from(firstMember), parts));
        }
    }

    private void sortMembers(int firstMember) throws JsonException {
        int count = members.size() - firstMember;
        int begin = members.get(firstMember);
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        byte[] unsorted = Arrays.copyOfRange(out, begin, size);
        int base = firstMember;
        Arrays.sort(
                order,
                (a, b) ->
                        Slices.compareStrings(unsorted, members.get(base + a) - begin, members.get(base + b) - begin));
        for (int i = 1; i < count; i++) {
            int previous = members.get(base + order[i - 1]);
            int next = members.get(base + order[i]);
            if (Slices.compareStrings(unsorted, previous - begin, next - begin) == 0) {
                throw duplicate(next);
            }
        }
        int end = size;
        size = begin;
        for (int i = 0; i < count; i++) {
            int index = base + order[i];
            int from = members.get(index);
            int to = order[i] == count - 1 ? end : members.get(index + 1) - 1; // without the comma
            if (i > 0) {
                write(',');
            }
            System.arraycopy(unsorted, from - begin, out, size, to - from);
            size += to - from;
        }
    }

    private JsonException duplicate(int start) {
        return new JsonException("expected distinct member names, got %s twice"
                .formatted(new JsonString(out, start, Slices.endOfString(out, start)).printable()));
    }

    private void integer(String lexeme) throws JsonException {
        int digitsFrom = lexeme.startsWith("-") ? 1 : 0;
        if (lexeme.length() - digitsFrom > limits.integerDigits()) {
            throw new JsonException("expected an integer of at most %d digits, got %d"
                    .formatted(limits.integerDigits(), lexeme.length() - digitsFrom));
        }
        for (int i = digitsFrom; i < lexeme.length(); i++) {
            if (lexeme.charAt(i) < '0' || lexeme.charAt(i) > '9') {
                throw new JsonException("expected an integer, got " + lexeme);
            }
        }
        if (lexeme.equals("-0")) {
            throw new JsonException("expected an integer, got -0");
        }
        ascii(lexeme);
    }

    private void string(String text) throws JsonException {
        write('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c == '"' || c == '\\') {
                    write('\\');
                }
                write(c);
            } else if (c < 0x800) {
                write(0xC0 | (c >> 6));
                write(0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                write(0xE0 | (c >> 12));
                write(0x80 | ((c >> 6) & 0x3F));
                write(0x80 | (c & 0x3F));
            } else {
                int codePoint = text.codePointAt(i++);
                if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                    throw new JsonException("expected Unicode text, got the lone surrogate \\u%04x".formatted((int) c));
                }
                write(0xF0 | (codePoint >> 18));
                write(0x80 | ((codePoint >> 12) & 0x3F));
                write(0x80 | ((codePoint >> 6) & 0x3F));
                write(0x80 | (codePoint & 0x3F));
            }
        }
        write('"');
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            write(text.charAt(i));
        }
    }

    private void write(int b) {
        out[size++] = (byte) b;
    }

    private static boolean startsWithByteOrderMark(byte[] source) {
        return source.length >= 3 && source[0] == (byte) 0xEF && source[1] == (byte) 0xBB && source[2] == (byte) 0xBF;
    }

    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).replace(ADVICE, "something else");
    }
}
