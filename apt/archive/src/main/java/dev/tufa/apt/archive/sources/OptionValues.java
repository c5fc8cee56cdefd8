package dev.tufa.apt.archive.sources;

import java.util.Arrays;
import java.util.List;

/** The values of an option that is a list: commas part them, and in stanzas blanks as well. */
final class OptionValues {
    private OptionValues() {}

    static List<String> of(String text) {
        return Arrays.stream(text.split("[, \t\n]+", -1))
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
