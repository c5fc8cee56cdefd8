package dev.tufa.cli.install;

import dev.tufa.apt.install.plan.Renewal;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.apt.install.words.ConsentWords;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa apt refresh}. */
public final class AptRefreshCommand implements Command {
    @Override
    public String name() {
        return "apt refresh";
    }

    @Override
    public String summary() {
        return "Match the .apt files of this system again, as after an upgrade of the distribution";
    }

    @Override
    public String operands() {
        return "[ID]";
    }

    @Override
    public String description() {
        return "An upgrade of the distribution switches off archives that are not its own, and often another part of a .apt file is for the"
                + " new release. Compares what the kept files say for this system with what is there, says what is different, and after"
                + " agreement, as tufa apt install has it, writes it anew. Without ID, of all of them. A file that is not for the new"
                + " release changes nothing; the exit code is then "
                + ExitCode.NOT_FOUND.number() + ".";
    }

    @Override
    public Options options() {
        return Agreement.with(new Options().addOption(ChosenSystem.option()))
                .addOption(OptionSpecs.flag("dry-run", "only say what is different"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt refresh",
                "apt refresh --dry-run",
                "apt refresh --root image",
                "apt refresh apt.example.org-0f3a5c77");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Agreement agreement = Agreement.of(invocation);
        SystemRoot root = ChosenSystem.root(invocation);
        List<SourceRecord> records = invocation.operandsFrom(0).isEmpty()
                ? SourceRecords.read(root)
                : List.of(Records.named(invocation, root));
        if (records.isEmpty()) {
            invocation.terminal().line("no archive came with a .apt file");
            return;
        }
        List<CommandFailure> failures = new ArrayList<>();
        for (SourceRecord record : records) {
            try {
                refresh(record, agreement, invocation);
            } catch (CommandFailure e) {
                failures.add(of(record, e));
            }
        }
        for (CommandFailure failure : failures.subList(0, Math.max(failures.size() - 1, 0))) {
            invocation.terminal().note("error: %s", String.valueOf(failure.getMessage()));
            invocation.terminal().note("hint: %s", failure.hint());
        }
        if (!failures.isEmpty()) {
            throw failures.get(failures.size() - 1);
        }
    }

    private static CommandFailure of(SourceRecord record, CommandFailure failure) {
        return new CommandFailure(
                failure.exitCode(), "%s: %s".formatted(record.id(), failure.getMessage()), failure.hint());
    }

    private static void refresh(SourceRecord record, Agreement agreement, Invocation invocation)
            throws UsageException, IOException, CommandFailure {
        Terminal terminal = invocation.terminal();
        if (record.state() == SourceRecord.State.ONCE) {
            terminal.line("%s: installed without updates, nothing to do", record.id());
            return;
        }
        if (record.state() == SourceRecord.State.DISABLED) {
            terminal.line("%s: disabled, nothing to do before tufa apt enable", record.id());
            return;
        }
        try (ChosenSystem system = ChosenSystem.open(invocation)) {
            refresh(record, agreement, system, invocation);
        }
    }

    private static void refresh(SourceRecord record, Agreement agreement, ChosenSystem system, Invocation invocation)
            throws UsageException, IOException, CommandFailure {
        Terminal terminal = invocation.terminal();
        Preparing preparing = Preparing.of(invocation, system);
        Renewal renewal = preparing.renewal(record, preparing.plan(record));
        if (renewal.isNothing()) {
            terminal.line("%s: as it was agreed to, nothing to do", record.id());
            return;
        }
        RenewalWords.tell(renewal, terminal);
        if (invocation.has("dry-run")) {
            return;
        }
        terminal.line("");
        Preparation preparation = preparing.prepare(record);
        agreement.requireSigner(preparation);
        ConsentWords words =
                new ConsentWords(preparation, system.target().facts().configuration());
        AptPlanCommand.tell(words, terminal);
        agreement.carryOut(preparation, words);
    }
}
