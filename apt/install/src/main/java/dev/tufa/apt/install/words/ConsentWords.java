package dev.tufa.apt.install.words;

import dev.tufa.apt.install.answers.IndexTarget;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.guard.Foreseen;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.PlanStep;
import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.install.system.AptConfiguration;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a person is told before agreeing: who, what, whether there will be updates, and how to be rid of it. None of it says
 * that anything is safe, and nothing that the file says of itself is told as if it were known.
 */
public final class ConsentWords {
    /** Before a key ends, so long it is told. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Preparation preparation;
    private final AptConfiguration configuration;

    /**
     * Words for a preparation.
     *
     * @param configuration of the system, by whose sources keys are known
     */
    public ConsentWords(Preparation preparation, AptConfiguration configuration) {
        this.preparation = preparation;
        this.configuration = configuration;
    }

    /** The hosts of the archives: what the person types. */
    public NavigableSet<String> hosts() {
        NavigableSet<String> hosts = new TreeSet<>();
        preparation.match().stanza().archives().forEach(archive -> hosts.add(archive.host()));
        return hosts;
    }

    /** Who it is. */
    public List<String> who() {
        Certificate signer = preparation.apt().signer();
        Fingerprint key = signer.fingerprint();
        List<String> lines = new ArrayList<>();
        lines.add("Software from " + String.join(" and ", hosts()));
        lines.add("signed with the key " + key.grouped());
        String own = preparation.plan().id().sourcesFile(); // which an upgrade of the distribution switches off
        List<String> places = configuration.sources().stream()
                .filter(source -> source.isInUse() || source.listed().file().equals(own))
                .filter(source -> source.keys().contains(key))
                .map(source -> source.listed().file())
                .distinct()
                .toList();
        if (places.isEmpty()) {
            lines.add(
                    "This key is new to this computer. Whoever has it can change any software on this computer, now and with every"
                            + " update.");
        } else {
            lines.add("This key is trusted on this computer already, by " + String.join(", ", places) + ".");
        }
        signer.expires(preparation.at())
                .filter(end -> end.isBefore(preparation.at().plus(SOON)))
                .ifPresent(end -> lines.add(
                        "The key ends on %s: from then on nothing comes from there, unless its owner prolongs it and you open a newer file."
                                .formatted(end.atZone(ZoneOffset.UTC).toLocalDate())));
        if (preparation.match().by() == HostMatch.By.BASE) {
            lines.add("It was made for what your system is made from, not for your system.");
        }
        return lines;
    }

    /** What is done. */
    public List<String> what() {
        Foreseen foreseen = preparation.foreseen();
        InstallPlan plan = preparation.plan();
        List<String> lines = new ArrayList<>();
        for (String archive : plan.archives()) {
            lines.add("apt will read " + archive);
        }
        Set<String> names = new LinkedHashSet<>();
        for (IndexTarget index : foreseen.indexes()) {
            Stream.of(index.label(), index.origin())
                    .flatMap(Optional::stream)
                    .limit(1)
                    .forEach(names::add);
        }
        if (!names.isEmpty()) {
            lines.add("which calls itself " + String.join(", ", names));
        }
        for (PlanStep.TakeOver taken : plan.steps(PlanStep.TakeOver.class)) {
            lines.add("This takes the place of " + taken.path() + ", which tufa apt remove puts back.");
            GivenUp.lines(taken, plan)
                    .forEach(line -> lines.add("apt will no longer read " + line + ", which stands there"));
        }
        for (Transaction.Arrival arrival : foreseen.transaction().installed()) {
            String from = foreseen.fromThere().contains(arrival.plainName())
                    ? "from there"
                    : "from your system's own archives";
            lines.add(arrival.old()
                    .map(old -> "%s %s will replace %s, %s".formatted(arrival.name(), arrival.version(), old, from))
                    .orElse("%s %s will be installed, %s".formatted(arrival.name(), arrival.version(), from)));
        }
        if (!plan.preferred().isEmpty()) {
            lines.add("apt will prefer %s from there, even where your system's own archives have a higher version"
                    .formatted(String.join(", ", plan.preferred())));
        }
        if (foreseen.bytes() > 0) {
            lines.add("%,d kB will be downloaded".formatted((foreseen.bytes() + 999) / 1000));
        }
        for (String name : foreseen.alsoElsewhere()) {
            lines.add("Your system has a package %s of its own, in the place of which this one comes.".formatted(name));
        }
        lines.add("Packages run programs of theirs as root while they are installed.");
        return lines;
    }

    /** What there will be from then on, and how to end it. */
    public List<String> afterwards() {
        InstallPlan plan = preparation.plan();
        List<String> lines = new ArrayList<>();
        if (plan.choices().updates() == Choices.Updates.NONE) {
            lines.add("There will be no updates: the archive is removed from your system's sources again.");
            return lines;
        }
        lines.add("New versions will come with your system's updates.");
        lines.add(
                plan.choices().reach() == Choices.Reach.NAMED
                        ? "Of the archive, only these packages can come, and what they need that nobody else has. That keeps accidents away,"
                                + " not whoever has the key."
                        : "Every package of the archive that is newer than yours can come.");
        lines.add("To be rid of it: tufa apt remove " + plan.id());
        plan.steps(PlanStep.RegisterRoot.class)
                .forEach(root ->
                        lines.add("apt goes by TUF there: old versions and keys that were revoked are refused."));
        return lines;
    }
}
