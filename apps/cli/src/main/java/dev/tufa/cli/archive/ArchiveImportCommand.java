package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.AddOptions;
import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ImportOptions;
import dev.tufa.apt.publish.archive.Imported;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.Options;

/** {@code tufa archive import}. */
public final class ArchiveImportCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive import";
    }

    @Override
    public String summary() {
        return "Stage the packages of another archive";
    }

    @Override
    public String operands() {
        return "ARCHIVE [SUITE]";
    }

    @Override
    public String description() {
        return "Reads the folder of an archive of reprepro, aptly or any other tool, and stages its packages: those that the indexes in"
                + " dists name, held against these, in the same components; without dists, all .deb and .dsc files. SUITE gets what is in the"
                + " suite of the same name there, or in the only one; --suite-map names several. Files that were read before and have"
                + " not changed are not read again, so a second call goes on where the first was stopped.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("from", "FOLDER", "the other archive; must be given"))
                .addOption(OptionSpecs.valued(
                        "suite-map",
                        "OLD=NEW",
                        "what is in suite OLD there comes into NEW; may be repeated; instead of SUITE"))
                .addOption(OptionSpecs.valued("component", "NAME", "put all packages into this component"))
                .addOption(OptionSpecs.flag(
                        "link", "give files a second name instead of copying them; nobody may change them afterwards"))
                .addOption(OptionSpecs.flag(
                        "skip-refused", "leave out what cannot be published; else nothing is staged if there is such"))
                .addOption(OptionSpecs.flag(
                        "dry-run", "say what would be staged, by the indexes alone, and stage nothing"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive import --from /srv/reprepro my-archive stable",
                "archive import --from ~/.aptly --suite-map bookworm=stable --suite-map trixie=beta my-archive",
                "archive import --from /srv/apt --link --skip-refused my-archive stable");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        invocation.expectOperands(2);
        ImportOptions options = options(invocation);
        boolean dryRun = invocation.has("dry-run");
        Imported imported = dryRun ? archive.dryRun().importFrom(options) : imported(invocation, archive, options);
        boolean wouldEnd = options.refused() == ImportOptions.Refused.ENDS
                && !imported.refused().isEmpty();
        if (!wouldEnd) {
            imported.refused().forEach(line -> invocation.terminal().note("left out: %s", Printable.of(line)));
        }
        for (Imported.Place place : imported.places()) {
            invocation
                    .terminal()
                    .line(
                            "%s %d of %d packages for %s/%s",
                            dryRun ? "would stage" : "staged",
                            place.staged(),
                            place.packages(),
                            place.suite(),
                            place.component());
        }
        if (imported.places().isEmpty()) {
            invocation.terminal().line("nothing to stage: there are no packages");
        }
        if (wouldEnd) {
            throw ArchiveException.ofSeveral(imported.refused());
        }
    }

    private static Imported imported(Invocation invocation, Archive archive, ImportOptions options)
            throws ArchiveException, TrustException, RepositoryException, IOException {
        try (ProgressCounter counter = new ProgressCounter(invocation.terminal())) {
            return archive.importFrom(options, counter);
        }
    }

    private static ImportOptions options(Invocation invocation) throws UsageException {
        Map<String, String> suites = new TreeMap<>();
        for (String pair : invocation.values("suite-map")) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw new UsageException("--suite-map: expected OLD=NEW, got \"%s\"".formatted(pair));
            }
            suites.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        List<String> suite = invocation.operandsFrom(1);
        if (suite.isEmpty() == suites.isEmpty()) {
            throw new UsageException(
                    "expected either SUITE or --suite-map, got %s".formatted(suites.isEmpty() ? "neither" : "both"));
        }
        return new ImportOptions(
                Path.of(invocation.required("from")),
                suite.stream().findFirst(),
                suites,
                invocation.value("component"),
                invocation.has("link") ? AddOptions.Transfer.LINK : AddOptions.Transfer.COPY,
                invocation.has("skip-refused") ? ImportOptions.Refused.LEFT_OUT : ImportOptions.Refused.ENDS);
    }
}
