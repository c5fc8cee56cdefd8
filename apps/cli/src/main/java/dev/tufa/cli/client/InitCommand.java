package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa client init}. */
public final class InitCommand implements Command {
    @Override
    public String name() {
        return "client init";
    }

    @Override
    public String summary() {
        return "Trust a repository from now on";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Makes the folder DIR, which holds where the repository is and the root that it is trusted by. The root has to"
                + " come by a way that you trust: everything else follows from it. No request is made.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("root", "FILE", "the repository's root.json (required)"))
                .addOption(OptionSpecs.valued("url", "URL", "where the repository's metadata is (required)"))
                .addOption(OptionSpecs.valued(
                        "targets-url", "URL", "where its artifacts are; ../targets/ beside the metadata if not given"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "client init updates --root root.json --url https://updates.example.org/metadata/",
                "client init updates --root root.json --url https://meta.example.org/ --targets-url https://cdn.example.org/");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        URI metadataUrl = url("url", invocation.required("url"));
        Optional<String> targetsUrl = invocation.value("targets-url");
        Path rootFile = Path.of(invocation.required("root"));
        ClientFolder folder = new ClientFolder(directory);
        if (folder.exists()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    directory + ": expected a new folder, got one that trusts a repository already",
                    "choose another folder, or remove this one");
        }
        byte[] root = Files.readAllBytes(rootFile);
        RootStage stage = RootStage.load(root, invocation.clock().instant(), Limits.DEFAULT);
        folder.create(
                metadataUrl,
                targetsUrl.isPresent() ? Optional.of(url("targets-url", targetsUrl.get())) : Optional.empty(),
                root);
        invocation
                .terminal()
                .line(
                        "%s trusts %s by version %d of its root",
                        directory, metadataUrl, stage.root().version());
    }

    private static URI url(String option, String text) throws UsageException {
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/");
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // refused below
        }
        throw new UsageException("--%s: expected an http or https URL, got \"%s\"".formatted(option, text));
    }
}
