package dev.tufa.tuf.repository.signing.source;

import dev.tufa.tuf.refusal.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a PKCS#11 URI (RFC 7512) says of a key: in which token it is, and which one it is there. Of the attributes, {@code token},
 * {@code serial}, {@code slot-id}, {@code object}, {@code id}, {@code type}, {@code module-path} and {@code pin-source} are known.
 * A PIN itself is refused: the text is kept in a file, and shown.
 */
public final class Pkcs11Uri {
    private static final String SCHEME = "pkcs11:";
    private static final Set<String> PATH = Set.of("token", "serial", "slot-id", "object", "id", "type");
    private static final Set<String> QUERY = Set.of("module-path", "pin-source");

    private final String text;
    private final Map<String, byte[]> attributes;

    private Pkcs11Uri(String text, Map<String, byte[]> attributes) {
        this.text = text;
        this.attributes = attributes;
    }

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException if it is malformed, has an attribute that is not known, or names no key
     */
    public static Pkcs11Uri parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw wrong("pkcs11:…", text);
        }
        String rest = text.substring(SCHEME.length());
        int query = rest.indexOf('?');
        Map<String, byte[]> attributes = new TreeMap<>();
        add(attributes, query < 0 ? rest : rest.substring(0, query), ";", PATH);
        if (query >= 0) {
            add(attributes, rest.substring(query + 1), "&", QUERY);
        }
        Pkcs11Uri uri = new Pkcs11Uri(text, attributes);
        if (uri.object().isEmpty() && uri.id().isEmpty()) {
            throw wrong("an object or an id", text);
        }
        if (uri.slot().isPresent() && !uri.slot().get().matches("[0-9]{1,18}")) {
            throw wrong("slot-id to be a number", uri.slot().get());
        }
        return uri;
    }

    private static void add(Map<String, byte[]> attributes, String part, String separator, Set<String> known) {
        if (part.isEmpty()) {
            return;
        }
        for (String attribute : part.split(separator, -1)) {
            int equals = attribute.indexOf('=');
            String name = equals < 0 ? attribute : attribute.substring(0, equals);
            if (name.equals("pin-value")) {
                throw new IllegalArgumentException(
                        "pkcs11: expected pin-source, TUFA_PIN or a question for the PIN, got the PIN itself");
            }
            if (equals < 0 || !known.contains(name)) {
                throw wrong("one of " + String.join(", ", new TreeSet<>(known)), name);
            }
            if (attributes.put(name, decode(attribute.substring(equals + 1))) != null) {
                throw wrong("each attribute once", name);
            }
        }
    }

    private static byte[] decode(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (i + 2 >= value.length() || !isHex(value.charAt(i + 1)) || !isHex(value.charAt(i + 2))) {
                throw wrong("two hex digits after %", value);
            }
            bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
            i += 2;
        }
        return bytes.toByteArray();
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }

    private static IllegalArgumentException wrong(String expected, String actual) {
        return new IllegalArgumentException(
                "pkcs11: expected %s, got \"%s\"".formatted(expected, Printable.of(actual)));
    }

    /** The URI as it was written. */
    public String text() {
        return text;
    }

    /** The label of the token. */
    public Optional<String> token() {
        return string("token");
    }

    /** The serial number of the token. */
    public Optional<String> serial() {
        return string("serial");
    }

    /** The number of the slot; it changes with what is plugged in. */
    public Optional<String> slot() {
        return string("slot-id");
    }

    /** The label of the key. */
    public Optional<String> object() {
        return string("object");
    }

    /** The id of the key. */
    public Optional<byte[]> id() {
        return Optional.ofNullable(attributes.get("id"));
    }

    /** The file of the module, a shared library. */
    public Optional<String> modulePath() {
        return string("module-path");
    }

    /** The file whose first line is the PIN. */
    public Optional<String> pinSource() {
        return string("pin-source").map(source -> source.startsWith("file:") ? source.substring(5) : source);
    }

    private Optional<String> string(String name) {
        return Optional.ofNullable(attributes.get(name)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text;
    }
}
