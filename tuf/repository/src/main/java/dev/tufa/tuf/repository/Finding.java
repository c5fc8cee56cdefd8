package dev.tufa.tuf.repository;

/**
 * Something that a good repository would do differently.
 *
 * @param code names the rule, for scripts; it never changes its meaning
 * @param what is the case
 * @param why it matters, in a sentence
 * @param advice what to do about it: a command, where one does it
 */
public record Finding(String code, Severity severity, String what, String why, String advice) {
    /** How bad it is. */
    public enum Severity {
        /** Clients fail or are not protected. */
        ERROR,
        /** One mistake or one theft away from that. */
        WARNING,
        /** Costs something, or may be meant otherwise. */
        HINT
    }
}
