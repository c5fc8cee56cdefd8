package dev.tufa.apt.install.preflight;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.TufRoot;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.guard.Foreseen;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.Planner;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.plan.TufRootFile;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A {@code .apt} file with everything that a person has to know before agreeing to it. Nothing was changed for it.
 *
 * @param apt what it says
 * @param match for whom the part of it is that counts
 * @param plan what would be done
 * @param foreseen what that would come to
 * @param request what root gets if the person agrees
 * @param at when it was prepared
 */
public record Preparation(
        VerifiedAptFile apt, HostMatch match, InstallPlan plan, Foreseen foreseen, InstallRequest request, Instant at) {
    /**
     * Prepares, in the order of docs/spec/apt-file.md, 7.
     *
     * @param file the bytes of the {@code .apt} file
     * @param target that it is for
     * @param choices of the person; what would be replaced is added to them, to be agreed to, and what apt is to see
     * @param roots fetches a first root of TUF
     * @throws AptFileException if the file is refused
     * @throws PlanException if nothing is to be done with it here
     */
    public static Preparation of(byte[] file, InstallTarget target, Choices choices, RootFetcher roots, Instant now)
            throws IOException, AptFileException, PlanException {
        SystemFacts system = target.facts();
        VerifiedAptFile verified = VerifiedAptFile.read(file, now);
        Optional<HostMatch> match = HostMatch.find(verified.stanzas(), system.host());
        Optional<byte[]> root = root(match, system, roots);
        InstallPlan first = plan(verified, file, system, choices.including(List.of()), root);
        Foreseen foreseen;
        try (Preflight preflight = Preflight.begin(first, target)) {
            foreseen = preflight.run();
        }
        Choices complete = choices.replacing(foreseen.replaced())
                .including(included(choices, match.orElseThrow().stanza(), foreseen));
        InstallPlan plan = plan(verified, file, system, complete, root);
        return new Preparation(
                verified,
                match.orElseThrow(),
                plan,
                foreseen,
                new InstallRequest(file, root, complete, plan.digest()),
                now);
    }

    /** The plan alone: nothing is asked of the archive, but for a first root of TUF. */
    public static InstallPlan plan(
            VerifiedAptFile apt, byte[] file, SystemFacts system, Choices choices, RootFetcher roots)
            throws IOException, PlanException {
        return plan(apt, file, system, choices, root(HostMatch.find(apt.stanzas(), system.host()), system, roots));
    }

    private static InstallPlan plan(
            VerifiedAptFile apt, byte[] file, SystemFacts system, Choices choices, Optional<byte[]> root)
            throws PlanException {
        Optional<TufRootFile> rootFile =
                root.isPresent() ? Optional.of(TufRootFile.read(root.get())) : Optional.empty();
        return Planner.plan(apt, sha256(file), system, choices, rootFile);
    }

    private static Optional<byte[]> root(Optional<HostMatch> match, SystemFacts system, RootFetcher roots)
            throws IOException {
        if (system.transport() == SystemFacts.Transport.MISSING) {
            return Optional.empty();
        }
        Optional<URI> url = match.flatMap(each -> each.stanza().tuf()).flatMap(TufRoot::url);
        return url.isPresent() ? Optional.of(roots.fetch(url.get())) : Optional.empty();
    }

    /** What apt is to see of the archives; none for all. Of what is installed already, apt foresees nothing. */
    static NavigableSet<String> included(Choices choices, AptStanza stanza, Foreseen foreseen) {
        NavigableSet<String> included = new TreeSet<>();
        if (choices.reach() == Choices.Reach.NAMED && !foreseen.chosen().isEmpty()) {
            included.addAll(choices.included());
            included.addAll(foreseen.fromThere());
            stanza.install().forEach(each -> included.add(each.name()));
            included.addAll(stanza.pins());
        }
        return included;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Fetches a file of some thousand bytes. */
    @FunctionalInterface
    public interface RootFetcher {
        /** The file. */
        byte[] fetch(URI uri) throws IOException;
    }
}
