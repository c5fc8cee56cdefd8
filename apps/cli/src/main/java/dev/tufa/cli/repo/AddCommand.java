package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
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
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
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
        return "Stages copies of files, to be published by tufa repo publish. A target's path is the file's name, or what --as says. A path"
                + " that is taken by other content is refused, unless --replace is given: whoever has pinned the old content would be"
                + " surprised.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("as", "PATH", "the target path; for one file"))
                .addOption(OptionSpecs.valued("in", "FOLDER", "put this and a slash before each file's name"))
                .addOption(
                        OptionSpecs.valued("custom", "JSON", "an object for the application that the metadata carries"))
                .addOption(OptionSpecs.valued(
                        "role", "ROLE", "the role that describes the targets; found by path if not given"))
                .addOption(OptionSpecs.flag("replace", "replace targets whose path is taken"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo add my-repository app-1.0.jar",
                "repo add --as plugins/search.jar --custom '{\"version\": 3}' my-repository search.jar",
                "repo add --in plugins my-repository build/*.jar");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.operand(1, "FILE");
        List<String> files = invocation.operandsFrom(1);
        Optional<String> as = invocation.value("as");
        if (as.isPresent() && (files.size() > 1 || invocation.value("in").isPresent())) {
            throw new UsageException("--as: expected one FILE and no --in, got " + files.size() + " files");
        }
        AddOptions options = options(invocation);
        Repository repository = RepositoryLease.open(directory, invocation);
        for (String file : files) {
            Path path = Path.of(file);
            String name = String.valueOf(path.getFileName());
            String targetPath = as.orElseGet(() ->
                    invocation.value("in").map(folder -> folder + "/" + name).orElse(name));
            TargetFile target = repository.add(path, targetPath, options);
            invocation.terminal().line("staged %s (%s)", target.path(), ProgressBar.size(target.length()));
        }
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
