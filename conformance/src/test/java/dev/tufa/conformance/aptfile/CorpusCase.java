package dev.tufa.conformance.aptfile;

import dev.tufa.apt.openpgp.PolicyRule;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One file of the corpus, and what has to come of it.
 *
 * @param file its path in the corpus
 * @param shows what it is an example of, in one sentence
 * @param sections of docs/spec/apt-file.md that decide it
 * @param at when it is judged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CorpusCase(String file, String shows, List<String> sections, Instant at, byte[] bytes, Outcome outcome) {
    /** When a file is judged, if nothing else is said. */
    static final Instant JUDGED = Instant.parse("2026-11-15T00:00:00Z");

    /** What has to come of a file. */
    sealed interface Outcome permits Refused, Accepted {
        /** Its member in the index: a name and a value. */
        JsonOutput in(JsonOutput entry);
    }

    /** By the id of a refusal, and of a rule of the policy if there is one. */
    record Refused(String id, Optional<PolicyRule> rule) implements Outcome {
        @Override
        public JsonOutput in(JsonOutput entry) {
            rule.ifPresent(policy -> entry.with("rule", policy.id()));
            return entry.with("refused", id);
        }
    }

    /** With what is read from it, and which stanza is for some systems. */
    record Accepted(JsonObject read, List<ExpectedHost> hosts) implements Outcome {
        @Override
        public JsonOutput in(JsonOutput entry) {
            return entry.with("accepted", read)
                    .with("hosts", hosts.stream().map(ExpectedHost::json).toList());
        }
    }

    static CorpusCase refused(String name, String id, String section, String shows, byte[] bytes) {
        return new CorpusCase(
                "invalid/" + name + ".apt", shows, List.of(section), JUDGED, bytes, new Refused(id, Optional.empty()));
    }

    static CorpusCase refused(String name, String id, String section, String shows, MadeAptFile file) {
        return refused(name, id, section, shows, file.build());
    }

    /** Refused by a rule of the policy. */
    CorpusCase by(PolicyRule rule) {
        Refused refused = new Refused(((Refused) outcome).id(), Optional.of(rule));
        return new CorpusCase(file, shows, sections, at, bytes, refused);
    }

    CorpusCase at(Instant time) {
        return new CorpusCase(file, shows, sections, time, bytes, outcome);
    }

    JsonObject json() {
        JsonOutput entry = new JsonOutput()
                .with("file", file)
                .with("shows", shows)
                .with("sections", sections)
                .with("at", at);
        return outcome.in(entry).build();
    }
}
