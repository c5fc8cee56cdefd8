package dev.tufa.cli.apt;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.install.probe.SystemProbe;
import dev.tufa.apt.install.words.StanzaWords;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa apt match}. */
public final class AptMatchCommand implements Command {
    @Override
    public String name() {
        return "apt match";
    }

    @Override
    public String summary() {
        return "Say which stanza of a .apt file is for a system";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Tries a file for this system or, with options, for another. Their values are those that dpkg --print-architecture and lsb_release"
                + " -is, -cs and -rs print there. The exit code is " + ExitCode.NOT_FOUND.number()
                + " if the file is not for it.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("arch", "ARCH", "such as amd64; must be given for another system"))
                .addOption(OptionSpecs.valued(
                        "foreign-arch",
                        "ARCH",
                        "another that the system takes packages of; may be given several times"))
                .addOption(OptionSpecs.valued("distribution", "ID", "such as Debian; must be given for another system"))
                .addOption(OptionSpecs.valued("codename", "NAME", "such as bookworm; none if not given"))
                .addOption(OptionSpecs.valued(
                        "release", "NUMBER", "such as 12; none if not given, may be given several times"))
                .addOption(
                        OptionSpecs.valued("base-distribution", "ID", "what the system is made from, such as Ubuntu"))
                .addOption(OptionSpecs.valued("base-codename", "NAME", "the codename of that"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt match example.apt",
                "apt match example.apt --arch amd64 --distribution Debian --codename bookworm --release 12");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        VerifiedAptFile apt = AptInput.of(invocation);
        HostFacts host = isOfAnother(invocation) ? another(invocation) : thisSystem();
        Optional<HostMatch> match = HostMatch.find(apt.stanzas(), host);
        if (match.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "not for %s on %s".formatted(host.distribution(), host.architecture()),
                    "it is for "
                            + String.join(
                                    "; ",
                                    apt.stanzas().stream()
                                            .map(StanzaWords::systems)
                                            .toList()));
        }
        AptStanza stanza = match.get().stanza();
        invocation.terminal().line("stanza %d, for %s", match.get().number(), StanzaWords.systems(stanza));
        if (match.get().by() == HostMatch.By.BASE) {
            invocation.terminal().line("only because %s is made from it", host.distribution());
        }
        StanzaWords.actions(stanza).forEach(action -> invocation.terminal().line("- %s", action));
    }

    private boolean isOfAnother(Invocation invocation) {
        return options().getOptions().stream().anyMatch(option -> invocation.has(option.getLongOpt()));
    }

    private static HostFacts another(Invocation invocation) throws UsageException {
        Optional<Distribution> base = invocation
                .value("base-distribution")
                .map(id -> new Distribution(id, invocation.value("base-codename"), List.of()));
        return new HostFacts(
                invocation.required("arch"),
                invocation.values("foreign-arch"),
                new Distribution(
                        invocation.required("distribution"),
                        invocation.value("codename"),
                        invocation.values("release")),
                base);
    }

    private static HostFacts thisSystem() throws CommandFailure {
        return new SystemProbe()
                .find()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "this system: expected dpkg, and lsb_release or /etc/os-release, got none",
                        "say with --arch and --distribution which system it should be tried for"));
    }
}
