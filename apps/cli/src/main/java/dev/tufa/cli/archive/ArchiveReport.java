package dev.tufa.cli.archive;

import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import java.util.List;
import org.apache.commons.cli.Option;

/** What an archive would do, for a person. */
final class ArchiveReport {
    private ArchiveReport() {}

    /** The option of a command that stages something. */
    static Option dryRunOption() {
        return OptionSpecs.flag("dry-run", "say what would be staged, and stage nothing");
    }

    /** What a command would stage. */
    static void wouldStage(Invocation invocation, List<MemberChange> changes) {
        changes.forEach(change -> invocation.terminal().line("would %s", change.describe()));
        if (changes.isEmpty()) {
            invocation.terminal().line("nothing to stage");
        }
    }
}
