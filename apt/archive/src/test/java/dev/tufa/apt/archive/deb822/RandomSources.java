package dev.tufa.apt.archive.deb822;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Lists of sources that are right, written in every way that there is. */
final class RandomSources {
    private static final List<String> NOTES = List.of("X-Note", "Description");
    private static final List<String> KNOWN =
            List.of("types", "uris", "suites", "components", "architectures", "x-note", "description");

    private final Random random;

    RandomSources(Random random) {
        this.random = random;
    }

    static boolean isKnown(String name) {
        return KNOWN.contains(name.toLowerCase(Locale.ROOT));
    }

    String next() {
        StringBuilder sources = new StringBuilder(maybe("# a comment: of the whole file\n"));
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            List<String> fields = new ArrayList<>();
            boolean flat = random.nextInt(4) == 0;
            fields.add(field("Types", some("deb", "deb-src")));
            String host = "://" + "abcd".charAt(i) + ".example";
            fields.add(field("URIs", some("https" + host, "http" + host + "/x", "http://x" + host.substring(3))));
            fields.add(field("Suites", flat ? some("x/", "y/") : some("stable", "testing", "sid")));
            if (!flat) {
                fields.add(field("Components", some("main", "contrib", "extra")));
            }
            if (random.nextBoolean() && !flat) {
                fields.add(field("Architectures", some("amd64", "i386", "arm64")));
            }
            if (random.nextInt(3) == 0) {
                fields.add(field(NOTES.get(random.nextInt(2)), List.of("Suites: sid", "# no comment here")));
            }
            Collections.shuffle(fields, random);
            sources.append(String.join(maybe("# between\n"), fields)).append("\n".repeat(1 + random.nextInt(2)));
        }
        return random.nextBoolean() ? sources.toString() : sources.toString().stripTrailing();
    }

    private String field(String name, List<String> words) {
        StringBuilder field = new StringBuilder(
                switch (random.nextInt(3)) {
                    case 0 -> name.toLowerCase(Locale.ROOT);
                    case 1 -> name.toUpperCase(Locale.ROOT);
                    default -> name;
                });
        field.append(':');
        for (String word : words) {
            field.append(
                    switch (random.nextInt(4)) {
                        case 0 -> "\n " + maybe(" ");
                        case 1 -> "\n\t";
                        case 2 -> "  ";
                        default -> " ";
                    });
            field.append(word).append(maybe(" "));
            if (random.nextInt(8) == 0) {
                field.append("\n#comment");
            }
        }
        return field.append('\n').toString();
    }

    private List<String> some(String... of) {
        List<String> some = new ArrayList<>();
        for (String each : of) {
            if (random.nextBoolean()) {
                some.add(each);
            }
        }
        return some.isEmpty() ? List.of(of[0]) : some;
    }

    private String maybe(String text) {
        return random.nextInt(3) == 0 ? text : "";
    }
}
