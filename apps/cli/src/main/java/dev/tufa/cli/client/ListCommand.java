package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.TargetListing;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa client list}. */
public final class ListCommand implements Command {
    @Override
    public String name() {
        return "client list";
    }

    @Override
    public String summary() {
        return "List the targets of a repository";
    }

    @Override
    public String operands() {
        return "DIR [PATTERN]";
    }

    @Override
    public String description() {
        return "Refreshes, reads every role that the repository delegates to, and prints length, SHA-256 and path of each target"
                + " that a download would find. PATTERN is like a shell's: * and ? do not match /.";
    }

    @Override
    public Options options() {
        return FetchOptions.addTo(new Options().addOption(OptionSpecs.json()));
    }

    @Override
    public List<String> examples() {
        return List.of("client list updates", "client list updates 'plugins/*.jar'");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        ClientFolder folder = new ClientFolder(Path.of(invocation.operand(0, "DIR")));
        invocation.expectOperands(2);
        List<String> pattern = invocation.operandsFrom(1);
        Updater updater = folder.updater(invocation, folder.targets());
        TargetListing listing = pattern.isEmpty() ? updater.list() : updater.search(new PathPattern(pattern.get(0)));
        if (invocation.has("json")) {
            invocation.terminal().json(json(listing));
        } else {
            for (DelegationSearch.Found found : listing.found()) {
                invocation
                        .terminal()
                        .line(
                                "%12d  %s  %s",
                                found.target().length(),
                                sha256(found),
                                Printable.of(found.target().path()));
            }
        }
        if (!listing.problems().isEmpty() || listing.truncated()) {
            listing.problems()
                    .forEach(problem -> invocation
                            .terminal()
                            .note(
                                    "left out role %s: %s",
                                    Printable.of(problem.role()),
                                    String.valueOf(problem.cause().getMessage())));
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "the list is not complete: %d roles could not be trusted%s"
                            .formatted(listing.problems().size(), listing.truncated() ? ", others are too many" : ""),
                    "what is listed can be trusted; tell the repository's operator about the rest");
        }
    }

    private static String sha256(DelegationSearch.Found found) {
        return found.target().hashes().hexByFunction().getOrDefault("sha256", "-");
    }

    private static JsonObject json(TargetListing listing) {
        return new JsonOutput()
                .with("targets", listing.found().stream().map(ListCommand::json).toList())
                .with(
                        "problems",
                        listing.problems().stream()
                                .map(problem -> new JsonOutput()
                                        .with("role", problem.role())
                                        .with(
                                                "problem",
                                                String.valueOf(problem.cause().getMessage()))
                                        .build())
                                .toList())
                .build();
    }

    private static JsonObject json(DelegationSearch.Found found) {
        JsonOutput hashes = new JsonOutput();
        found.target().hashes().hexByFunction().forEach(hashes::with);
        JsonOutput target = new JsonOutput()
                .with("path", found.target().path())
                .with("length", found.target().length())
                .with("hashes", hashes.build())
                .with("role", found.role());
        found.target().custom().ifPresent(custom -> target.with("custom", custom));
        return target.build();
    }
}
