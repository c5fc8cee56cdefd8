package dev.tufa.cli.apt;

import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.publish.file.AptFileLint;
import dev.tufa.apt.publish.file.ArchiveFiles;
import dev.tufa.apt.publish.file.ArchiveLint;
import dev.tufa.apt.publish.file.Finding;
import dev.tufa.apt.publish.file.LintRule;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code tufa apt lint}. */
public final class AptLintCommand implements Command {
    private static final String ARCHIVE = "archive";

    /** Characters of a finding: two digests and an address fit, and the rule stands at its end. */
    private static final int LONGEST = 2000;

    private final Fetcher fetcher;

    /** The command over HTTP. */
    public AptLintCommand() {
        this(new HttpFetcher());
    }

    AptLintCommand(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    @Override
    public String name() {
        return "apt lint";
    }

    @Override
    public String summary() {
        return "Say what a good .apt file would do differently";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Looks at a file that is accepted for what will do harm later: stanzas that no system can come to, a key that apt's verifiers will"
                + " refuse and when, archives that others can watch. With --archive it looks at the archives as well: that they are signed by the key of the file, have"
                + " the suites, components and architectures that it names, and the packages. Nothing else is fetched. Notes alone are no reason to fail: the exit code is "
                + ExitCode.FINDINGS.number() + " if there is an error or a warning.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(
                        ARCHIVE,
                        "PLACE",
                        "the archive of the file is in the folder, or behind the URL, PLACE; with several archives, ADDRESS=PLACE for"
                                + " each that is to be looked at, with the ADDRESS that the file has"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt lint example.apt",
                "apt lint --archive /srv/apt/debian example.apt",
                "apt lint --archive https://apt.example.org/debian example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Instant now = invocation.clock().instant();
        VerifiedAptFile apt = AptInput.of(invocation);
        List<Finding> findings = new ArrayList<>(AptFileLint.check(apt, now));
        Map<URI, ArchiveFiles> archives = archives(apt, invocation.values(ARCHIVE));
        findings.addAll(ArchiveLint.check(apt, archives, now));
        findings.forEach(finding -> invocation.terminal().line("%s", Printable.of(finding.toString(), LONGEST)));
        long serious = findings.stream()
                .filter(finding -> finding.rule().severity() != LintRule.Severity.NOTE)
                .count();
        if (serious > 0) {
            throw new CommandFailure(
                    ExitCode.FINDINGS,
                    "%d errors and warnings, %d notes".formatted(serious, findings.size() - serious),
                    "");
        }
        invocation.terminal().note("no errors and no warnings, %d notes", findings.size());
    }

    /** The archives by the addresses that the file has. */
    private Map<URI, ArchiveFiles> archives(VerifiedAptFile apt, List<String> places) throws UsageException {
        Set<URI> known = apt.stanzas().stream()
                .flatMap(stanza -> stanza.archives().stream())
                .map(ArchiveEntry::uri)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<URI, ArchiveFiles> archives = new LinkedHashMap<>();
        for (String place : places) {
            Optional<URI> address =
                    known.stream().filter(uri -> place.startsWith(uri + "=")).findFirst();
            if (address.isEmpty() && known.size() > 1) {
                throw new UsageException("--archive: expected ADDRESS=PLACE with one of %s, got \"%s\""
                        .formatted(known.stream().map(URI::toString).collect(Collectors.joining(", ")), place));
            }
            URI uri = address.orElseGet(() -> known.iterator().next());
            String where = address.isPresent() ? place.substring(uri.toString().length() + 1) : place;
            if (!ArchivePlace.isUrl(where) && !Files.isDirectory(Path.of(where))) {
                throw new UsageException("--archive: expected a folder or a URL, got \"%s\"".formatted(where));
            }
            archives.put(uri, ArchivePlace.of(where, fetcher));
        }
        return archives;
    }
}
