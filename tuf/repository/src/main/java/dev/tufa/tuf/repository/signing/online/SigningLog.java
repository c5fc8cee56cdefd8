package dev.tufa.tuf.repository.signing.online;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file in which every document that was signed is written down: a JSON object on a line, each with the SHA-256 of the line
 * before, so that no line can be changed or left out unseen. The first line says which repository it is of, and which versions it
 * had by then. A last line without an end is what a crash left of an append that nobody relied on; the next one overwrites it.
 */
@SuppressWarnings("exports") // the repository opens it on its disk; others read its records
public final class SigningLog {
    private static final String NOTHING_BEFORE = "0".repeat(64);

    /** So many lines behind a mark are worth a new one. */
    private static final int FAR = 128;

    /** Longest line; stops a damaged file from filling the memory. */
    private static final int LONGEST_LINE = 1 << 20;

    private final Disk disk;
    private final Path file;
    private final Map<String, SigningPolicy.LastSigned> last = new HashMap<>();
    private String repository = "";
    private String previous = NOTHING_BEFORE;
    private int previousLength;
    private long length;
    private long lines;

    private SigningLog(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /**
     * Reads a log, if there is one, and checks its chain.
     *
     * @throws IOException if a line is not as it was written
     */
    public static SigningLog open(Disk disk, Path file) throws IOException {
        return open(disk, file, entry -> {});
    }

    /** Like {@link #open(Disk, Path)}, and hands out each record. */
    public static SigningLog open(Disk disk, Path file, Consumer<SigningRecord> each) throws IOException {
        SigningLog log = new SigningLog(disk, file);
        log.readOn(each);
        return log;
    }

    /**
     * Like {@link #open(Disk, Path)}, from where it was read to before: only what is new is checked.
     *
     * @param mark the file that says how far that was; it need not be there, and can be deleted at any time
     */
    public static SigningLog resume(Disk disk, Path file, Path mark) throws IOException {
        SigningLog log = new SigningLog(disk, file);
        Optional<SigningMark> known = SigningMark.read(disk, mark, file);
        known.ifPresent(log::goTo);
        long from = log.lines;
        log.readOn(entry -> {});
        if (log.lines - from >= FAR) {
            log.mark().write(disk, mark);
        }
        return log;
    }

    private void goTo(SigningMark mark) {
        repository = mark.repository();
        previous = mark.lastLine();
        previousLength = mark.lastLength();
        length = mark.length();
        lines = mark.lines();
        last.putAll(mark.last());
    }

    private SigningMark mark() {
        return new SigningMark(repository, previous, previousLength, length, lines, last);
    }

    private void readOn(Consumer<SigningRecord> each) throws IOException {
        if (!disk.exists(file)) {
            return;
        }
        try (InputStream in = new BufferedInputStream(disk.open(file))) {
            in.skipNBytes(length);
            Optional<byte[]> line = nextLine(in);
            while (line.isPresent()) {
                take(line.get(), each);
                line = nextLine(in);
            }
        }
    }

    /** Whether nobody has added anything since it was read; the file only grows. */
    public boolean isCurrent() throws IOException {
        return disk.exists(file) && disk.length(file) == length;
    }

    private static Optional<byte[]> nextLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return Optional.of(line.toByteArray());
            }
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        return Optional.empty();
    }

    private void take(byte[] line, Consumer<SigningRecord> each) throws IOException {
        StoredJson json = StoredJson.read("%s: line %d".formatted(file.getFileName(), lines + 1), line);
        String actual = json.string("previous");
        if (!actual.equals(previous)) {
            throw json.wrong("previous", previous, actual);
        }
        if (lines == 0) {
            repository = json.string("repository");
            StoredJson floors = json.child("versions");
            for (String role : floors.object().names()) {
                last.put(role, new SigningPolicy.LastSigned(floors.integer(role, 1), ""));
            }
        } else {
            SigningRecord entry = SigningRecord.read(json);
            last.put(entry.role(), new SigningPolicy.LastSigned(entry.version(), entry.sha256()));
            each.accept(entry);
        }
        advance(line);
    }

    private void advance(byte[] line) {
        previous = HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(line));
        previousLength = line.length;
        length += line.length + 1;
        lines++;
    }

    /** Whether nothing was ever written. */
    boolean isEmpty() {
        return lines == 0;
    }

    /** The repository that it is of; empty when nothing was ever written. */
    String repository() {
        return repository;
    }

    Optional<SigningPolicy.LastSigned> last(String role) {
        return Optional.ofNullable(last.get(role));
    }

    /** Writes the first line, with the versions that are published; what follows has to be above these. */
    void begin(String ofRepository, Map<String, Long> versions, Instant at) throws IOException {
        Map<String, JsonInteger> floors = new HashMap<>();
        versions.forEach((role, version) -> floors.put(role, JsonInteger.of(version)));
        byte[] line = bytes(JsonObject.of(Map.of(
                "previous", JsonString.of(previous),
                "at", JsonString.of(at.toString()),
                "repository", JsonString.of(ofRepository),
                "versions", JsonObject.of(floors))));
        write(line);
        take(line, entry -> {});
    }

    /** Writes records; when this returns they are on stable storage. */
    void append(List<SigningRecord> records) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String before = previous;
        int beforeLength = previousLength;
        for (SigningRecord entry : records) {
            byte[] line = bytes(entry.toJson(before));
            before = HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(line));
            beforeLength = line.length;
            all.writeBytes(line);
            all.write('\n');
        }
        disk.append(file, length, all.toByteArray(), Access.PRIVATE);
        disk.sync(file);
        previous = before;
        previousLength = beforeLength;
        length += all.size();
        lines += records.size();
        for (SigningRecord entry : records) {
            last.put(entry.role(), new SigningPolicy.LastSigned(entry.version(), entry.sha256()));
        }
    }

    private void write(byte[] line) throws IOException {
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        disk.append(file, length, ended, Access.PRIVATE);
        disk.sync(file);
        Path directory = file.getParent();
        if (directory != null) {
            disk.sync(directory);
        }
    }

    private static byte[] bytes(JsonObject object) {
        return JsonText.compact(object).getBytes(StandardCharsets.UTF_8);
    }
}
