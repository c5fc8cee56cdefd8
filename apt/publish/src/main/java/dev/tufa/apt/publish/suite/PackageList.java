package dev.tufa.apt.publish.suite;

import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.pool.StanzaBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The packages of one component of a suite for all architectures, or its source packages, in the order of an index. As a file it is
 * the stanzas of all of them, each with an empty line behind it.
 */
final class PackageList {
    static final PackageList EMPTY = new PackageList(List.of());

    private final List<Listed> packages;

    private PackageList(List<Listed> packages) {
        this.packages = packages;
    }

    /**
     * Reads a list that was written here.
     *
     * @param file what messages call it
     */
    static PackageList read(String file, byte[] text, Kind kind) throws IOException {
        List<Listed> packages = new ArrayList<>();
        int from = 0;
        while (from < text.length) {
            int to = StanzaBytes.end(text, from);
            packages.add(new Listed(StanzaBytes.id(file, text, from, to, kind == Kind.SOURCES), text, from, to));
            from = to + 1;
        }
        return new PackageList(packages);
    }

    List<Listed> packages() {
        return Collections.unmodifiableList(packages);
    }

    /** The binary packages that an architecture has: its own and those for all. */
    List<Listed> of(String architecture) {
        return packages.stream()
                .filter(listed -> listed.id().architecture().equals(architecture)
                        || listed.id().architecture().equals("all"))
                .toList();
    }

    Set<PackageId> ids() {
        return packages.stream().map(Listed::id).collect(Collectors.toCollection(HashSet::new));
    }

    /** The same with packages more and packages less. */
    PackageList with(Collection<PooledPackage> added, Collection<PackageId> removed) {
        Set<PackageId> replaced = new HashSet<>(removed);
        added.forEach(pooled -> replaced.add(pooled.id()));
        List<Listed> kept = new ArrayList<>(packages.size() + added.size());
        for (Listed listed : packages) {
            if (!replaced.contains(listed.id())) {
                kept.add(listed);
            }
        }
        List<Listed> fresh = new ArrayList<>();
        added.forEach(pooled -> fresh.add(Listed.of(pooled)));
        fresh.sort(Listed::compare);
        return new PackageList(merged(kept, fresh));
    }

    private static List<Listed> merged(List<Listed> one, List<Listed> other) {
        if (other.isEmpty()) {
            return one;
        }
        List<Listed> merged = new ArrayList<>(one.size() + other.size());
        int next = 0;
        for (Listed listed : one) {
            while (next < other.size() && Listed.compare(other.get(next), listed) < 0) {
                merged.add(other.get(next++));
            }
            merged.add(listed);
        }
        merged.addAll(other.subList(next, other.size()));
        return merged;
    }

    /** The packages that are in this list or in another one, and not in both. Lists that come of each other share most of them. */
    Set<PackageId> differenceFrom(PackageList other) {
        Set<PackageId> different = new HashSet<>();
        int i = 0;
        int j = 0;
        while (i < packages.size() && j < other.packages.size()) {
            Listed left = packages.get(i);
            Listed right = other.packages.get(j);
            int compared = left.isSameText(right) ? 0 : Listed.compare(left, right);
            if (compared <= 0) {
                i++;
            }
            if (compared >= 0) {
                j++;
            }
            if (compared != 0) {
                different.add(compared < 0 ? left.id() : right.id());
            }
        }
        packages.subList(i, packages.size()).forEach(listed -> different.add(listed.id()));
        other.packages.subList(j, other.packages.size()).forEach(listed -> different.add(listed.id()));
        return different;
    }

    /** Which of some packages are here. */
    Set<PackageId> present(Set<PackageId> wanted) {
        Set<String> names = wanted.stream().map(PackageId::name).collect(Collectors.toSet());
        Set<PackageId> present = new HashSet<>();
        for (Listed listed : packages) {
            if (names.contains(listed.id().name()) && wanted.contains(listed.id())) {
                present.add(listed.id());
            }
        }
        return present;
    }

    /** Those that are too many when only the newest versions of each name and architecture stay. */
    Set<PackageId> beyond(int versions) {
        Map<List<String>, Integer> seen = new HashMap<>();
        Set<PackageId> beyond = new LinkedHashSet<>();
        for (int i = packages.size() - 1; i >= 0; i--) { // the newest first
            PackageId id = packages.get(i).id();
            if (seen.merge(List.of(id.name(), id.architecture()), 1, Integer::sum) > versions) {
                beyond.add(id);
            }
        }
        return beyond;
    }

    byte[] text() throws IOException {
        int length = packages.stream()
                .mapToInt(listed -> listed.to() - listed.from() + 1)
                .sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        for (Listed listed : packages) {
            listed.write(out);
        }
        return out.toByteArray();
    }

    /** What kind of packages a list has. */
    enum Kind {
        /** Binary packages of all architectures. */
        BINARIES,
        /** Source packages. */
        SOURCES
    }
}
