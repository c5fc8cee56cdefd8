package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PooledPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lists of a suite with changes laid over what was published. */
public final class SuiteLists {
    private final Map<String, PackageList> binaries = new HashMap<>();
    private final Map<String, PackageList> sources = new HashMap<>();
    private final List<MemberChange> changes = new ArrayList<>();

    private SuiteLists() {}

    /**
     * Lays changes over lists; what a suite does not keep any more leaves by itself.
     *
     * @param changes of this suite, in order: the last word about a package counts
     */
    static SuiteLists of(SuiteConf conf, PublishedSuite old, List<MemberChange> changes, Catalog catalog)
            throws IOException {
        SuiteLists lists = new SuiteLists();
        for (String component : conf.components()) {
            Map<PackageId, MemberChange.Action> last = new LinkedHashMap<>();
            for (MemberChange change : changes) {
                if (change.component().equals(component)) {
                    last.put(change.id(), change.action());
                }
            }
            lists.binaries.put(
                    component, lists.changed(conf, component, old.binaries(component), last, catalog, false));
            if (conf.sources()) {
                lists.sources.put(
                        component, lists.changed(conf, component, old.sources(component), last, catalog, true));
            }
        }
        lists.noteDropped(conf, old);
        return lists;
    }

    /** What was in components, or among source packages, that the settings do not have any more. */
    private void noteDropped(SuiteConf conf, PublishedSuite old) throws IOException {
        List<String> before = old.release().map(ReleaseFile::components).orElse(List.of());
        for (String component : before) {
            List<Listed> dropped = new ArrayList<>();
            if (!conf.components().contains(component)) {
                dropped.addAll(old.binaries(component).packages());
            }
            if (!conf.components().contains(component) || !conf.sources()) {
                dropped.addAll(old.sources(component).packages());
            }
            for (Listed listed : dropped) {
                changes.add(new MemberChange(MemberChange.Action.REMOVE, conf.name(), component, listed.id()));
            }
        }
    }

    private PackageList changed(
            SuiteConf conf,
            String component,
            PackageList before,
            Map<PackageId, MemberChange.Action> last,
            Catalog catalog,
            boolean source)
            throws IOException {
        List<PooledPackage> added = new ArrayList<>();
        List<PackageId> removed = new ArrayList<>();
        Set<PackageId> present = before.present(last.keySet());
        for (Map.Entry<PackageId, MemberChange.Action> change : last.entrySet()) {
            PackageId id = change.getKey();
            if (id.isSource() != source) {
                continue;
            }
            boolean isThere = present.contains(id);
            if (change.getValue() == MemberChange.Action.ADD && !isThere) {
                added.add(catalog.find(id)
                        .orElseThrow(() -> new IOException("catalog: expected %s, got nothing".formatted(id))));
            } else if (change.getValue() == MemberChange.Action.REMOVE && isThere) {
                removed.add(id);
            }
        }
        PackageList now = added.isEmpty() && removed.isEmpty() ? before : before.with(added, removed);
        Set<PackageId> beyond =
                conf.keepVersions().isPresent() ? now.beyond(conf.keepVersions().getAsInt()) : Set.of();
        if (!beyond.isEmpty()) {
            now = now.with(List.of(), beyond);
        }
        note(conf, component, before, now, added, removed, beyond);
        return now;
    }

    private void note(
            SuiteConf conf,
            String component,
            PackageList before,
            PackageList now,
            List<PooledPackage> added,
            List<PackageId> removed,
            Set<PackageId> beyond) {
        if (before == now) {
            return;
        }
        Set<PackageId> leaving = new LinkedHashSet<>(beyond);
        for (PooledPackage pooled : added) {
            if (!leaving.remove(pooled.id())) {
                changes.add(new MemberChange(MemberChange.Action.ADD, conf.name(), component, pooled.id()));
            }
        }
        for (PackageId id : removed) {
            changes.add(new MemberChange(MemberChange.Action.REMOVE, conf.name(), component, id));
        }
        for (PackageId id : leaving) {
            changes.add(new MemberChange(MemberChange.Action.REMOVE, conf.name(), component, id));
        }
    }

    PackageList binaries(String component) {
        return binaries.getOrDefault(component, PackageList.EMPTY);
    }

    PackageList sources(String component) {
        return sources.getOrDefault(component, PackageList.EMPTY);
    }

    Set<PackageId> members() {
        Set<PackageId> members = new HashSet<>();
        binaries.values().forEach(list -> members.addAll(list.ids()));
        sources.values().forEach(list -> members.addAll(list.ids()));
        return members;
    }

    /** What is really different from before. */
    List<MemberChange> changes() {
        return List.copyOf(changes);
    }
}
