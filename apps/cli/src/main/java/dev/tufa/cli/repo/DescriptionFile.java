package dev.tufa.cli.repo;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.TargetDescriptions;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Descriptions of target files, a JSON object on each line: {@code path}, {@code length} in bytes, {@code hashes} in hex by
 * function with {@code sha256} among them, and perhaps {@code custom}. Read line by line: there may be millions.
 */
final class DescriptionFile implements TargetDescriptions, Closeable {
    private static final Set<String> FIELDS = Set.of("path", "length", "hashes", "custom");

    /** Longest line; stops a file that has no lines from filling the memory. */
    private static final int LONGEST_LINE = 1 << 20;

    private final String name;
    private final InputStream in;
    private long line;
    private long read;

    DescriptionFile(String name, InputStream in) {
        this.name = name;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** How many were read so far. */
    long count() {
        return read;
    }

    @Override
    public Optional<TargetFile> next() throws IOException {
        Optional<byte[]> text = nextLine();
        while (text.isPresent() && new String(text.get(), StandardCharsets.ISO_8859_1).isBlank()) {
            text = nextLine();
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        read++;
        try {
            return Optional.of(target(CanonicalJson.read(text.get(), JsonLimits.DEFAULT)));
        } catch (JsonException | IllegalArgumentException e) {
            throw new IOException("%s: line %d: %s".formatted(name, line, e.getMessage()), e);
        }
    }

    private Optional<byte[]> nextLine() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        line++;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return text.size() == 0 ? Optional.empty() : Optional.of(text.toByteArray());
            }
            if (text.size() == LONGEST_LINE) {
                throw new IOException(
                        "%s: line %d: expected at most %d bytes, got more".formatted(name, line, LONGEST_LINE));
            }
            text.write(next);
        }
        return Optional.of(text.toByteArray());
    }

    private static TargetFile target(JsonObject object) {
        for (String field : object.names()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("expected path, length, hashes or custom, got " + field);
            }
        }
        if (!(object.member("path").orElse(null) instanceof JsonString path)) {
            throw new IllegalArgumentException("path: expected a string");
        }
        OptionalLong length = object.member("length").orElse(null) instanceof JsonInteger number
                ? number.longValue()
                : OptionalLong.empty();
        if (length.isEmpty()) {
            throw new IllegalArgumentException("length: expected an integer");
        }
        if (!(object.member("hashes").orElse(null) instanceof JsonObject hashes)) {
            throw new IllegalArgumentException("hashes: expected an object");
        }
        Map<String, String> hexByFunction = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> hash : hashes.toMap().entrySet()) {
            if (!(hash.getValue() instanceof JsonString hex)) {
                throw new IllegalArgumentException("hashes: %s: expected a string".formatted(hash.getKey()));
            }
            hexByFunction.put(hash.getKey(), hex.value());
        }
        Optional<JsonValue> custom = object.member("custom");
        if (custom.isPresent() && !(custom.get() instanceof JsonObject)) {
            throw new IllegalArgumentException(
                    "custom: expected an object, got " + custom.get().kind());
        }
        return new TargetFile(
                path.value(),
                length.getAsLong(),
                new Hashes(hexByFunction),
                custom.map(JsonObject.class::cast),
                JsonObject.EMPTY);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
