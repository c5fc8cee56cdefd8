package dev.tufa.apt.install.answers;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An index that apt has, as {@code apt-get indextargets} tells of it, with what the Release file above it says.
 *
 * @param kind such as {@code Packages}
 * @param archive the address as it stands in the list of sources, with a slash at the end
 * @param release the suite as it stands there
 * @param entry where: file and number
 * @param file the index on this system
 */
public record IndexTarget(
        String kind,
        String archive,
        String release,
        String entry,
        String file,
        Optional<String> origin,
        Optional<String> label,
        Optional<String> suite,
        Optional<String> codename) {
    private static final String NAME = "apt-get indextargets";
    private static final Deb822Limits LIMITS = new Deb822Limits(1 << 20, 64 << 20, 200);

    /** Reads the answer. */
    public static List<IndexTarget> read(String answer) throws IOException {
        try {
            return Deb822Reader.readAll(
                            NAME, answer.getBytes(StandardCharsets.UTF_8), Deb822Reader.Comments.REFUSED, LIMITS)
                    .stream()
                    .map(IndexTarget::of)
                    .toList();
        } catch (Deb822Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static IndexTarget of(Stanza stanza) {
        return new IndexTarget(
                text(stanza, "Created-By").orElse(""),
                text(stanza, "Repo-URI").orElse(""),
                text(stanza, "Release").orElse(""),
                text(stanza, "Sourcesentry").orElse(""),
                text(stanza, "Filename").orElse(""),
                text(stanza, "Origin"),
                text(stanza, "Label"),
                text(stanza, "Suite"),
                text(stanza, "Codename"));
    }

    private static Optional<String> text(Stanza stanza, String field) {
        return stanza.value(field).filter(value -> !value.isEmpty());
    }

    /** The file whose entry it is of. */
    public String listedIn() {
        int colon = entry.lastIndexOf(':');
        return colon < 0 ? entry : entry.substring(0, colon);
    }
}
