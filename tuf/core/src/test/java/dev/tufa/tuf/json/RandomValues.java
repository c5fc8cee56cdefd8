package dev.tufa.tuf.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random JSON values, the same ones for the same seed, full of what readers and writers get wrong. */
final class RandomValues {
    private static final String[] PIECES = {
        "\"",
        "\\",
        "/",
        "\b",
        "\t",
        "\n",
        "\r",
        "\0",
        "\u001f",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ufb01",
        "\ufffd",
        "\uffff",
        "\ud83d\ude00",
        "\ud800\udc00",
        "\udbff\udfff",
        "\u00e9",
        "e\u0301",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "u0041",
        "0",
        "-",
        " ",
        "a",
        "b",
        "ab"
    };

    private RandomValues() {}

    static JsonObject object(Random random, int depth) {
        Map<String, JsonValue> members = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            members.put(text(random), value(random, depth - 1));
        }
        return JsonObject.of(members);
    }

    private static JsonValue value(Random random, int depth) {
        return switch (depth > 0 ? random.nextInt(7) : 2 + random.nextInt(5)) {
            case 0 -> object(random, depth);
            case 1 -> array(random, depth);
            case 2 -> JsonBoolean.of(random.nextBoolean());
            case 3 -> bigInteger(random);
            case 4 -> JsonInteger.of(random.nextLong() >> random.nextInt(64));
            case 5 -> new JsonNull("null".getBytes(StandardCharsets.US_ASCII), 0, 4);
            default -> JsonString.of(text(random));
        };
    }

    private static JsonArray array(Random random, int depth) {
        List<JsonValue> values = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            values.add(value(random, depth - 1));
        }
        return JsonArray.of(values);
    }

    private static JsonInteger bigInteger(Random random) {
        BigInteger positive = new BigInteger(random.nextInt(600), random);
        byte[] text =
                (random.nextBoolean() ? positive : positive.negate()).toString().getBytes(StandardCharsets.US_ASCII);
        return new JsonInteger(text, 0, text.length);
    }

    static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
