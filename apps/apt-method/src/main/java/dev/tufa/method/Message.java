package dev.tufa.method;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message of apt's protocol with its acquire methods: a number and what it means, then fields, then an empty line.
 *
 * @param code such as 600
 * @param title such as {@code URI Acquire}
 * @param fields by name; of a name that comes twice, the first
 */
record Message(int code, String title, Map<String, String> fields) {
    /** Bytes of a message; the longest, apt's configuration, has some ten thousand. */
    private static final int LONGEST = 1 << 20;

    Message {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A message without fields. */
    static Message of(int code, String title) {
        return new Message(code, title, Map.of());
    }

    /** The same with a field; what would end its line, or the message, is taken out of its value. */
    Message with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, plain(value));
        return new Message(code, title, more);
    }

    private static String plain(String value) {
        StringBuilder plain = new StringBuilder(value);
        for (int i = 0; i < plain.length(); i++) {
            if (Character.isISOControl(plain.charAt(i))) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }

    /** The value of a field. */
    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** The value of a field that must be there. */
    String required(String name) throws IOException {
        return field(name)
                .orElseThrow(() -> new IOException("message %d: expected a field %s, got none".formatted(code, name)));
    }

    /**
     * The next message; empty at the end.
     *
     * @throws IOException if it is none, or ends before its empty line: a part of it may say something else than all of it
     */
    static Optional<Message> read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        int bytes = 0;
        Optional<String> line = line(in);
        while (line.isPresent() && !(line.get().isEmpty() && !lines.isEmpty())) {
            bytes += line.get().length() + 1;
            if (bytes > LONGEST) {
                throw new IOException("message: expected at most %d bytes, got more".formatted(LONGEST));
            }
            if (!line.get().isEmpty()) {
                lines.add(line.get());
            }
            line = line(in);
        }
        if (line.isEmpty() && !lines.isEmpty()) {
            throw new IOException("message: expected an empty line after it, got the end");
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(parse(lines));
    }

    private static Optional<String> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (line.size() > LONGEST) {
                throw new IOException("message: expected lines of at most %d bytes, got more".formatted(LONGEST));
            }
            line.write(next);
            next = in.read();
        }
        if (next < 0) {
            throw new IOException("message: expected the end of a line, got the end");
        }
        return Optional.of(text(line.toByteArray()));
    }

    private static String text(byte[] line) throws IOException {
        int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        for (int i = 0; i < length; i++) {
            if (line[i] >= 0 && line[i] < ' ' && line[i] != '\t') {
                throw new IOException("message: expected text, got the control character %d".formatted(line[i]));
            }
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private static Message parse(List<String> lines) throws IOException {
        String head = lines.get(0);
        int blank = head.indexOf(' ');
        int code;
        try {
            code = Integer.parseInt(blank < 0 ? head : head.substring(0, blank));
        } catch (NumberFormatException e) {
            throw new IOException("message: expected a number and words, got \"%s\"".formatted(head), e);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new Message(code, blank < 0 ? "" : head.substring(blank + 1), fields);
    }

    /** As it is sent. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        text.append(code).append(' ').append(title).append('\n');
        fields.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
