package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AdoptOptions;
import dev.tufa.tuf.repository.Adopted;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.cli.Options;

/** {@code tufa repo import}. */
public final class ImportCommand implements Command {
    private static final String ROOT = "root";
    private static final String METADATA_ONLY = "metadata-only";
    private static final String LINK = "link-targets";
    private static final String TARGETS_URL = "targets-url";
    private static final String DRY_RUN = "dry-run";

    /** What has come of a repository behind a URL, until all of it has. */
    private static final String INCOMING = "incoming";

    private static final Pattern URL = Pattern.compile("https?://.*");

    private final Fetcher fetcher;

    /** The command over HTTP. */
    public ImportCommand() {
        this(new HttpFetcher());
    }

    ImportCommand(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    @Override
    public String name() {
        return "repo import";
    }

    @Override
    public String summary() {
        return "Adopt a repository that other software has made";
    }

    @Override
    public String operands() {
        return "SOURCE DIR";
    }

    @Override
    public String description() {
        return "Makes the folder DIR from the published tree in the folder SOURCE, or behind the URL SOURCE, after verifying all of it as a client"
                + " does from its first root on; only what has expired is not refused. Every file keeps its bytes and nothing is signed."
                + " Compare the key ids that it prints with what the owner of the repository says, or give a root that you trust; from a URL"
                + " nothing is taken without one. Private keys are not part of a published tree. Target files come as well, unless that is"
                + " declined: roles can be changed and published without them. If a transfer is interrupted, the same command goes on.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(
                        ROOT, "FILE", "a root that is trusted already; the oldest in the folder SOURCE if not given"))
                .addOption(OptionSpecs.flag(METADATA_ONLY, "leave the target files where they are"))
                .addOption(OptionSpecs.flag(
                        LINK, "give each target file of a folder a second name instead of a copy, where that can be"))
                .addOption(OptionSpecs.valued(
                        TARGETS_URL, "URL", "where the target files are, if not in targets/ below SOURCE"))
                .addOption(
                        OptionSpecs.flag(DRY_RUN, "verify the metadata, say what would be imported, and keep nothing"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo import /srv/old-repository my-repository",
                "repo import --root root.json --metadata-only /srv/old-repository my-repository",
                "repo import --root root.json https://updates.example.org/ my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        String source = invocation.operand(0, "SOURCE");
        Path directory = Path.of(invocation.operand(1, "DIR"));
        invocation.expectOperands(2);
        if (invocation.has(METADATA_ONLY) && invocation.has(LINK)) {
            throw new UsageException("--%s: expected it without --%s, got both".formatted(METADATA_ONLY, LINK));
        }
        if (invocation.has(DRY_RUN)) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                adopt(invocation, source, folder.path(), AdoptOptions.Artifacts.LEFT_OUT);
                invocation.terminal().line("nothing was imported: this was a dry run");
            }
            return;
        }
        AdoptOptions.Artifacts artifacts = invocation.has(METADATA_ONLY)
                ? AdoptOptions.Artifacts.LEFT_OUT
                : invocation.has(LINK) ? AdoptOptions.Artifacts.LINKED : AdoptOptions.Artifacts.COPIED;
        adopt(invocation, source, directory, artifacts);
    }

    private void adopt(Invocation invocation, String source, Path directory, AdoptOptions.Artifacts artifacts)
            throws UsageException, TrustException, RepositoryException, IOException {
        Optional<String> rootFile = invocation.value(ROOT);
        Optional<byte[]> root =
                rootFile.isPresent() ? Optional.of(Files.readAllBytes(Path.of(rootFile.get()))) : Optional.empty();
        AdoptOptions options = root.map(AdoptOptions.DEFAULT::withPinnedRoot).orElse(AdoptOptions.DEFAULT);
        if (!URL.matcher(source).matches()) {
            if (invocation.value(TARGETS_URL).isPresent()) {
                throw new UsageException("--%s: expected it with a URL, got it with a folder".formatted(TARGETS_URL));
            }
            report(invocation, source, directory, Path.of(source), options.withArtifacts(artifacts));
            return;
        }
        byte[] pinned = root.orElseThrow(() -> new UsageException(
                "--root: expected a root that came by a way that you trust, got none: whoever sits between you and a"
                        + " URL could show you a repository of his own"));
        requireFree(directory);
        Path incoming = directory.resolve(INCOMING);
        fetch(invocation, source, pinned, incoming, artifacts);
        AdoptOptions.Artifacts here = artifacts == AdoptOptions.Artifacts.LEFT_OUT
                ? AdoptOptions.Artifacts.LEFT_OUT
                : AdoptOptions.Artifacts.LINKED;
        report(invocation, source, directory, incoming, options.withArtifacts(here));
        TemporaryFolder.delete(incoming);
    }

    private void fetch(
            Invocation invocation, String source, byte[] pinned, Path incoming, AdoptOptions.Artifacts artifacts)
            throws UsageException, TrustException, IOException {
        Optional<String> targetsUrl = invocation.value(TARGETS_URL);
        RemoteLocation location = RemoteLocation.find(
                fetcher, url(source), targetsUrl.isPresent() ? Optional.of(url(targetsUrl.get())) : Optional.empty());
        RemoteTree tree = new RemoteTree(fetcher, location, pinned, incoming, ProgressBar.on(invocation.terminal()));
        RemoteTree.Described described = tree.fetchMetadata();
        if (artifacts == AdoptOptions.Artifacts.LEFT_OUT) {
            invocation
                    .terminal()
                    .line(
                            "%d targets of %s stay where they are",
                            described.targets().size(), ProgressBar.size(described.bytes()));
        } else {
            tree.fetchTargets(described);
        }
    }

    private static URI url(String text) throws UsageException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("URL: expected one, got \"%s\"".formatted(text));
        }
    }

    /** Before anything is fetched. */
    private static void requireFree(Path directory) throws UsageException {
        if (Files.exists(directory.resolve("settings.json"))) {
            throw new UsageException(
                    "%s: expected no repository, got one".formatted(Printable.of(directory.toString())));
        }
    }

    private static void report(Invocation invocation, String source, Path directory, Path tree, AdoptOptions options)
            throws TrustException, RepositoryException, IOException {
        Adopted adopted =
                Repository.adopt(tree, directory, options, invocation.clock().instant());
        if (!invocation.has(DRY_RUN)) {
            invocation.terminal().line("imported %s into %s", Printable.of(source), directory);
        }
        invocation
                .terminal()
                .line(
                        "verified from version %d of root, which %d of these keys sign:",
                        adopted.firstRoot(), adopted.rootThreshold());
        adopted.rootKeyIds().forEach(keyId -> invocation.terminal().line("  %s", Printable.of(keyId)));
        invocation.terminal().line("%d target files", adopted.artifacts());
        adopted.expired()
                .forEach(role -> invocation.terminal().line("expired: %s at %s", Printable.of(role.role()), role.at()));
        adopted.remarks().forEach(remark -> invocation.terminal().note("note: %s", remark));
    }
}
