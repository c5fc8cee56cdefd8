package dev.tufa.conformance.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random JSON texts, the same ones for the same seed: mostly right, of every spelling, and now and then a little wrong. */
final class RandomDocuments {
    private static final String[] CHARACTERS = {
        "a",
        "b",
        "ab",
        "A",
        "0",
        "10",
        "9",
        "-",
        ".",
        "/",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        " ",
        "u0041",
        "e\u0301",
        "\u00e9",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\u2028",
        "\u202e",
        "\ud7ff",
        "\ue000",
        "\ufb01",
        "\ufeff",
        "\ufffd",
        "\uffff",
        "\ud800\udc00",
        "\ud83d\ude00",
        "\udbff\udfff"
    };
    private static final String[] ESCAPES = {
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0000",
        "\\u001f",
        "\\u0022",
        "\\u005c",
        "\\u002F",
        "\\u0041",
        "\\u00e9",
        "\\u0301",
        "\\ufb01",
        "\\uFEFF",
        "\\uffff",
        "\\ud83d\\ude00",
        "\\uD800\\uDC00",
        "\\udbff\\uDFFF"
    };
    private static final String[] WRONG = {
        "\"a\":1",
        ",",
        "}",
        "1.0",
        "1e1",
        "-0",
        "01",
        "+1",
        "NaN",
        "TRUE",
        "'a'",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\x41\"",
        "\"\t\"",
        "/**/",
        "//",
        "#",
        "",
        "\"",
        "\\",
        "\u0000",
        "\ufeff",
        "[1,]",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "[}"
    };
    private static final String[] SPACES = {"", "", "", "", " ", "\n", "\r\n\t", "  "};

    private final Random random;

    /** One in how many values is wrong; never if 0. */
    private final int wrongOneIn;

    RandomDocuments(long seed, int wrongOneIn) {
        this.random = new Random(seed);
        this.wrongOneIn = wrongOneIn;
    }

    /** A document, sometimes long enough to reach beyond the buffers of readers. */
    String next() {
        String padding = random.nextInt(4) == 0 ? "\"~\":\"" + "x".repeat(900 + random.nextInt(300)) + "\"" : "";
        return space() + object(1 + random.nextInt(8), padding) + space();
    }

    private String object(int depth, String padding) {
        List<String> members = new ArrayList<>();
        if (!padding.isEmpty()) {
            members.add(padding);
        }
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = "\"" + text() + i + "\""; // the number makes names distinct
            names.add(name);
        }
        Collections.shuffle(names, random);
        names.forEach(name -> members.add(space() + name + space() + ":" + value(depth - 1)));
        return "{" + String.join(",", members) + space() + "}";
    }

    private String value(int depth) {
        String value = switch (random.nextInt(wrongOneIn == 0 ? Integer.MAX_VALUE : wrongOneIn) == 0
                ? 8
                : depth > 0 ? random.nextInt(8) : 2 + random.nextInt(6)) {
            case 0 -> object(depth, "");
            case 1 -> array(depth);
            case 2 -> "true";
            case 3 -> "false";
            case 4 -> "null";
            case 5 -> new BigInteger(random.nextInt(1_800), random).toString();
            case 6 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 7 -> "\"" + text() + "\"";
            default -> WRONG[random.nextInt(WRONG.length)];
        };
        return space() + value + space();
    }

    private String array(int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(value(depth - 1));
        }
        return "[" + (elements.isEmpty() ? space() : String.join(",", elements)) + "]";
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            String[] pieces = random.nextInt(3) == 0 ? ESCAPES : CHARACTERS;
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
