package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A publication that has everything it needs on the disk: from its note in the journal on it is either brought to its end or, as long as
 * TUF does not vouch for it, given up.
 *
 * @param suites that it is about
 */
record Publication(List<OfSuite> suites) {
    Publication {
        suites = List.copyOf(suites);
    }

    /**
     * A suite of it.
     *
     * @param name of the suite
     * @param serial that it gets
     * @param inRelease the SHA-256 of its signed release
     * @param length of that in bytes
     * @param fate of what is staged for the suite
     */
    record OfSuite(String name, long serial, String inRelease, long length, Fate fate) {}

    /** What becomes of what is staged for a suite. */
    enum Fate {
        /** It is part of the publication. */
        PUBLISHED,
        /** It waits for the next one. */
        LEFT;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    byte[] text() {
        StringBuilder text = new StringBuilder();
        for (OfSuite suite : suites) {
            text.append(Stanza.of(List.of(
                            Field.of("Suite", suite.name),
                            Field.of("Serial", Long.toString(suite.serial)),
                            Field.of("InRelease-SHA256", suite.inRelease),
                            Field.of("InRelease-Size", Long.toString(suite.length)),
                            Field.of("Staged", suite.fate.word()))))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Publication read(String file, byte[] text) throws IOException {
        List<OfSuite> suites = new ArrayList<>();
        for (Stanza stanza : Deb822Reader.readAll(file, text, Deb822Reader.Comments.REFUSED, Deb822Limits.DEFAULT)) {
            try {
                suites.add(new OfSuite(
                        required(file, stanza, "Suite"),
                        Long.parseLong(required(file, stanza, "Serial")),
                        required(file, stanza, "InRelease-SHA256"),
                        Long.parseLong(required(file, stanza, "InRelease-Size")),
                        fate(file, required(file, stanza, "Staged"))));
            } catch (NumberFormatException e) {
                throw new IOException("%s: expected numbers, got %s".formatted(file, e.getMessage()), e);
            }
        }
        return new Publication(suites);
    }

    private static Fate fate(String file, String word) throws IOException {
        for (Fate fate : Fate.values()) {
            if (fate.word().equals(word)) {
                return fate;
            }
        }
        throw new IOException("%s: Staged: expected published or left, got \"%s\"".formatted(file, word));
    }

    private static String required(String file, Stanza stanza, String name) throws IOException {
        return stanza.value(name)
                .orElseThrow(() -> new IOException("%s: expected a field %s, got none".formatted(file, name)));
    }
}
