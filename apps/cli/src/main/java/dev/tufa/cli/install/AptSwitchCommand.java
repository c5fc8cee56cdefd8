package dev.tufa.cli.install;

import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SwitchRequest;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa apt enable} and {@code tufa apt disable}. */
public final class AptSwitchCommand implements Command {
    private final Source.Use use;

    /** The command that has apt look at sources, or not. */
    public AptSwitchCommand(Source.Use use) {
        this.use = use;
    }

    @Override
    public String name() {
        return use == Source.Use.ENABLED ? "apt enable" : "apt disable";
    }

    @Override
    public String summary() {
        return use == Source.Use.ENABLED
                ? "Have apt look at an archive again that was disabled"
                : "Have apt not look at an archive for the time being";
    }

    @Override
    public String operands() {
        return "ID";
    }

    @Override
    public String description() {
        return use == Source.Use.ENABLED
                ? "From the next apt update on, its packages are there again."
                : "Nothing comes from there any more until tufa apt enable; everything else stays as it is.";
    }

    @Override
    public Options options() {
        return new Options().addOption(ChosenSystem.option());
    }

    @Override
    public List<String> examples() {
        return List.of(name() + " apt.example.org-0f3a5c77");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        SystemRoot root = ChosenSystem.root(invocation);
        SourceRecord record = Records.named(invocation, root);
        new HelperProcess(invocation.terminal(), root).apply(new SwitchRequest(record.id(), use));
        invocation.terminal().line("done: %s", record.id());
    }
}
