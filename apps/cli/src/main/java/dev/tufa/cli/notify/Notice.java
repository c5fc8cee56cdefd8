package dev.tufa.cli.notify;

import dev.tufa.apt.install.inventory.HostUpgrades;
import dev.tufa.tuf.refusal.Printable;
import java.util.stream.Collectors;

/**
 * What a person is told of the archives of a host.
 *
 * @param summary one line
 * @param body the rest, without markup
 */
record Notice(String summary, String body) {
    /** Packages that are named; of more, their number is told. */
    private static final int MOST = 5;

    /** Of upgrades. */
    static Notice of(HostUpgrades upgrades) {
        String named = upgrades.versions().entrySet().stream()
                .limit(MOST)
                .map(each -> Printable.of(each.getKey() + " " + each.getValue(), 80))
                .collect(Collectors.joining(", "));
        int others = upgrades.versions().size() - MOST;
        return new Notice(
                "New versions from " + Printable.of(upgrades.host()),
                "%s%s. They come with your system's updates."
                        .formatted(named, others > 0 ? " and %d more".formatted(others) : ""));
    }

    /** The body where markup is read (Desktop Notifications Specification 1.2, Markup). */
    String escapedBody() {
        return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
