package dev.tufa.apt.publish.file;

import java.util.OptionalInt;

/**
 * Something that a good {@code .apt} file would do differently.
 *
 * @param rule by which it was found
 * @param stanza in which, from 1; empty if it is about all of the file
 * @param message what is so, and what to do about it
 */
public record Finding(LintRule rule, OptionalInt stanza, String message) {
    @Override
    public String toString() {
        String where = stanza.isPresent() ? "stanza " + stanza.getAsInt() + ": " : "";
        return "%s: %s%s [%s]".formatted(rule.severity().word(), where, message, rule.id());
    }
}
