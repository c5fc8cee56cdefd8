package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.site.Site;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive site}. */
public final class ArchiveSiteCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive site";
    }

    @Override
    public String summary() {
        return "Write a page that shows people how to get an archive's packages";
    }

    @Override
    public String operands() {
        return "ARCHIVE";
    }

    @Override
    public String description() {
        return "Writes ARCHIVE/public/index.html: a button for each .apt file beside it, what apt is to be told by hand, what the suites"
                + " have, and the fingerprints; and a page for each suite with all its packages. The pages need no scripts and nothing from"
                + " elsewhere, and are the same bytes until something else is published: call it after tufa archive publish.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("title", "TEXT", "what the archive is called; its label if not given"))
                .addOption(OptionSpecs.flag("dry-run", "say which pages would change, and change nothing"));
    }

    @Override
    public List<String> examples() {
        return List.of("archive site my-archive", "archive site --title 'Example packages' my-archive");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        invocation.expectOperands(1);
        Site site = archive.site(invocation.value("title"), invocation.clock().instant());
        site.leftOut().forEach(reason -> invocation.terminal().note("left out %s", reason));
        boolean dry = invocation.has("dry-run");
        List<String> changed = dry ? archive.changedPages(site) : archive.writeSite(site);
        for (String path : changed) {
            invocation.terminal().line("%s %s", dry ? "would write" : "wrote", path);
        }
        if (changed.isEmpty()) {
            invocation.terminal().line("nothing to write: all pages are as they have to be");
        }
    }
}
