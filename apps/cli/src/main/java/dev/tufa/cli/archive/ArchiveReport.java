package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.SuiteStatus;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.cli.framework.Invocation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What an archive would do, for a person. */
final class ArchiveReport {
    private ArchiveReport() {}

    static void dryRun(Invocation invocation, Archive archive, List<String> suites)
            throws IOException, ArchiveException {
        Instant now = invocation.clock().instant();
        boolean nothing = true;
        for (SuiteStatus suite : archive.status()) {
            if (!suites.isEmpty() && !suites.contains(suite.name())) {
                continue;
            }
            List<MemberChange> changes = archive.preview(suite.name());
            changes.forEach(change -> invocation.terminal().line("would %s", change.describe()));
            boolean isDue = suite.serial() == 0
                    || suite.due().filter(due -> !due.isAfter(now)).isPresent();
            if (changes.isEmpty() && isDue) {
                invocation.terminal().line("would publish %s anew", suite.name());
            }
            nothing &= changes.isEmpty() && !isDue;
        }
        if (nothing) {
            invocation.terminal().line("nothing to publish");
        }
    }
}
