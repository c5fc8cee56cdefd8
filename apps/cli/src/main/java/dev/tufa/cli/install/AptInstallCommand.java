package dev.tufa.cli.install;

import dev.tufa.apt.install.plan.Renewal;
import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.install.words.ConsentWords;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa apt install}. */
public final class AptInstallCommand implements Command {
    @Override
    public String name() {
        return "apt install";
    }

    @Override
    public String summary() {
        return "Install what a .apt file offers, and keep it up to date";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Says what the file would do, as tufa apt plan does, and asks: whoever types the name of the archive's host agrees. Then root's"
                + " side does all of it again from the same bytes, and goes on only if it comes to the same plan. If anything fails, what was"
                + " changed is changed back. For servers and images, root agrees with --yes and the fingerprint of the key; for a system in a"
                + " folder, so does the folder's owner, who needs no other rights unless a package has maintainer scripts."
                + " Of a file that was opened before, or a newer one with the same key, it says what is different.";
    }

    @Override
    public Options options() {
        return Agreement.with(Preparing.options());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt install example.apt",
                "apt install --no-updates example.apt",
                "apt install --yes --fingerprint 0123456789ABCDEF0123456789ABCDEF01234567 example.apt",
                "apt install --root image --yes --fingerprint 0123456789ABCDEF0123456789ABCDEF01234567 example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Agreement agreement = Agreement.of(invocation);
        try (ChosenSystem system = ChosenSystem.open(invocation)) {
            install(invocation, agreement, system);
        }
    }

    private static void install(Invocation invocation, Agreement agreement, ChosenSystem system)
            throws UsageException, IOException, CommandFailure {
        Preparing preparing = Preparing.of(invocation, system);
        Preparation preparation = preparing.prepare();
        agreement.requireSigner(preparation);
        Optional<Renewal> renewal = preparing.renewal(preparation.plan());
        if (renewal.isPresent()) {
            RenewalWords.tell(renewal.get(), invocation.terminal());
            if (renewal.get().isNothing()
                    && !SourceRecords.isHalfDone(system.target().root())
                    && preparation.foreseen().transaction().installed().isEmpty()) {
                invocation.terminal().line("and everything that it asks for is installed: nothing to do");
                return;
            }
            invocation.terminal().line("");
        }
        ConsentWords words =
                new ConsentWords(preparation, system.target().facts().configuration());
        AptPlanCommand.tell(words, invocation.terminal());
        agreement.carryOut(preparation, words);
    }
}
