package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.MadeAptFile.KEY;

import dev.tufa.cli.framework.JsonOutput;
import java.time.Instant;
import java.util.List;

/** A file that has to be accepted, put together. */
final class AcceptedCase {
    private final String name;
    private final String section;
    private final String shows;
    private Instant at = CorpusCase.JUDGED;
    private List<ExpectedStanza> stanzas = List.of();
    private List<ExpectedHost> hosts = List.of();

    AcceptedCase(String name, String section, String shows) {
        this.name = name;
        this.section = section;
        this.shows = shows;
    }

    AcceptedCase at(Instant time) {
        at = time;
        return this;
    }

    AcceptedCase stanzas(ExpectedStanza... expected) {
        stanzas = List.of(expected);
        return this;
    }

    AcceptedCase hosts(ExpectedHost... expected) {
        hosts = List.of(expected);
        return this;
    }

    /** Signed by a key of its own. */
    CorpusCase by(CorpusKey key) {
        return of(MadeAptFile.anAptFile().by(key).build(), key.fingerprint());
    }

    CorpusCase of(MadeAptFile file) {
        return of(file.build(), KEY.fingerprint());
    }

    CorpusCase of(byte[] bytes, String signer) {
        int version = OpenPgpBytes.latin1(bytes).startsWith("#@application/x-apt 0") ? 0 : 1;
        return new CorpusCase(
                "valid/" + name + ".apt",
                shows,
                List.of(section),
                at,
                bytes,
                new CorpusCase.Accepted(
                        new JsonOutput()
                                .with("version", version)
                                .with("signer", signer)
                                .with(
                                        "stanzas",
                                        stanzas.stream()
                                                .map(ExpectedStanza::json)
                                                .toList())
                                .build(),
                        hosts));
    }
}
