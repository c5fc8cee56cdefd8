package dev.tufa.cli.install;

import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.install.words.ConsentWords;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.cli.Options;

/** {@code tufa apt adopt}. */
public final class AptAdoptCommand implements Command {
    private static final Pattern LIST = Pattern.compile(".*\\.(list|sources)(:[0-9]+)?");

    @Override
    public String name() {
        return "apt adopt";
    }

    @Override
    public String summary() {
        return "Have a .apt file take the place of a list of sources that somebody else wrote";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "For an archive that the system has already, by hand or by a package of its vendor: finds the lists in /etc/apt/sources.list.d"
                + " that have entries of the file's archives, says what would become of them, and after agreement, as tufa apt install has"
                + " it, writes its own list in their place. They are kept: tufa apt remove puts them back byte for byte. A list that has"
                + " other entries as well, /etc/apt/sources.list itself, and an entry with another key are left alone.";
    }

    @Override
    public Options options() {
        Options options = new Options();
        Preparing.options().getOptions().stream()
                .filter(option -> !"no-updates".equals(option.getLongOpt()))
                .forEach(options::addOption);
        return Agreement.with(options).addOption(OptionSpecs.flag("dry-run", "only say what would be done"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt adopt example.apt",
                "apt adopt --dry-run example.apt",
                "apt adopt --yes --fingerprint 0123456789ABCDEF0123456789ABCDEF01234567 example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        String file = invocation.operand(0, "FILE");
        if (LIST.matcher(file).matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "%s: expected the .apt file of its archive, got a list of sources".formatted(Printable.of(file)),
                    "ask its vendor for one, or make one of the list and its key with tufa apt migrate");
        }
        Agreement agreement = Agreement.of(invocation);
        try (ChosenSystem system = ChosenSystem.open(invocation)) {
            Preparation preparation = Preparing.of(invocation, system).prepareAdoption();
            agreement.requireSigner(preparation);
            ConsentWords words =
                    new ConsentWords(preparation, system.target().facts().configuration());
            AptPlanCommand.tell(words, invocation.terminal());
            if (!invocation.has("dry-run")) {
                agreement.carryOut(preparation, words);
            }
        }
    }
}
