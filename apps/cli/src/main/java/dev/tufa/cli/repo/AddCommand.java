package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Counter;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.Addition;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.ChangeRefusedException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo add}. */
public final class AddCommand implements Command {
    @Override
    public String name() {
        return "repo add";
    }

    @Override
    public String summary() {
        return "Stage files as targets";
    }

    @Override
    public String operands() {
        return "DIR FILE...";
    }

    @Override
    public String description() {
        return "Stages copies of files, to be published by tufa repo publish: all of them or, if one is refused, none. A target's path is the file's"
                + " name, or what --as says. A folder needs --recursive; its files keep their places below its name, or below nothing for '.' and"
                + " 'build/.'. A path that is taken by other content is refused, unless --replace is given: whoever has pinned the old content"
                + " would be surprised.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("as", "PATH", "the target path; for one file"))
                .addOption(OptionSpecs.valued("in", "FOLDER", "put this and a slash before each target path"))
                .addOption(
                        OptionSpecs.valued("custom", "JSON", "an object for the application that the metadata carries"))
                .addOption(OptionSpecs.valued(
                        "role",
                        "ROLE",
                        "the role, or the one whose hash bins, describe the targets; found by path if not given"))
                .addOption(OptionSpecs.flag("recursive", "take whole folders as well"))
                .addOption(OptionSpecs.flag("replace", "replace targets whose path is taken"))
                .addOption(OptionSpecs.flag("dry-run", "say what would be staged, or why not, and stage nothing"))
                .addOption(OptionSpecs.flag("publish", "publish at once, together with what is staged already"))
                .addOption(Passphrase.option())
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo add my-repository app-1.0.jar",
                "repo add --as plugins/search.jar --custom '{\"version\": 3}' my-repository search.jar",
                "repo add --in plugins my-repository build/*.jar",
                "repo add --recursive --in 2.0 my-repository dist/.",
                "repo add --publish my-repository app-1.1.jar");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.operand(1, "FILE");
        if (invocation.has("dry-run") && invocation.has("publish")) {
            throw new UsageException("--dry-run: expected it without --publish, got both");
        }
        List<Addition> additions = additions(invocation, options(invocation));
        Repository repository = RepositoryLease.open(directory, invocation);
        try {
            if (invocation.has("dry-run")) {
                List<Change> changes = repository.changesOf(additions);
                changes.forEach(change -> invocation.terminal().line("would %s", Printable.of(change.describe())));
                if (changes.isEmpty()) {
                    invocation.terminal().line("nothing to stage: all of it is there already");
                }
            } else if (invocation.has("publish")) {
                Publication.publish(invocation, repository, additions);
            } else {
                stage(invocation, repository, additions);
            }
        } catch (ChangeRefusedException e) {
            if (e.refusals().size() == 1) {
                throw e;
            }
            e.refusals().forEach(refusal -> invocation.terminal().note("refused: %s", Printable.of(refusal)));
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "%d files: expected ones that can be staged, got %d that cannot"
                            .formatted(additions.size(), e.refusals().size()),
                    "nothing was staged");
        }
    }

    private static void stage(Invocation invocation, Repository repository, List<Addition> additions)
            throws TrustException, RepositoryException, IOException {
        List<TargetFile> staged;
        try (Counter counter = Counter.on(invocation.terminal(), additions.size())) {
            staged = repository.add(additions, addition -> counter.next(addition.targetPath()));
        }
        for (TargetFile target : staged) {
            invocation.terminal().line("staged %s (%s)", target.path(), ProgressBar.size(target.length()));
        }
    }

    private static List<Addition> additions(Invocation invocation, AddOptions options)
            throws UsageException, IOException {
        List<String> files = invocation.operandsFrom(1);
        Optional<String> as = invocation.value("as");
        boolean recursive = invocation.has("recursive");
        if (as.isPresent() && (files.size() > 1 || invocation.value("in").isPresent() || recursive)) {
            throw new UsageException(
                    "--as: expected one FILE, no --in and no --recursive, got " + files.size() + " files");
        }
        if (as.isPresent()) {
            return List.of(new Addition(Path.of(files.get(0)), as.get(), options));
        }
        FilesToAdd all = new FilesToAdd(invocation.value("in"), options);
        for (String file : files) {
            all.add(Path.of(file), recursive);
        }
        return all.additions();
    }

    private static AddOptions options(Invocation invocation) throws UsageException {
        AddOptions options = AddOptions.DEFAULT;
        if (invocation.has("replace")) {
            options = options.withExisting(AddOptions.Existing.REPLACE);
        }
        if (invocation.value("role").isPresent()) {
            options = options.withRole(invocation.required("role"));
        }
        if (invocation.value("custom").isPresent()) {
            options = options.withCustom(custom(invocation.required("custom")));
        }
        return options;
    }

    private static JsonObject custom(String text) throws UsageException {
        try {
            return CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw new UsageException("--custom: " + e.getMessage());
        }
    }
}
