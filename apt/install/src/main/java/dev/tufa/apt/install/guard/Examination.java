package dev.tufa.apt.install.guard;

import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.IndexTarget;
import dev.tufa.apt.install.answers.PackageAddress;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What apt makes of a plan's sources once it has fetched them: whether the archives are what they should be, and what would be installed.
 * The same for whoever prepares, in folders of its own, and for root.
 */
public final class Examination {
    private final Apt apt;
    private final HostFacts host;
    private final String sources;

    /**
     * An examination.
     *
     * @param apt that has fetched the sources
     * @param sources the list of sources as apt sees it
     */
    public Examination(Apt apt, HostFacts host, String sources) {
        this.apt = apt;
        this.host = host;
        this.sources = sources;
    }

    /**
     * Examines.
     *
     * @throws PlanException if an archive takes another's name, has not what is asked of it, or apt would not install it
     */
    public Foreseen of(InstallPlan plan) throws IOException, PlanException {
        List<IndexTarget> targets = apt.targets();
        List<IndexTarget> ours = targets.stream()
                .filter(target -> target.listedIn().equals(sources))
                .toList();
        OriginGuard.require(targets, sources, host, apt.setting("APT::Default-Release"));
        List<String> archives =
                ours.stream().map(IndexTarget::archive).distinct().toList();
        List<String> requested = plan.packages();
        Set<String> named = new LinkedHashSet<>(requested);
        named.addAll(plan.preferred());
        List<AvailableVersion> versions = named.isEmpty() ? List.of() : apt.versions(List.copyOf(named));
        ArchivePackages.require(plan.preferred(), versions, archives);
        if (requested.isEmpty()) {
            return new Foreseen(archives, ours, List.of(), new Transaction(List.of(), List.of()), List.of(), versions);
        }
        List<String> chosen = ArchivePackages.chosen(requested, versions, archives, host.architecture());
        SystemProgram.Answer simulation = apt.simulation(chosen);
        if (simulation.exit() != 0) {
            throw new PlanException(
                    PlanRefusal.APT,
                    "%s: expected apt-get to install it, got: %s"
                            .formatted(String.join(" ", requested), simulation.complaint()));
        }
        List<PackageAddress> addresses = apt.addresses(chosen);
        return new Foreseen(archives, ours, chosen, Transaction.read(simulation.output()), addresses, versions);
    }
}
