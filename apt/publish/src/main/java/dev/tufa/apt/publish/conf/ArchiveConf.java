package dev.tufa.apt.publish.conf;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an archive keeps to.
 *
 * @param origin who publishes it, as {@code Release} says it; it stays the same from the first publication on
 * @param label what it is called where origins are shown; it stays the same as well
 * @param url where the world sees it; empty if that is not decided
 * @param signedWith whose OpenPGP keys sign, at least one, side by side
 * @param tuf what TUF vouches for beside OpenPGP
 * @param digests of packages, beside SHA-256, for whoever still looks at others
 * @param check who tries a publication before it is seen
 * @param suites at least one
 */
public record ArchiveConf(
        String origin,
        String label,
        Optional<URI> url,
        List<KeySource> signedWith,
        TufScope tuf,
        Set<DigestAlgorithm> digests,
        Check check,
        List<SuiteConf> suites) {
    /** Settings that fit together. */
    public ArchiveConf {
        requireLine("Origin", origin);
        requireLine("Label", label);
        url.ifPresent(ArchiveConf::requireWeb);
        signedWith = List.copyOf(new LinkedHashSet<>(signedWith));
        suites = List.copyOf(suites);
        EnumSet<DigestAlgorithm> all = EnumSet.of(DigestAlgorithm.SHA256);
        all.addAll(digests);
        digests = Collections.unmodifiableSet(all);
        if (signedWith.isEmpty()) {
            throw new IllegalArgumentException("Signed-With: expected at least one key, got none");
        }
        if (suites.isEmpty()) {
            throw new IllegalArgumentException("archive: expected at least one suite, got none");
        }
        long names = suites.stream().map(SuiteConf::name).distinct().count();
        if (names != suites.size()) {
            throw new IllegalArgumentException("suites: expected different names, got "
                    + suites.stream().map(SuiteConf::name).toList());
        }
    }

    /** The suite of a name. */
    public Optional<SuiteConf> suite(String name) {
        return suites.stream().filter(suite -> suite.name().equals(name)).findFirst();
    }

    /** The same with one more suite. */
    public ArchiveConf with(SuiteConf suite) {
        List<SuiteConf> all = new ArrayList<>(suites);
        all.add(suite);
        return new ArchiveConf(origin, label, url, signedWith, tuf, digests, check, all);
    }

    private static void requireWeb(URI url) {
        boolean isWeb = ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null;
        if (!isWeb) {
            throw new IllegalArgumentException(
                    "URL: expected one that begins with https:// or http://, got \"%s\"".formatted(url));
        }
    }

    static void requireLine(String field, String text) {
        boolean isLine = !text.isBlank()
                && text.equals(text.strip())
                && text.codePoints().noneMatch(Character::isISOControl);
        if (!isLine) {
            throw new IllegalArgumentException("%s: expected a line of text, got \"%s\"".formatted(field, text));
        }
    }

    /** What TUF vouches for. */
    public enum TufScope {
        /** Nothing: there is no TUF beside the archive. */
        NONE,
        /** What {@code Release} files say, and through their digests all that is in the suites. */
        RELEASE,
        /** Each package as well, by roles of those who make it. */
        PACKAGES
    }

    /** Who tries what is about to be published. */
    public enum Check {
        /** The apt-get of this computer, in folders of its own. */
        APT,
        /** Nobody, because there is no apt-get here. */
        NONE
    }
}
