package dev.tufa.apt.publish.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What goes into the places of a template, by their names. */
final class Values {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, List<Values>> sections = new HashMap<>();

    Values with(String name, String text) {
        texts.put(name, text);
        return this;
    }

    /** What stands there once for each of some values. */
    Values with(String name, List<Values> each) {
        sections.put(name, List.copyOf(each));
        return this;
    }

    /** What stands there once or not at all. */
    Values with(String name, boolean isThere) {
        return with(name, isThere ? List.of(this) : List.of());
    }

    String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("template: expected a text for \"%s\", got none".formatted(name));
        }
        return text;
    }

    List<Values> each(String name) {
        List<Values> each = sections.get(name);
        if (each == null) {
            throw new IllegalArgumentException("template: expected values for \"%s\", got none".formatted(name));
        }
        return each;
    }
}
