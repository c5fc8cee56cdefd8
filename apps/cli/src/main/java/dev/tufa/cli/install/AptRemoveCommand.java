package dev.tufa.cli.install;

import dev.tufa.apt.install.answers.InstalledPackage;
import dev.tufa.apt.install.inventory.Provenance;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.plan.RemovalRequest;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa apt remove}. */
public final class AptRemoveCommand implements Command {
    @Override
    public String name() {
        return "apt remove";
    }

    @Override
    public String summary() {
        return "Be rid of an archive that came with a .apt file";
    }

    @Override
    public String operands() {
        return "ID";
    }

    @Override
    public String description() {
        return "Removes everything that tufa apt install wrote: apt's settings are what they were before, with the lists of sources whose place"
                + " tufa apt adopt gave away. Packages stay, without updates, unless --purge removes those that came from the archive and that"
                + " nobody else has. tufa apt list says the IDs.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(ChosenSystem.option())
                .addOption(OptionSpecs.flag("purge", "remove the packages as well, with their settings"))
                .addOption(OptionSpecs.flag("dry-run", "only say what would be removed"));
    }

    @Override
    public List<String> examples() {
        return List.of("apt remove apt.example.org-0f3a5c77", "apt remove --purge apt.example.org-0f3a5c77");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        SystemRoot root = ChosenSystem.root(invocation);
        SourceRecord record = Records.named(invocation, root);
        List<String> packages = List.of();
        if (invocation.has("purge")) {
            try (ChosenSystem system = ChosenSystem.open(invocation)) {
                packages = packages(record, system.target().apt());
            }
        }
        record.files().keySet().forEach(file -> invocation.terminal().line("remove %s", file));
        record.adopted().keySet().forEach(file -> invocation.terminal().line("put back %s", file));
        if (!packages.isEmpty()) {
            invocation.terminal().line("remove the packages %s", String.join(", ", packages));
        }
        if (!invocation.has("dry-run")) {
            new HelperProcess(invocation.terminal(), root).apply(new RemovalRequest(record.id(), packages));
            invocation.terminal().line("done: %s", record.id());
        }
    }

    private static List<String> packages(SourceRecord record, Apt apt) throws IOException {
        List<InstalledPackage> installed = apt.installed();
        return new Provenance(
                        installed,
                        apt.versions(installed.stream()
                                .map(InstalledPackage::plainName)
                                .distinct()
                                .toList()))
                .onlyFrom(record.addresses()).stream()
                        .map(InstalledPackage::name)
                        .toList();
    }
}
