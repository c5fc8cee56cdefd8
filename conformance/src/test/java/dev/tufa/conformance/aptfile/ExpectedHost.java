package dev.tufa.conformance.aptfile;

import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A system, and which stanza is for it.
 *
 * @param architectures its own, and foreign ones behind it
 * @param distribution the distributor id, the codename and the release, or two of those with a comma between; a hyphen for none
 * @param base the same for what it is made from
 * @param stanza the number of the stanza, from 1; empty for none
 * @param by {@code itself} or {@code base}; empty for none
 */
record ExpectedHost(
        List<String> architectures,
        List<String> distribution,
        Optional<List<String>> base,
        Optional<Integer> stanza,
        String by) {
    /** A system in two lists of words: its architectures; its id, codename and release. */
    static ExpectedHost on(String architectures, String distribution) {
        return new ExpectedHost(words(architectures), words(distribution), Optional.empty(), Optional.empty(), "");
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    ExpectedHost madeFrom(String id, String codename) {
        return new ExpectedHost(architectures, distribution, Optional.of(List.of(id, codename, "-")), stanza, by);
    }

    ExpectedHost takes(int number) {
        return new ExpectedHost(architectures, distribution, base, Optional.of(number), "itself");
    }

    ExpectedHost takesForItsBase(int number) {
        return new ExpectedHost(architectures, distribution, base, Optional.of(number), "base");
    }

    JsonObject json() {
        JsonOutput json = new JsonOutput()
                .with("architecture", architectures.get(0))
                .with("foreignArchitectures", architectures.subList(1, architectures.size()))
                .with("distribution", distribution(distribution));
        base.ifPresent(words -> json.with("base", distribution(words)));
        if (stanza.isEmpty()) {
            return json.with("stanza", "none").build();
        }
        return json.with("stanza", stanza.get()).with("by", by).build();
    }

    private static JsonObject distribution(List<String> words) {
        JsonOutput json = new JsonOutput().with("id", words.get(0));
        if (!words.get(1).equals("-")) {
            json.with("codename", words.get(1));
        }
        List<String> releases =
                words.get(2).equals("-") ? List.of() : List.of(words.get(2).split(","));
        return json.with("releases", releases).build();
    }
}
