package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.PublishOptions;
import dev.tufa.apt.publish.archive.Published;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Publishes an archive, and says so. */
final class ArchivePublication {
    private static final String DATE = "SOURCE_DATE_EPOCH";

    private ArchivePublication() {}

    static void publish(Invocation invocation, Archive archive, ArchiveKeys keys, PublishOptions options)
            throws ArchiveException, TrustException, RepositoryException, IOException {
        Published published = archive.publish(options, keys, invocation.clock().instant());
        for (Published.OfSuite suite : published.suites()) {
            invocation
                    .terminal()
                    .line(
                            "published %s: %s, %s, %s in its release%s",
                            suite.name(),
                            number(suite.packages(), "package"),
                            number(suite.changes().size(), "change"),
                            number(suite.indexes(), "file"),
                            published.tuf() ? ", with TUF" : "");
        }
        if (published.suites().isEmpty()) {
            invocation.terminal().line("%s", published.tuf() ? "signed TUF metadata again" : "nothing to publish");
        }
    }

    private static String number(int count, String thing) {
        return "%d %s%s".formatted(count, thing, count == 1 ? "" : "s");
    }

    /** The keys of an archive, with a passphrase if one is needed. */
    static ArchiveKeys keys(Invocation invocation, Archive archive)
            throws ArchiveException, TrustException, RepositoryException, IOException {
        try (OnePassphrase passphrase = new OnePassphrase(invocation, Passphrase.Purpose.KNOWN)) {
            return archive.unlock(passphrase);
        }
    }

    /** What releases are dated, if the environment says it as reproducible builds do. */
    static Optional<Instant> date() throws UsageException {
        String text = System.getenv(DATE);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,11}")) {
            throw new UsageException("%s: expected seconds since 1970, got \"%s\"".formatted(DATE, text));
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    }
}
