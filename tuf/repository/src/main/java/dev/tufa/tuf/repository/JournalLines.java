package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                if (isWhole(content, start, i)) {
                    lines.add(StoredJson.read(file, Arrays.copyOfRange(content, start + HASH + 1, i)));
                }
                start = i + 1;
            }
        }
        return lines;
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
