package dev.tufa.apt.install.plan;

import dev.tufa.apt.archive.sources.ListedSource;
import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.apt.archive.sources.ReleasePlace;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.archive.sources.SourceConflicts;
import dev.tufa.apt.archive.sources.SourcesException;
import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.RequestedPackage;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.install.system.ConfiguredSource;
import dev.tufa.apt.install.words.StanzaWords;
import dev.tufa.apt.openpgp.Fingerprint;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Works out what to do with a {@code .apt} file on a system. A function of its arguments: it reads and changes nothing, so that root comes
 * to the same plan as whoever asked.
 */
public final class Planner {

    private final VerifiedAptFile apt;
    private final SystemFacts system;
    private final Choices choices;
    private final Optional<TufRootFile> root;

    private Planner(VerifiedAptFile apt, SystemFacts system, Choices choices, Optional<TufRootFile> root) {
        this.apt = apt;
        this.system = system;
        this.choices = choices;
        this.root = root;
    }

    /**
     * The plan.
     *
     * @param sha256 of the {@code .apt} file, in lower case hex
     * @param root the first root of TUF, if the stanza for this system has one that is not in the file itself
     * @throws PlanException if nothing is to be done, and why
     */
    public static InstallPlan plan(
            VerifiedAptFile apt, String sha256, SystemFacts system, Choices choices, Optional<TufRootFile> root)
            throws PlanException {
        return new Planner(apt, system, choices, root).plan(sha256);
    }

    /** What the sources would be called; empty if no part of the file is for the system. */
    public static Optional<SourceId> id(VerifiedAptFile apt, HostFacts host, Choices choices) {
        return HostMatch.find(apt.stanzas(), host)
                .map(match -> id(entries(match.stanza(), choices), apt.signer().fingerprint()));
    }

    private static SourceId id(List<ArchiveEntry> entries, Fingerprint signer) {
        return SourceId.of(entries.get(0).uri().toString(), signer);
    }

    /** The archives of a part of a file that count. */
    public static List<ArchiveEntry> entries(AptStanza stanza, Choices choices) {
        return stanza.archives().stream()
                .filter(entry ->
                        entry.type() == ArchiveEntry.Type.PACKAGES || choices.sourceCode() == Choices.SourceCode.ADDED)
                .toList();
    }

    private InstallPlan plan(String sha256) throws PlanException {
        HostMatch match = match();
        AptStanza stanza = match.stanza();
        boolean isThroughTuf = isThroughTuf(stanza);
        List<ArchiveEntry> entries = entries(stanza, choices).stream()
                .map(entry -> isThroughTuf ? entry.throughTuf() : entry)
                .toList();
        SourceId id = id(entries, signer());
        PlannedSources planned =
                new PlannedSources(id, apt.signer(), architectures(stanza), choices.included(), system.apt());
        List<PlanStep> steps = new ArrayList<>(new Adoption(system.configuration(), choices).steps(entries));
        requireHarmony(id, planned.sources(entries), entries);
        if (isThroughTuf) {
            steps.addAll(roots(stanza, entries));
        }
        String preferences = PlannedPreferences.text(stanza, choices);
        if (!preferences.isEmpty()) {
            steps.add(new PlanStep.WritePreferences(
                    id.preferencesFile(),
                    preferences,
                    stanza.pins().stream().distinct().toList()));
        }
        steps.add(new PlanStep.WriteSources(id.sourcesFile(), planned.text(entries)));
        steps.add(new PlanStep.UpdateLists());
        if (!stanza.install().isEmpty()) {
            steps.add(new PlanStep.InstallPackages(
                    stanza.install().stream().map(RequestedPackage::toString).toList()));
        }
        if (choices.updates() == Choices.Updates.NONE) {
            steps.add(new PlanStep.RemoveAgain());
        }
        return new InstallPlan(
                id,
                sha256,
                signer(),
                match.number(),
                entries.stream().map(ArchiveEntry::toString).toList(),
                choices,
                steps);
    }

    private HostMatch match() throws PlanException {
        HostFacts host = system.host();
        HostMatch match = HostMatch.find(apt.stanzas(), host)
                .orElseThrow(() -> new PlanException(
                        PlanRefusal.NOT_FOR_SYSTEM,
                        "expected a file for %s on %s, got one for %s"
                                .formatted(
                                        host.distribution(),
                                        host.architecture(),
                                        apt.stanzas().stream()
                                                .map(StanzaWords::systems)
                                                .collect(Collectors.joining("; ")))));
        if (match.by() == HostMatch.By.BASE && choices.base() != Choices.Base.AGREED) {
            throw new PlanException(
                    PlanRefusal.ONLY_FOR_BASE,
                    "expected a file for %s, got one for what it is made from: %s"
                            .formatted(host.distribution(), StanzaWords.systems(match.stanza())));
        }
        return match;
    }

    private Fingerprint signer() {
        return apt.signer().fingerprint();
    }

    /** An archive that TUF vouches for is fetched through it wherever that can be; one that is nothing else, or nowhere. */
    private boolean isThroughTuf(AptStanza stanza) throws PlanException {
        boolean isAsked = stanza.archives().stream().anyMatch(ArchiveEntry::isTuf);
        if (isAsked && system.transport() == SystemFacts.Transport.MISSING) {
            throw new PlanException(
                    PlanRefusal.NO_TRANSPORT, "expected an apt that can fetch through TUF, got none on this system");
        }
        return stanza.tuf().isPresent() && system.transport() == SystemFacts.Transport.INSTALLED;
    }

    /** The system's own where the stanza is for it, and enabled ones that the stanza names; those of packages have to be among them. */
    private List<String> architectures(AptStanza stanza) throws PlanException {
        HostFacts host = system.host();
        Set<String> architectures = new LinkedHashSet<>();
        if (stanza.architectures().matches(host.architecture())) {
            architectures.add(host.architecture());
        }
        if (!stanza.architectures().isAny()) {
            host.foreignArchitectures().stream()
                    .filter(stanza.architectures()::matches)
                    .forEach(architectures::add);
        }
        for (RequestedPackage requested : stanza.install()) {
            String wanted = requested.architecture().orElse(host.architecture());
            if (!wanted.equals(host.architecture())
                    && !host.foreignArchitectures().contains(wanted)) {
                throw new PlanException(
                        PlanRefusal.FOREIGN_ARCHITECTURE,
                        "%s: expected an architecture of %s, got %s".formatted(requested, allArchitectures(), wanted));
            }
            requested.architecture().ifPresent(architectures::add);
        }
        return List.copyOf(architectures);
    }

    private List<String> allArchitectures() {
        List<String> all = new ArrayList<>();
        all.add(system.host().architecture());
        all.addAll(system.host().foreignArchitectures());
        return all;
    }

    /** Nothing that the system has already may be in the way, and apt must be able to read all of it together. */
    private void requireHarmony(SourceId id, List<Source> sources, List<ArchiveEntry> entries) throws PlanException {
        List<ConfiguredSource> others = system.configuration().sources().stream()
                .filter(source -> !source.listed().file().equals(id.sourcesFile()))
                .toList();
        for (ArchiveEntry entry : entries) {
            requireKnownKey(entry.host(), others);
        }
        for (ArchiveEntry entry : entries) {
            requireOurPlace(entry, others);
        }
        List<ListedSource> all = new ArrayList<>();
        others.stream().filter(source -> !isAdopted(source)).forEach(source -> all.add(source.listed()));
        sources.forEach(source -> all.add(new ListedSource(id.sourcesFile(), 1, source)));
        try {
            SourceConflicts.require(all);
        } catch (SourcesException e) {
            throw new PlanException(PlanRefusal.SOURCES_CONFLICT, String.valueOf(e.getMessage()), e);
        }
    }

    private boolean isAdopted(ConfiguredSource source) {
        return choices.adopted().contains(source.listed().file());
    }

    private void requireOurPlace(ArchiveEntry entry, List<ConfiguredSource> others) throws PlanException {
        ReleasePlace place = ReleasePlace.of(entry.uri().toString(), entry.suite());
        for (ConfiguredSource other : others) {
            boolean isLess = other.isTufAt(place) && !entry.isTuf();
            if (other.isInUse() && other.places().contains(place) && (isLess || !isAdopted(other))) {
                throw new PlanException(
                        isLess ? PlanRefusal.DOWNGRADE : PlanRefusal.ALREADY_LISTED,
                        "%s: expected no entry for %s, got one%s"
                                .formatted(
                                        other.listed().place(),
                                        place,
                                        isLess ? " that goes by TUF, which this file's would not" : ""));
            }
        }
    }

    /** A host that the system knows by one key is not to have another one unnoticed. */
    private void requireKnownKey(String host, List<ConfiguredSource> others) throws PlanException {
        Set<Fingerprint> known = others.stream()
                .filter(source -> source.isInUse() || isAdopted(source))
                .filter(source -> source.isOn(host))
                .flatMap(source -> source.keys().stream())
                .collect(Collectors.toSet());
        if (!known.isEmpty() && !known.contains(signer()) && !choices.newKey().equals(Optional.of(signer()))) {
            throw new PlanException(
                    PlanRefusal.OTHER_KEY,
                    "%s: expected key %s, by which this system knows it, got %s"
                            .formatted(
                                    host,
                                    known.stream()
                                            .map(Fingerprint::hex)
                                            .sorted()
                                            .collect(Collectors.joining(" or ")),
                                    signer()));
        }
    }

    private List<PlanStep> roots(AptStanza stanza, List<ArchiveEntry> entries) throws PlanException {
        TufRootFile file = TufRootFile.of(stanza.tuf().orElseThrow(), root);
        Set<String> archives = new LinkedHashSet<>();
        for (ArchiveEntry entry : entries) {
            archives.add(plain(entry.uri()));
        }
        List<PlanStep> steps = new ArrayList<>();
        for (String archive : archives) {
            steps.add(PlanStep.RegisterRoot.of(
                    ListsName.prefix(archive),
                    archive,
                    stanza.tuf().orElseThrow().scope().word(),
                    HexFormat.of().formatHex(file.bytes()),
                    apt.signer().armored()));
        }
        return steps;
    }

    private static String plain(URI uri) {
        String text = uri.toString();
        String plain = text.startsWith(ArchiveEntry.TUF) ? text.substring(ArchiveEntry.TUF.length()) : text;
        return plain.endsWith("/") ? plain : plain + "/";
    }
}
