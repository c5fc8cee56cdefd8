package dev.tufa.cli.install;

import dev.tufa.apt.install.plan.PlanStep;
import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.install.words.ConsentWords;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa apt plan}. */
public final class AptPlanCommand implements Command {
    @Override
    public String name() {
        return "apt plan";
    }

    @Override
    public String summary() {
        return "Say what installing from a .apt file would do to this system";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Checks the file, has apt read its archives in folders of its own and without any rights, and says what would be written, trusted,"
                + " installed and replaced. Nothing is changed. With --json: the plan's own bytes, whose SHA-256 is what tufa apt install asks"
                + " about.";
    }

    @Override
    public Options options() {
        return Preparing.options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("apt plan example.apt", "apt plan --no-updates example.apt", "apt plan --json example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        try (ChosenSystem system = ChosenSystem.open(invocation)) {
            Preparation preparation = Preparing.of(invocation, system).prepare();
            if (invocation.has("json")) {
                invocation.terminal().line("%s", new String(preparation.plan().bytes(), StandardCharsets.UTF_8));
                return;
            }
            ConsentWords words =
                    new ConsentWords(preparation, system.target().facts().configuration());
            tell(words, preparation, invocation.terminal());
        }
    }

    private static void tell(ConsentWords words, Preparation preparation, Terminal terminal) {
        tell(words, terminal);
        terminal.line("");
        terminal.line("In steps:");
        for (PlanStep step : preparation.plan().steps()) {
            terminal.line("- %s", Printable.of(step.describe()));
        }
        terminal.line("plan %s", preparation.plan().digest());
    }

    /** Everything that a person has to know. */
    static void tell(ConsentWords words, Terminal terminal) {
        words.who().forEach(line -> terminal.line("%s", Printable.of(line)));
        terminal.line("");
        words.what().forEach(line -> terminal.line("- %s", Printable.of(line)));
        terminal.line("");
        words.afterwards().forEach(line -> terminal.line("%s", Printable.of(line)));
    }
}
