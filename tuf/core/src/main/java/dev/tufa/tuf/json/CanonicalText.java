package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a document that is its own canonical form, as most publishers write them: nothing of it has to be decoded, sorted or
 * written, only to be looked at, once.
 *
 * <p>It accepts exactly the text that {@link CanonicalJson} reads from tokens and would write as the same bytes. It refuses nothing:
 * of any other text it does not know whether it is JSON.
 */
final class CanonicalText {
    /** More than is looked at beyond a position without asking whether the text has ended: it is followed by zero bytes. */
    private static final int PADDING = Long.BYTES;

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private final byte[] bytes;
    private final int end;
    private final Words words;
    private final JsonLimits limits;
    private final MemberStarts members = new MemberStarts();
    private final List<JsonObject> large = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private int depth;
    private int at;

    private CanonicalText(byte[] source, JsonLimits limits) {
        this.bytes = Arrays.copyOf(source, source.length + PADDING);
        this.end = source.length;
        this.words = new Words(bytes);
        this.limits = limits;
    }

    /**
     * The document, if the text is canonical and within the limits.
     *
     * @param source not kept
     */
    static Optional<JsonObject> recognise(byte[] source, JsonLimits limits) {
        return new CanonicalText(source, limits).document();
    }

    private Optional<JsonObject> document() {
        if (bytes[0] != '{' || !open() || !restIsCanonical() || at != end) {
            return Optional.empty();
        }
        return Optional.of(large.isEmpty() ? new JsonObject(bytes, 0, end) : large.get(0)); // it took the others in
    }

    /**
     * Goes on until every object and array that is open has ended. In one loop: a compiler that inlines methods which call each other
     * takes longer than a short process takes for all else.
     */
    private boolean restIsCanonical() {
        Level inside = levels.get(0);
        boolean first = true;
        while (true) {
            if (bytes[at] == (inside.isArray ? ']' : '}')) {
                close(inside);
                if (depth == 0) {
                    return true;
                }
                inside = levels.get(depth - 1);
                first = false;
                continue;
            }
            if ((!first && !skip(',')) || (!inside.isArray && !name(inside))) {
                return false;
            }
            first = bytes[at] == '{' || bytes[at] == '[';
            if (!(first ? open() : scalar())) {
                return false;
            }
            inside = levels.get(depth - 1);
        }
    }

    private boolean open() {
        if (depth == limits.depth()) {
            return false;
        }
        if (depth == levels.size()) {
            levels.add(new Level());
        }
        Level opened = levels.get(depth++);
        opened.isArray = bytes[at] == '[';
        opened.begin = at++;
        opened.firstMember = members.size();
        opened.firstLarge = large.size();
        return true;
    }

    private void close(Level closed) {
        at++;
        depth--;
        if (at - closed.begin >= JsonObject.LARGE) {
            List<JsonObject> within = large.subList(closed.firstLarge, large.size());
            List<JsonObject> parts = List.copyOf(within);
            within.clear();
            if (!closed.isArray) { // only members are asked for by name
                large.add(new JsonObject(bytes, closed.begin, at, members.from(closed.firstMember), parts));
            }
        }
        members.forgetFrom(closed.firstMember);
    }

    /** A name that comes after the one before it, and the colon. */
    private boolean name(Level inside) {
        int start = at;
        if (!string()) {
            return false;
        }
        if (members.size() > inside.firstMember && Slices.compareStrings(bytes, start, at, members.last()) <= 0) {
            return false;
        }
        members.add(start);
        return skip(':');
    }

    private boolean scalar() {
        return switch (bytes[at]) {
            case '"' -> string();
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> integer();
        };
    }

    private boolean string() {
        if (!skip('"')) {
            return false;
        }
        while (true) {
            at = words.endOfPlain(at);
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return true;
            }
            if (b < 0) {
                at = Utf8.endOfCharacter(bytes, at);
                if (at < 0) {
                    return false;
                }
            } else if (b == '\\' && (bytes[at + 1] == '"' || bytes[at + 1] == '\\')) {
                at += 2;
            } else {
                return false;
            }
        }
    }

    private boolean integer() {
        int digits = bytes[at] == '-' ? at + 1 : at;
        int behind = digits;
        while (bytes[behind] >= '0' && bytes[behind] <= '9') {
            behind++;
        }
        boolean leadingZero = bytes[digits] == '0' && behind - at > 1; // also of -0
        boolean canonical = behind > digits && behind - digits <= limits.integerDigits() && !leadingZero;
        at = behind;
        return canonical;
    }

    private boolean literal(byte[] literal) {
        int from = at;
        at += literal.length;
        return Arrays.equals(bytes, from, at, literal, 0, literal.length);
    }

    private boolean skip(char expected) {
        return bytes[at++] == expected;
    }

    /** An object or array that is open. */
    private static final class Level {
        boolean isArray;
        int begin;

        /** How many members of the objects around it are known. */
        int firstMember;

        /** How many large objects there were before it. */
        int firstLarge;
    }
}
