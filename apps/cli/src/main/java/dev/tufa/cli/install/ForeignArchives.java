package dev.tufa.cli.install;

import dev.tufa.apt.install.inventory.HostUpgrades;
import dev.tufa.apt.install.inventory.Inventory;
import dev.tufa.apt.install.inventory.InventoryEntry;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.preflight.InstallTarget;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The archives of a system that are not the distribution's own. */
public final class ForeignArchives {
    private ForeignArchives() {}

    /** All of them. */
    static List<InventoryEntry> inventory(InstallTarget target, Collection<SourceRecord> records, Instant now)
            throws IOException {
        return Inventory.of(
                target.root(), target.facts().host(), target.facts().configuration(), records, target.apt(), now);
    }

    /** What an upgrade of this system would bring from there. */
    public static List<HostUpgrades> upgrades(Invocation invocation) throws IOException, CommandFailure {
        try (ChosenSystem system = ChosenSystem.open(invocation)) {
            InstallTarget target = system.target();
            return HostUpgrades.of(
                    inventory(target, List.of(), invocation.clock().instant()), target.apt());
        }
    }
}
