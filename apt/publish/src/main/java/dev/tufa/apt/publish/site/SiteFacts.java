package dev.tufa.apt.publish.site;

import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What pages tell of an archive.
 *
 * @param title of the archive
 * @param origin who publishes it
 * @param url where the world sees it, without a slash at its end
 * @param suites that were published, at least one
 * @param aptFiles that lead to it, by name
 * @param certificates of those who sign it
 * @param tufRoot the SHA-256 of the first root of TUF; empty if there is no TUF beside it
 * @param at the time by which keys are judged
 */
public record SiteFacts(
        String title,
        String origin,
        String url,
        List<SuiteFacts> suites,
        Map<String, VerifiedAptFile> aptFiles,
        List<Certificate> certificates,
        Optional<String> tufRoot,
        Instant at) {
    /** Facts with their parts in order. */
    public SiteFacts {
        suites = List.copyOf(suites);
        aptFiles = Collections.unmodifiableMap(new LinkedHashMap<>(aptFiles));
        certificates = List.copyOf(certificates);
        if (suites.isEmpty()) {
            throw new IllegalArgumentException("site: expected a suite that was published, got none");
        }
    }
}
