package dev.tufa.apt.install.plan;

import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The members of an object, read by name and kind.
 *
 * @param name what messages call the document
 */
record JsonFields(String name, JsonObject object) {
    /** A {@code .apt} file, a root of TUF and some choices, encoded. */
    private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 8, 20);

    /** Reads a document. */
    static JsonFields read(String name, byte[] bytes) throws IOException {
        try {
            return new JsonFields(name, CanonicalJson.read(bytes, LIMITS));
        } catch (JsonException e) {
            throw new IOException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** A choice as documents say it. */
    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    JsonFields fields(String member) throws IOException {
        if (member(member) instanceof JsonObject value) {
            return new JsonFields(name + ": " + member, value);
        }
        throw wrong(member, "an object");
    }

    String text(String member) throws IOException {
        if (member(member) instanceof JsonString value) {
            return value.value();
        }
        throw wrong(member, "a text");
    }

    long number(String member) throws IOException {
        if (member(member) instanceof JsonInteger value) {
            OptionalLong number = value.longValue();
            if (number.isPresent()) {
                return number.getAsLong();
            }
        }
        throw wrong(member, "a number");
    }

    byte[] bytes(String member) throws IOException {
        try {
            return Base64.getDecoder().decode(text(member));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s: expected base64, got something else".formatted(name, member), e);
        }
    }

    List<String> texts(String member) throws IOException {
        List<String> texts = new ArrayList<>();
        if (member(member) instanceof JsonArray array) {
            for (JsonValue value : array.values()) {
                if (!(value instanceof JsonString text)) {
                    throw wrong(member, "texts");
                }
                texts.add(text.value());
            }
            return texts;
        }
        throw wrong(member, "texts");
    }

    <E extends Enum<E>> E choice(String member, E[] choices) throws IOException {
        String word = text(member);
        for (E choice : choices) {
            if (word(choice).equals(word)) {
                return choice;
            }
        }
        throw wrong(member, Arrays.stream(choices).map(JsonFields::word).collect(Collectors.joining(" or ")));
    }

    SourceId id(String member) throws IOException {
        try {
            return new SourceId(text(member));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Empty if the text is. */
    Optional<Fingerprint> fingerprint(String member) throws IOException {
        String text = text(member);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new Fingerprint(text));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private JsonValue member(String member) throws IOException {
        return object.member(member)
                .orElseThrow(() -> new IOException("%s: expected %s, got nothing".formatted(name, member)));
    }

    private IOException wrong(String member, String expected) {
        return new IOException("%s: %s: expected %s, got something else".formatted(name, member, expected));
    }
}
