package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb.DebReader.Listing;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes packages of another archive in. They are read in parts, each of which is remembered: whoever stops it, or is refused something,
 * goes on from there the next time. They are staged together at the end.
 */
final class Import {
    /** A part has at least so many files: each writes all of the catalog anew. */
    private static final int SMALLEST_PART = 1000;

    /** So many parts there are at most, so that at most so much of the work is lost. */
    private static final int MOST_PARTS = 20;

    private final Disk disk;
    private final ArchiveLayout layout;
    private final ArchiveConf conf;
    private final Catalog catalog;
    private final ImportOptions options;
    private final Progress progress;

    /** What is wrong with what is left out, by what it is. */
    private final Map<String, String> refused = new LinkedHashMap<>();

    Import(
            Disk disk,
            ArchiveLayout layout,
            ArchiveConf conf,
            Catalog catalog,
            ImportOptions options,
            Progress progress) {
        this.disk = disk;
        this.layout = layout;
        this.conf = conf;
        this.catalog = catalog;
        this.options = options;
        this.progress = progress;
    }

    Imported run() throws IOException, ArchiveException {
        List<ImportPlan.Wanted> there = there();
        List<MemberChange> changes = changes(there, take(there));
        if (!refused.isEmpty() && options.refused() == ImportOptions.Refused.ENDS) {
            throw ArchiveException.ofSeveral(List.copyOf(refused.values()));
        }
        if (!changes.isEmpty()) {
            new Staged(disk, layout).add(changes);
        }
        return new Imported(places(there, changes, false), List.copyOf(refused.values()));
    }

    /** What it would come to, as far as that can be seen without reading packages. */
    Imported count() throws IOException, ArchiveException {
        List<ImportPlan.Wanted> there = there();
        List<MemberChange> changes = changes(there, stated(there));
        return new Imported(places(there, changes, true), List.copyOf(refused.values()));
    }

    private List<ImportPlan.Wanted> there() throws IOException, ArchiveException {
        ImportPlan plan = ImportPlan.of(conf, options);
        refused.putAll(plan.refused());
        List<ImportPlan.Wanted> there = new ArrayList<>();
        for (ImportPlan.Wanted wanted : plan.wanted()) {
            Optional<String> problem =
                    problem(wanted.foreign().file(), wanted.foreign().stated(), plan.folders());
            if (problem.isPresent()) {
                refused.put(wanted.foreign().file().toString(), problem.get());
            } else {
                there.add(wanted);
            }
        }
        return there;
    }

    /** What can be seen of a file without reading it. */
    private static Optional<String> problem(Path file, Optional<PoolFile> stated, List<Path> folders)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.of("%s: expected a file, got none".formatted(Printable.of(file.toString())));
        }
        Optional<String> leadingOut = LeadingOut.problem(file, folders);
        if (leadingOut.isPresent()) {
            return leadingOut;
        }
        return stated.filter(expected -> length(file) != expected.size())
                .map(expected -> "%s: expected %d bytes, as its index says, got %d"
                        .formatted(Printable.of(file.toString()), expected.size(), length(file)));
    }

    private static long length(Path file) {
        return file.toFile().length();
    }

    private static Map<Path, PackageId> stated(List<ImportPlan.Wanted> wanted) {
        Map<Path, PackageId> ids = new HashMap<>();
        for (ImportPlan.Wanted each : wanted) {
            each.foreign().id().ifPresent(id -> ids.put(each.foreign().file(), id));
        }
        return ids;
    }

    /** Each file once, into the pool of the component that it is wanted in first. */
    private Map<Path, PackageId> take(List<ImportPlan.Wanted> wanted) throws IOException {
        Map<Path, PoolFile> stated = new HashMap<>();
        Map<String, List<Path>> byComponent = new LinkedHashMap<>();
        Set<Path> seen = new HashSet<>();
        boolean areListed = false;
        for (ImportPlan.Wanted each : wanted) {
            Path file = each.foreign().file();
            areListed |= each.suite().contents();
            each.foreign().stated().ifPresent(known -> stated.put(file, known));
            if (seen.add(file)) {
                byComponent
                        .computeIfAbsent(each.component(), any -> new ArrayList<>())
                        .add(file);
            }
        }
        progress.found(seen.size());
        Map<Path, PackageId> ids = new HashMap<>();
        int part = Math.max(SMALLEST_PART, seen.size() / MOST_PARTS);
        for (Map.Entry<String, List<Path>> entry : byComponent.entrySet()) {
            List<Path> files = entry.getValue();
            Intake intake = new Intake(
                    disk,
                    layout,
                    conf,
                    catalog,
                    Optional.empty(),
                    entry.getKey(),
                    areListed ? Listing.PATHS : Listing.NONE,
                    Optional.of(options.transfer()));
            for (int from = 0; from < files.size(); from += part) {
                Intake.Taken taken = intake.takeMost(
                        files.subList(from, Math.min(from + part, files.size())),
                        stated,
                        file -> progress.next(file.toString()));
                ids.putAll(taken.ids());
                taken.refused().forEach((file, problem) -> refused.put(file.toString(), problem));
            }
        }
        return ids;
    }

    private List<MemberChange> changes(List<ImportPlan.Wanted> wanted, Map<Path, PackageId> ids) throws IOException {
        Map<String, Members> members = new HashMap<>();
        List<MemberChange> staged = new Staged(disk, layout).read();
        Set<MemberChange> changes = new LinkedHashSet<>();
        for (ImportPlan.Wanted each : wanted) {
            PackageId id = ids.get(each.foreign().file());
            String suite = each.suite().name();
            if (id == null) {
                continue;
            }
            Optional<String> problem = new Room(each.suite()).problem(id);
            if (problem.isPresent()) {
                refused.put("%s %s".formatted(suite, id), problem.get());
                continue;
            }
            if (!members.containsKey(suite)) {
                PublishedSuite published = PublishedSuite.read(disk, layout.suite(suite));
                members.put(suite, Members.of(each.suite(), published, staged));
            }
            if (!members.get(suite).has(each.component(), id)) {
                changes.add(new MemberChange(MemberChange.Action.ADD, suite, each.component(), id));
            }
        }
        return List.copyOf(changes);
    }

    /** @param isCounted whether packages that no index names count as well: which they are is not known before they are read */
    private static List<Imported.Place> places(
            List<ImportPlan.Wanted> wanted, List<MemberChange> changes, boolean isCounted) {
        Map<List<String>, Integer> packages = new LinkedHashMap<>();
        Map<List<String>, Integer> staged = new HashMap<>();
        for (ImportPlan.Wanted each : wanted) {
            List<String> place = List.of(each.suite().name(), each.component());
            packages.merge(place, 1, Integer::sum);
            if (isCounted && each.foreign().id().isEmpty()) {
                staged.merge(place, 1, Integer::sum);
            }
        }
        changes.forEach(change -> staged.merge(List.of(change.suite(), change.component()), 1, Integer::sum));
        List<Imported.Place> places = new ArrayList<>();
        packages.forEach((place, number) ->
                places.add(new Imported.Place(place.get(0), place.get(1), number, staged.getOrDefault(place, 0))));
        return places;
    }
}
