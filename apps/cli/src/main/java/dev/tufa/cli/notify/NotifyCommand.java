package dev.tufa.cli.notify;

import dev.tufa.apt.install.inventory.HostUpgrades;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.install.ForeignArchives;
import dev.tufa.cli.repo.SystemdUnits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa notify}. */
public final class NotifyCommand implements Command {
    @Override
    public String name() {
        return "notify";
    }

    @Override
    public String summary() {
        return "Tell of new versions from archives that are not the distribution's own";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String description() {
        return "For desktops whose own programs do not: a notification, once for each host and version, of what an upgrade would bring from"
                + " archives that are not the distribution's own. Asks what apt has fetched already, without any rights and without the"
                + " network. What was told is remembered in $XDG_STATE_HOME/tufa/notified. A user's timer, which --print-units prints, calls"
                + " it daily; nothing enables that by itself.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.flag("dry-run", "print what a person would be told, and remember nothing"))
                .addOption(OptionSpecs.flag(
                        "print-units", "print a systemd service and timer for a user, and do nothing else"));
    }

    @Override
    public List<String> examples() {
        return List.of("notify", "notify --dry-run", "notify --print-units");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        invocation.expectOperands(0);
        if (invocation.has("print-units")) {
            SystemdUnits.printOfUser("tufa-notify", invocation.terminal());
            return;
        }
        List<HostUpgrades> upgrades = ForeignArchives.upgrades(invocation);
        ToldVersions told =
                ToldVersions.read(ToldVersions.file(System.getenv(), Path.of(System.getProperty("user.home"))));
        List<HostUpgrades> untold =
                upgrades.stream().filter(each -> !told.hasAll(each)).toList();
        if (untold.isEmpty()) {
            invocation.terminal().line("nothing new");
        } else if (invocation.has("dry-run")) {
            untold.stream()
                    .map(Notice::of)
                    .forEach(notice -> invocation.terminal().line("%s: %s", notice.summary(), notice.body()));
        } else {
            tell(untold, told, SessionBus.of(System.getenv()));
        }
    }

    /** Whoever is stopped between the two tells again, rather than never. */
    static void tell(List<HostUpgrades> untold, ToldVersions told, SessionBus bus) throws IOException, CommandFailure {
        for (HostUpgrades upgrades : untold) {
            bus.show(Notice.of(upgrades));
            told.add(upgrades);
        }
    }
}
