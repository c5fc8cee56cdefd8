package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConfText;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What an {@link Archive} would stage and publish: its methods of the same names begin as these do. Nothing is written, and nobody is kept
 * from working on the archive meanwhile.
 */
public final class DryRun {
    private final Disk disk;
    private final ArchiveLayout layout;
    private final PublishedSuites published;

    /** @param disk one on which nothing changes */
    DryRun(Disk disk, ArchiveLayout layout, PublishedSuites published) {
        this.disk = disk;
        this.layout = layout;
        this.published = published;
    }

    /**
     * Reads packages and checks them, as {@link Archive#add} does.
     *
     * @param begun hears of each file before it is read; from several threads
     * @throws ArchiveException if there is no such suite or component
     */
    public Outcome add(List<Path> files, AddOptions options, Consumer<Path> begun)
            throws IOException, ArchiveException {
        ArchiveConf conf = conf();
        SuiteConf suite = Archive.suite(conf, options.suite());
        String component = Archive.component(suite, options.component());
        Intake.Taken taken = Intake.forSuite(disk, layout, conf, catalog(), suite, component, Optional.empty())
                .look(files, begun);
        return new Outcome(
                coming(suite, component, taken.ids().values()),
                List.copyOf(taken.refused().values()));
    }

    /**
     * Looks at another archive as {@link Archive#importFrom} does, but at its indexes alone: no package is read.
     *
     * @throws ArchiveException if the options do not fit the other archive
     */
    public Imported importFrom(ImportOptions options) throws IOException, ArchiveException {
        return new Import(disk, layout, conf(), catalog(), options, Progress.NONE).count();
    }

    /**
     * Finds what leaves a suite.
     *
     * @param component empty for whichever
     * @throws ArchiveException if one that is selected is not there
     */
    public List<MemberChange> remove(String suiteName, Optional<String> component, List<Selection> selections)
            throws IOException, ArchiveException {
        return selected(Archive.suite(conf(), suiteName), component, selections).stream()
                .map(MemberChange::inverse)
                .toList();
    }

    /**
     * Finds what comes from one suite into another one: of what is selected, or of everything, what is not there already.
     *
     * @throws ArchiveException if one that is selected is not there, or if the other suite has no room for it
     */
    public List<MemberChange> copy(String from, String to, Optional<String> component, List<Selection> selections)
            throws IOException, ArchiveException {
        ArchiveConf conf = conf();
        SuiteConf source = Archive.suite(conf, from);
        SuiteConf target = Archive.suite(conf, to);
        Room room = new Room(target);
        Map<String, List<PackageId>> byComponent = new LinkedHashMap<>();
        for (MemberChange change : selected(source, component, selections)) {
            room.require(change.id());
            byComponent
                    .computeIfAbsent(
                            Archive.component(target, Optional.of(change.component())), any -> new ArrayList<>())
                    .add(change.id());
        }
        List<MemberChange> changes = new ArrayList<>();
        for (Map.Entry<String, List<PackageId>> entry : byComponent.entrySet()) {
            changes.addAll(coming(target, entry.getKey(), entry.getValue()));
        }
        return changes;
    }

    /**
     * Finds what brings a suite back to what it was.
     *
     * @param to a snapshot, or {@code -N} for what it was N publications ago
     */
    public List<MemberChange> rollBack(String suiteName, String to) throws IOException, ArchiveException {
        SuiteConf suite = Archive.suite(conf(), suiteName);
        Members wanted = new Past(disk, layout).of(suite, to);
        Members now = members(suite);
        List<MemberChange> changes = new ArrayList<>();
        for (String component : suite.components()) {
            for (PackageId id : wanted.byComponent().getOrDefault(component, new TreeSet<>())) {
                if (!now.has(component, id)) {
                    changes.add(new MemberChange(MemberChange.Action.ADD, suiteName, component, id));
                }
            }
            for (PackageId id : now.byComponent().getOrDefault(component, new TreeSet<>())) {
                if (!wanted.has(component, id)) {
                    changes.add(new MemberChange(MemberChange.Action.REMOVE, suiteName, component, id));
                }
            }
        }
        return changes;
    }

    /**
     * Makes the releases that would be published, and signs none. What is due of TUF alone is not looked at.
     *
     * @throws ArchiveException if a suite would be called otherwise than before
     */
    public List<Published.OfSuite> publish(PublishOptions options, Instant now) throws IOException, ArchiveException {
        ArchiveConf conf = conf();
        for (String suite : options.suites()) {
            Archive.suite(conf, suite);
        }
        return new Publishing(disk, layout, conf, catalog(), published, now).wouldPublish(options);
    }

    /** What a suite does not have yet. */
    List<MemberChange> coming(SuiteConf suite, String component, Collection<PackageId> ids) throws IOException {
        Set<PackageId> wanted = new LinkedHashSet<>(ids);
        Set<PackageId> present = published.of(suite.name()).present(component, wanted);
        for (MemberChange staged : new Staged(disk, layout).read()) {
            if (staged.isIn(suite.name(), component)) {
                staged.applyTo(present);
            }
        }
        wanted.removeAll(present);
        return wanted.stream()
                .map(id -> new MemberChange(MemberChange.Action.ADD, suite.name(), component, id))
                .toList();
    }

    /** What is in a suite, with what is staged. */
    Members members(SuiteConf suite) throws IOException {
        return Members.of(suite, published.of(suite.name()), new Staged(disk, layout).read());
    }

    private List<MemberChange> selected(SuiteConf suite, Optional<String> component, List<Selection> selections)
            throws IOException, ArchiveException {
        if (component.isPresent()) {
            Archive.component(suite, component);
        }
        List<MemberChange> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        selections.forEach(selection -> missing.add(selection.toString()));
        for (Map.Entry<String, SortedSet<PackageId>> entry :
                members(suite).byComponent().entrySet()) {
            if (component.isPresent() && !component.get().equals(entry.getKey())) {
                continue;
            }
            for (PackageId id : entry.getValue()) {
                List<Selection> meant = selections.stream()
                        .filter(selection -> selection.means(id))
                        .toList();
                meant.forEach(selection -> missing.remove(selection.toString()));
                if (selections.isEmpty() || !meant.isEmpty()) {
                    found.add(new MemberChange(MemberChange.Action.ADD, suite.name(), entry.getKey(), id));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new ArchiveException("suite %s: expected packages that it has, got %s"
                    .formatted(suite.name(), String.join(", ", missing)));
        }
        return found;
    }

    private Catalog catalog() {
        return new Catalog(disk, layout.catalog());
    }

    private ArchiveConf conf() throws IOException {
        return ArchiveConfText.read(disk.read(layout.conf()));
    }

    /**
     * What adding packages would come to. If any is refused, none is staged.
     *
     * @param changes what would be staged of those that are not refused
     * @param refused what is wrong with the others
     */
    public record Outcome(List<MemberChange> changes, List<String> refused) {
        /** An outcome with its parts in order. */
        public Outcome {
            changes = List.copyOf(changes);
            refused = List.copyOf(refused);
        }
    }
}
