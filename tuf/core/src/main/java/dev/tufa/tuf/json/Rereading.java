package dev.tufa.tuf.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document beside an earlier version of it: members that are the same bytes are what they were, and only the others are
 * read. A snapshot of 16,384 hash bins is read so in the time that comparing half a megabyte takes.
 *
 * <p>It accepts nothing that {@link CanonicalJson} would not, and gives what it would give: a member is taken over where the
 * names stay in order and the bytes up to and including what follows it are equal; whatever else there is goes through the strict
 * reader. Where that does not come out even, such as in text with white space, it gives nothing, and the document is to be read
 * from its beginning.
 */
final class Rereading {
    /** Reading this many members one by one is no longer faster than reading all. */
    private static final int MOST_DIFFERENCES = 1024;

    private final byte[] text;
    private final JsonLimits limits;
    private final Reading reading;
    private int at;
    private int differences;

    private Rereading(byte[] text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
        this.reading = new Reading(limits);
    }

    /** The document, if it can be read so. */
    static Optional<JsonObject> read(byte[] source, JsonLimits limits, JsonObject earlier) {
        if (source.length < 2 || source.length > limits.bytes() || source[0] != '{') {
            return Optional.empty();
        }
        Rereading rereading = new Rereading(source.clone(), limits);
        JsonObject document = rereading.object(earlier, 1);
        if (document == null || rereading.at != source.length) {
            return Optional.empty();
        }
        rereading.reading.complete(document);
        return Optional.of(document);
    }

    /** The object that begins here, this deep; afterwards the position is behind it. */
    private @Nullable JsonObject object(JsonObject earlier, int depth) {
        Members members = new Members(earlier.size());
        int start = at++;
        int next = 0; // of the earlier members: those before it come before whatever is still to be read
        while (true) {
            int same = next < earlier.size() ? earlier.membersWithin(next, commonLength(earlier, next)) : 0;
            if (same > 0) {
                at = members.takeOver(earlier, next, same);
                next += same;
            } else {
                int name = at;
                JsonObject part = sameNamedLarge(earlier, next);
                if (part != null) {
                    JsonObject value = object(part, depth + 1);
                    if (value == null) {
                        return null;
                    }
                    members.add(value);
                } else if (!readMember(depth)) {
                    return null;
                }
                if (!members.addName(name)) {
                    return null;
                }
                next = earlier.indexAfter(text, name, next);
            }
            if (at >= text.length) {
                return null;
            }
            byte follows = text[at++];
            if (follows == '}') {
                return members.toObject(start);
            }
            if (follows != ',') {
                return null;
            }
        }
    }

    /** How much of the text from here on is as it was from an earlier member on. */
    private int commonLength(JsonObject earlier, int member) {
        return earlier.commonLength(member, text, at, text.length);
    }

    /** A large object that a member had whose name stands here, where it has an object again; the position is before that. */
    private @Nullable JsonObject sameNamedLarge(JsonObject earlier, int member) {
        JsonObject value = member < earlier.size() ? earlier.largeAt(member) : null;
        if (value == null) {
            return null;
        }
        int upToBrace = value.start + 1 - earlier.nameStart(member);
        if (commonLength(earlier, member) < upToBrace) {
            return null;
        }
        at += upToBrace - 1;
        return value;
    }

    /** Reads one member strictly: it has to be its own canonical form. Afterwards the position is behind it. */
    private boolean readMember(int depth) {
        int end = endOfMember();
        if (end < 0 || ++differences > MOST_DIFFERENCES) {
            return false;
        }
        byte[] alone = new byte[end - at + 2];
        alone[0] = '{';
        System.arraycopy(text, at, alone, 1, end - at);
        alone[alone.length - 1] = '}';
        JsonLimits rest = new JsonLimits(limits.bytes(), limits.depth() - depth + 1, limits.integerDigits());
        try {
            JsonObject read = CanonicalJson.read(alone, rest);
            at = end;
            return read.size() == 1 && Arrays.equals(read.canonicalBytes(), alone);
        } catch (JsonException e) {
            return false; // the reader of the whole document says what is wrong and where
        }
    }

    /** Before the comma or the brace that follows the member here; -1 if there is none. It trusts nothing. */
    private int endOfMember() {
        int depth = 0;
        boolean quoted = false;
        for (int i = at; i < text.length; i++) {
            byte b = text[i];
            if (quoted) {
                i += b == '\\' ? 1 : 0;
                quoted = b != '"';
            } else if (b == '"') {
                quoted = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (depth == 0 && (b == ',' || b == '}')) {
                return i;
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
        return -1;
    }

    /** The members of an object so far. */
    private final class Members {
        private int[] nameStarts;
        private int count;
        private final List<JsonObject> large = new ArrayList<>();

        Members(int expected) {
            nameStarts = new int[expected + 8];
        }

        /** Takes members over from an earlier version; gives the position behind them. */
        int takeOver(JsonObject earlier, int from, int number) {
            int shift = at - earlier.nameStart(from);
            while (count + number > nameStarts.length) {
                nameStarts = Arrays.copyOf(nameStarts, nameStarts.length * 2);
            }
            for (int i = 0; i < number; i++) {
                nameStarts[count++] = earlier.nameStart(from + i) + shift;
            }
            int end = earlier.endOfMember(from + number - 1);
            for (JsonObject value : earlier.large()) {
                if (value.start > earlier.nameStart(from) && value.start < end) {
                    large.add(value.moved(text, shift, reading));
                }
            }
            return end + shift;
        }

        void add(JsonObject value) {
            large.add(value);
        }

        /** Adds a name that was read; false unless it comes after the last one. */
        boolean addName(int name) {
            if (count > 0 && Slices.compareStrings(text, nameStarts[count - 1], name) >= 0) {
                return false;
            }
            if (count == nameStarts.length) {
                nameStarts = Arrays.copyOf(nameStarts, count * 2);
            }
            nameStarts[count++] = name;
            return true;
        }

        JsonObject toObject(int start) {
            return new JsonObject(text, start, at, Arrays.copyOf(nameStarts, count), large, reading);
        }
    }
}
