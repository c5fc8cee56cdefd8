package dev.tufa.apt.install.plan;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.RequestedPackage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The preferences that are written, by apt_preferences(5). What nobody asked for by name never comes in the place of the
 * distribution's; it can still be what a package of the archive depends on.
 */
final class PlannedPreferences {
    /** Below what a distribution has, 500: only what nobody else has. */
    private static final int UNNAMED = 100;

    /** As a distribution's: the higher version wins. */
    private static final int NAMED = 500;

    /** Above a distribution's, and below 1000, from which on apt goes back to lower versions. */
    private static final int PREFERRED = 990;

    private PlannedPreferences() {}

    /** The file; empty if there is nothing to say. */
    static String text(AptStanza stanza, Choices choices) {
        Set<String> hosts = new LinkedHashSet<>();
        for (ArchiveEntry archive : stanza.archives()) {
            hosts.add(archive.host());
        }
        Set<String> named = new LinkedHashSet<>();
        if (choices.reach() == Choices.Reach.NAMED) {
            stanza.install().stream().map(RequestedPackage::name).forEach(named::add);
            named.removeAll(stanza.pins());
        }
        List<String> pins = new ArrayList<>();
        for (String host : hosts) {
            if (choices.reach() == Choices.Reach.NAMED) {
                pins.add(pin("*", host, UNNAMED));
            }
            named.forEach(name -> pins.add(pin(name + ":any", host, NAMED)));
            stanza.pins().forEach(name -> pins.add(pin(name + ":any", host, PREFERRED)));
        }
        return String.join("\n", pins);
    }

    private static String pin(String packages, String host, int priority) {
        return """
                Package: %s
                Pin: origin "%s"
                Pin-Priority: %d
                """.formatted(packages, host, priority);
    }
}
