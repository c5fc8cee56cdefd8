package dev.tufa.conformance.architecture;

import java.util.Set;

/**
 * A text whose sections are known here.
 *
 * @param name what stands before the section sign
 */
record CitedDocument(String name, Set<String> sections) {
    CitedDocument {
        sections = Set.copyOf(sections);
    }

    boolean has(String section) {
        return sections.contains(section);
    }
}
