package dev.tufa.tuf.client;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a refresh has asked the repository, and what it has not.
 *
 * @param roots whether it was asked for newer roots this time
 * @param timestamp whether it was asked for a newer timestamp this time
 * @param rootsAsked when it was last asked for newer roots; empty if never, or nobody remembers
 * @param timestampAsked when it was last asked for a newer timestamp
 * @param unreachable why it was not asked, if that was not wanted so
 */
public record Checks(
        boolean roots,
        boolean timestamp,
        Optional<Instant> rootsAsked,
        Optional<Instant> timestampAsked,
        Optional<IOException> unreachable) {

    /** Whether everything was asked: what was found is the newest that the repository had. */
    public boolean complete() {
        return roots && timestamp;
    }

    /** What is not known, in sentences for people; empty if everything was asked. */
    public List<String> unchecked() {
        List<String> sentences = new ArrayList<>();
        if (!timestamp) {
            sentences.add("whether there are newer versions was not asked" + since(timestampAsked));
        }
        if (!roots) {
            sentences.add("whether keys were replaced was not asked" + since(rootsAsked));
        }
        unreachable.ifPresent(cause -> sentences.add("the repository could not be reached: " + cause.getMessage()));
        return sentences;
    }

    private static String since(Optional<Instant> asked) {
        return asked.map(time -> " since " + time).orElse("");
    }
}
