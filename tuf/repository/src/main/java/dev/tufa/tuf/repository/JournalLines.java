package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a file that is only added to: the SHA-256 of a JSON object, and the object. A line begins as well as ends with a line
 * feed, so that one that was torn by a power failure spoils no other.
 */
final class JournalLines {
    private static final int HASH = 64;

    private JournalLines() {}

    /** The bytes of lines. */
    static byte[] of(List<JsonObject> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (JsonObject line : lines) {
            Content text = Content.of(JsonText.bytes(line));
            out.write('\n');
            out.writeBytes(text.sha256().getBytes(StandardCharsets.US_ASCII));
            out.write(' ');
            out.writeBytes(text.bytes());
            out.write('\n');
        }
        return out.toByteArray();
    }

    /** The whole lines of a file; a torn one was never finished, and so never counted. */
    static List<StoredJson> read(String file, byte[] content) throws IOException {
        List<StoredJson> lines = new ArrayList<>();
        Backwards backwards = new Backwards(file, content);
        for (Optional<StoredJson> line = backwards.next(); line.isPresent(); line = backwards.next()) {
            lines.add(line.get());
        }
        Collections.reverse(lines);
        return lines;
    }

    /** The whole lines of a file, the newest first: whoever needs few reads few. */
    static final class Backwards {
        private final String file;
        private final byte[] content;
        private int end; // of the line that is next

        Backwards(String file, byte[] content) {
            this.file = file;
            this.content = content;
            this.end = lineFeedBefore(content.length);
        }

        /** The next older line. */
        Optional<StoredJson> next() throws IOException {
            while (end >= 0) {
                int lineEnd = end;
                end = lineFeedBefore(lineEnd);
                if (isWhole(content, end + 1, lineEnd)) {
                    return Optional.of(StoredJson.read(file, Arrays.copyOfRange(content, end + 1 + HASH + 1, lineEnd)));
                }
            }
            return Optional.empty();
        }

        /** The position of the last line feed before another position, or -1. */
        private int lineFeedBefore(int position) {
            int at = position - 1;
            while (at >= 0 && content[at] != '\n') {
                at--;
            }
            return at;
        }
    }

    private static boolean isWhole(byte[] content, int start, int end) {
        if (end - start <= HASH + 1) {
            return false;
        }
        String hash = new String(content, start, HASH, StandardCharsets.ISO_8859_1);
        return Content.of(Arrays.copyOfRange(content, start + HASH + 1, end))
                .sha256()
                .equals(hash);
    }
}
