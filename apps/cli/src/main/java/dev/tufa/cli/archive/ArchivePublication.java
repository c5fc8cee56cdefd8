package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.PublishOptions;
import dev.tufa.apt.publish.archive.Published;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Publishes an archive, and says so. */
final class ArchivePublication {
    private ArchivePublication() {}

    static void publish(Invocation invocation, Archive archive, ArchiveKeys keys, PublishOptions options)
            throws ArchiveException, TrustException, RepositoryException, IOException, CommandFailure {
        Published published = archive.publish(options, keys, invocation.clock().instant());
        for (Published.OfSuite suite : published.suites()) {
            invocation
                    .terminal()
                    .line(
                            "%s%s",
                            suite.cause() == Published.Cause.CHANGED ? changed(suite) : again("signed", suite),
                            published.tuf() ? ", with TUF" : "");
        }
        if (published.suites().isEmpty()) {
            invocation.terminal().line("%s", published.tuf() ? "signed TUF metadata again" : nothing(archive, options));
        }
        if (!published.elsewhere().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.KEYS_ELSEWHERE,
                    "expected the keys of all roles of TUF that are due, got none for "
                            + published.elsewhere().stream()
                                    .map(role -> "%s (expires %s)".formatted(Printable.of(role.role()), role.expires()))
                                    .collect(Collectors.joining(", ")),
                    "run tufa repo refresh --once ARCHIVE/private/tuf where these private keys are");
        }
    }

    /** What would be published. */
    static void dryRun(Invocation invocation, Archive archive, PublishOptions options)
            throws ArchiveException, IOException {
        List<Published.OfSuite> suites =
                archive.dryRun().publish(options, invocation.clock().instant());
        for (Published.OfSuite suite : suites) {
            suite.changes().forEach(change -> invocation.terminal().line("would %s", change.describe()));
            if (suite.cause() != Published.Cause.CHANGED) {
                invocation.terminal().line("would %s", again("sign", suite));
            } else if (suite.changes().isEmpty()) {
                invocation.terminal().line("would publish %s anew", suite.name());
            }
        }
        if (suites.isEmpty()) {
            invocation.terminal().line("%s", nothing(archive, options));
        }
    }

    private static String changed(Published.OfSuite suite) {
        return "published %s: %s, %s, %s in its release"
                .formatted(
                        suite.name(),
                        number(suite.packages(), "package"),
                        number(suite.changes().size(), "change"),
                        number(suite.indexes(), "file"));
    }

    private static String again(String verb, Published.OfSuite suite) {
        return "%s %s again, %s: good %s"
                .formatted(
                        verb,
                        suite.name(),
                        switch (suite.cause()) {
                            case KEYS -> "with other keys";
                            case AGE -> "half of its time is over";
                            case CHANGED -> "something is different";
                            case ASKED -> "as asked";
                        },
                        suite.validUntil().map(end -> "until " + end).orElse("for ever"));
    }

    /** That nothing is different, and from when on something is signed again nevertheless. */
    private static String nothing(Archive archive, PublishOptions options) throws IOException {
        String nothing = options.renewal() == PublishOptions.Renewal.DUE ? "nothing is due" : "nothing to publish";
        List<String> suites = options.suites();
        return archive.status().stream()
                .filter(suite -> suites.isEmpty() || suites.contains(suite.name()))
                .filter(suite -> suite.due().isPresent())
                .min(Comparator.comparing(suite -> suite.due().orElseThrow()))
                .map(suite -> "%s: %s is signed again from %s on"
                        .formatted(nothing, suite.name(), suite.due().orElseThrow()))
                .orElse(nothing);
    }

    private static String number(int count, String thing) {
        return "%d %s%s".formatted(count, thing, count == 1 ? "" : "s");
    }

    /** The keys of an archive, with a passphrase if one is needed. */
    static ArchiveKeys keys(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        return OnePassphrase.use(invocation, Passphrase.Purpose.KNOWN, archive::unlock);
    }
}
