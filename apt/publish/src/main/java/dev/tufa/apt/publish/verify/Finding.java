package dev.tufa.apt.publish.verify;

/**
 * Something that is wrong with an archive.
 *
 * @param rule by which it was found
 * @param place what is wrong: a suite, or a file by its path in URLs
 * @param message what was expected, and what is so
 */
public record Finding(Rule rule, String place, String message) {
    @Override
    public String toString() {
        return "%s: %s [%s]".formatted(place, message, rule.id());
    }
}
