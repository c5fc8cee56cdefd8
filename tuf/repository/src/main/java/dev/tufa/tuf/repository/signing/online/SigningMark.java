package dev.tufa.tuf.repository.signing.online;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * How far a log was read and found whole, so that the next reader begins there. It is a file beside the log that can be thrown away: a
 * line about the log, one for each role, and the SHA-256 of these. It counts only for a log that has the very line at which it ends.
 *
 * @param repository that the log is of
 * @param lastLine the SHA-256 of the last line, without its end
 * @param lastLength bytes of that line
 * @param length bytes of the log up to there
 * @param lines how many these are
 * @param last what was signed last, by role
 */
record SigningMark(
        String repository,
        String lastLine,
        int lastLength,
        long length,
        long lines,
        Map<String, SigningPolicy.LastSigned> last) {
    private static final int PARTS = 5;
    private static final int ROLE_PARTS = 3;
    private static final String NO_DIGEST = "-";
    private static final int DIGEST_LINE = 65;

    SigningMark {
        last = Map.copyOf(last);
    }

    /** Reads a mark; empty if there is none, it is damaged, or it is of another log or of what the log was before. */
    static Optional<SigningMark> read(Disk disk, Path file, Path log) throws IOException {
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        Optional<SigningMark> mark = parse(disk.read(file));
        return mark.isPresent() && mark.get().isOf(disk, log) ? mark : Optional.empty();
    }

    private static Optional<SigningMark> parse(byte[] bytes) {
        int end = bytes.length - DIGEST_LINE;
        if (end < 0
                || !(digest(Arrays.copyOf(bytes, end)) + '\n')
                        .equals(new String(bytes, end, DIGEST_LINE, StandardCharsets.US_ASCII))) {
            return Optional.empty();
        }
        String[] lines = new String(bytes, 0, end, StandardCharsets.US_ASCII).split("\n", 0);
        String[] parts = lines[0].split(" ", -1);
        if (parts.length != PARTS) { // of another version of this library
            return Optional.empty();
        }
        Map<String, SigningPolicy.LastSigned> last = new HashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String[] role = line.split(" ", ROLE_PARTS);
            last.put(
                    URLDecoder.decode(role[2], StandardCharsets.UTF_8),
                    new SigningPolicy.LastSigned(Long.parseLong(role[0]), role[1].equals(NO_DIGEST) ? "" : role[1]));
        }
        return Optional.of(new SigningMark(
                parts[0],
                parts[1],
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                last));
    }

    private boolean isOf(Disk disk, Path log) throws IOException {
        if (!disk.exists(log) || disk.length(log) < length) {
            return false;
        }
        try (InputStream in = disk.open(log)) {
            in.skipNBytes(length - lastLength - 1);
            byte[] line = in.readNBytes(lastLength + 1);
            return line[lastLength] == '\n'
                    && digest(Arrays.copyOf(line, lastLength)).equals(lastLine);
        }
    }

    /** Writes it. Nobody waits for the disk: one that a crash damages does not count. */
    void write(Disk disk, Path file) throws IOException {
        Path temporary = disk.temporary(file);
        disk.delete(temporary);
        disk.create(temporary, new ByteArrayInputStream(bytes()), Access.PRIVATE);
        disk.rename(temporary, file);
    }

    private byte[] bytes() {
        StringBuilder text = new StringBuilder()
                .append("%s %s %d %d %d\n".formatted(repository, lastLine, lastLength, length, lines));
        last.forEach((role, signed) -> text.append(signed.version())
                .append(' ')
                .append(signed.sha256().isEmpty() ? NO_DIGEST : signed.sha256())
                .append(' ')
                .append(URLEncoder.encode(role, StandardCharsets.UTF_8))
                .append('\n'));
        String digest = digest(text.toString().getBytes(StandardCharsets.US_ASCII));
        return text.append(digest).append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(bytes));
    }
}
