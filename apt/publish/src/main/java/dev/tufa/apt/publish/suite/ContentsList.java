package dev.tufa.apt.publish.suite;

import dev.tufa.apt.publish.pool.StanzaBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** {@code Contents} of one component and architecture as the lines that they are, in which a few packages change. */
final class ContentsList {
    private static final int MEAN_PIECE = 1024;

    private ContentsList() {}

    /**
     * The lines after a change, in pieces.
     *
     * @param old the lines before
     * @param outdated the packages, after their section and a slash, of which what the old lines say no longer counts
     * @param fresh lines of those of them that are still there, as {@link dev.tufa.apt.archive.index.ContentsIndex} writes them
     */
    static List<byte[]> change(byte[] old, Set<String> outdated, byte[] fresh) {
        Sorter sorter = new Sorter(outdated);
        List<Line> left = lines(old);
        List<Line> right = lines(fresh);
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            int compared =
                    i == left.size() ? 1 : j == right.size() ? -1 : left.get(i).comparePath(right.get(j));
            if (compared < 0) {
                sorter.write(left.get(i++), List.of());
            } else if (compared > 0) {
                sorter.keep(right.get(j++));
            } else {
                sorter.write(left.get(i++), right.get(j++).owners());
            }
        }
        return sorter.pieces.finish();
    }

    /** Puts lines one behind the other. */
    private static final class Sorter {
        final Pieces pieces = new Pieces(MEAN_PIECE);
        private final CRC32 sum = new CRC32();
        private final Set<String> outdated;
        private final List<byte[]> outdatedBytes;

        Sorter(Set<String> outdated) {
            this.outdated = outdated;
            this.outdatedBytes = outdated.stream()
                    .map(owner -> owner.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        void write(Line line, List<String> added) {
            if (added.isEmpty() && outdatedBytes.stream().noneMatch(line::mayMention)) {
                keep(line);
                return;
            }
            Set<String> owners = new TreeSet<>(line.owners());
            owners.removeAll(outdated);
            owners.addAll(added);
            if (!owners.isEmpty()) {
                ByteArrayOutputStream out = next(line);
                out.write(line.text, line.from, line.owner - line.from);
                out.writeBytes((String.join(",", owners) + '\n').getBytes(StandardCharsets.UTF_8));
            }
        }

        void keep(Line line) {
            next(line).write(line.text, line.from, line.to - line.from);
        }

        private ByteArrayOutputStream next(Line line) {
            sum.reset();
            sum.update(line.text, line.from, line.pathEnd - line.from);
            return pieces.next(sum.getValue());
        }
    }

    private static List<Line> lines(byte[] text) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length) {
            int end = StanzaBytes.lineEnd(text, from, text.length);
            lines.add(Line.of(text, from, end + 1));
            from = end + 1;
        }
        return lines;
    }

    /**
     * A line.
     *
     * @param pathEnd behind the path
     * @param owner where the packages begin
     * @param to behind the line end
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Line(byte[] text, int from, int pathEnd, int owner, int to) {
        static Line of(byte[] text, int from, int to) {
            int owner = to - 1;
            while (owner > from && text[owner - 1] != ' ' && text[owner - 1] != '\t') {
                owner--;
            }
            int pathEnd = owner;
            while (pathEnd > from && (text[pathEnd - 1] == ' ' || text[pathEnd - 1] == '\t')) {
                pathEnd--;
            }
            return new Line(text, from, pathEnd, owner, to);
        }

        int comparePath(Line other) {
            return Arrays.compareUnsigned(text, from, pathEnd, other.text, other.from, other.pathEnd);
        }

        List<String> owners() {
            return List.of(new String(text, owner, to - 1 - owner, StandardCharsets.UTF_8).split(",", -1));
        }

        /** Whether a name is among the packages, or at least its bytes are. */
        boolean mayMention(byte[] name) {
            for (int at = owner; at + name.length < to; at++) {
                if (Arrays.equals(text, at, at + name.length, name, 0, name.length)) {
                    return true;
                }
            }
            return false;
        }
    }
}
