package dev.tufa.apt.archive.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which keys may sign a source. Without one, every key that the system trusts may. */
public sealed interface SignedBy {
    /** As a line of options says it: words with commas between them. Empty if a line cannot say it. */
    Optional<String> inLine();

    /** As the field of a stanza says it: its lines. */
    List<String> inStanza();

    /**
     * Reads a value of either style; empty if it is, which apt takes for none.
     *
     * @throws IllegalArgumentException if it is neither a key, nor files and fingerprints
     */
    static Optional<SignedBy> parse(String value) {
        if (value.contains(Embedded.BEGIN)) {
            return Optional.of(new Embedded(Embedded.withoutEscapes(value)));
        }
        List<String> names = Arrays.stream(value.split("[ \t\r\n,]+", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        return value.isEmpty() ? Optional.empty() : Optional.of(new Named(names));
    }

    /**
     * Keys that are elsewhere.
     *
     * @param names absolute paths of keyrings, and fingerprints of forty hex digits, which an exclamation mark may follow; at least one
     */
    record Named(List<String> names) implements SignedBy {
        private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{40}!?");

        /** Keys of which each is a file or a fingerprint. */
        public Named {
            names = List.copyOf(names);
            for (String name : names) {
                if (!isFile(name) && !FINGERPRINT.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "Signed-By: expected absolute paths and fingerprints of 40 digits, got \"%s\""
                                    .formatted(name));
                }
            }
            if (names.isEmpty()) {
                throw new IllegalArgumentException("Signed-By: expected a path, a fingerprint or a key, got none");
            }
        }

        /** The keyrings. */
        public List<String> files() {
            return names.stream().filter(Named::isFile).toList();
        }

        /** The fingerprints, in upper case. */
        public List<String> fingerprints() {
            return names.stream()
                    .filter(name -> !isFile(name))
                    .map(name -> name.toUpperCase(Locale.ROOT))
                    .toList();
        }

        private static boolean isFile(String name) {
            return name.startsWith("/") && name.chars().noneMatch(c -> c <= ' ' || c == ',' || c == 0x7f);
        }

        @Override
        public Optional<String> inLine() {
            return Optional.of(String.join(",", names));
        }

        @Override
        public List<String> inStanza() {
            return List.of(String.join(" ", names));
        }
    }

    /**
     * A key that stands in the list itself.
     *
     * @param armored in ASCII armor; each line ends with a line feed and has no blanks around it
     */
    record Embedded(String armored) implements SignedBy {
        private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

        /** A key that can be written and read back. */
        public Embedded {
            if (!armored.contains(BEGIN) || !armored.equals(withoutEscapes(armored))) {
                throw new IllegalArgumentException(
                        "Signed-By: expected a key in armor, in lines without blanks around them");
            }
        }

        @Override
        public Optional<String> inLine() {
            return Optional.empty();
        }

        /** Nothing beside the name; empty lines as dots, since a stanza would end there. */
        @Override
        public List<String> inStanza() {
            List<String> lines = new ArrayList<>();
            lines.add("");
            armored.lines().map(line -> line.isEmpty() ? "." : line).forEach(lines::add);
            return List.copyOf(lines);
        }

        private static String withoutEscapes(String value) {
            StringBuilder text = new StringBuilder();
            value.strip()
                    .lines()
                    .map(String::strip)
                    .forEach(line -> text.append(line.equals(".") ? "" : line).append('\n'));
            return text.toString();
        }
    }
}
