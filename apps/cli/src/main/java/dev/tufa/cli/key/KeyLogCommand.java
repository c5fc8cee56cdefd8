package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.online.SigningRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo key log}. */
public final class KeyLogCommand implements Command {
    @Override
    public String name() {
        return "repo key log";
    }

    @Override
    public String summary() {
        return "Show and check what was signed";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Prints every document that was signed for a plan, published or not, after a check that no line of the log was changed or left"
                + " out.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("repo key log my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        List<SigningRecord> records = Repository.open(directory).signingLog();
        if (invocation.has("json")) {
            invocation
                    .terminal()
                    .json(new JsonOutput()
                            .with(
                                    "signed",
                                    records.stream().map(KeyLogCommand::json).toList())
                            .build());
            return;
        }
        for (SigningRecord signed : records) {
            invocation
                    .terminal()
                    .line(
                            "%s  %-12s version %-5d expires %s  by %s",
                            signed.at(),
                            Printable.of(signed.role()),
                            signed.version(),
                            signed.expires(),
                            Printable.of(String.join(", ", signed.keyIds())));
        }
        invocation.terminal().line("%d documents were signed", records.size());
    }

    private static JsonObject json(SigningRecord signed) {
        return new JsonOutput()
                .with("at", signed.at())
                .with("role", signed.role())
                .with("version", signed.version())
                .with("expires", signed.expires())
                .with("sha256", signed.sha256())
                .with("keyids", signed.keyIds())
                .build();
    }
}
