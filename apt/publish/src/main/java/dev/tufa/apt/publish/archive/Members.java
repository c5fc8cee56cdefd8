package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.suite.PublishedSuite;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is in a suite, with what is staged laid over what is published.
 *
 * @param byComponent the packages of each
 */
record Members(Map<String, SortedSet<PackageId>> byComponent) {
    Members {
        byComponent = Collections.unmodifiableMap(new TreeMap<>(byComponent));
    }

    static Members of(SuiteConf conf, PublishedSuite published, List<MemberChange> staged) throws IOException {
        Map<String, SortedSet<PackageId>> byComponent = new TreeMap<>();
        for (String component : conf.components()) {
            SortedSet<PackageId> members = new TreeSet<>(published.members(component));
            for (MemberChange change : staged) {
                if (change.isIn(conf.name(), component)) {
                    change.applyTo(members);
                }
            }
            byComponent.put(component, members);
        }
        return new Members(byComponent);
    }

    boolean has(String component, PackageId id) {
        return byComponent.getOrDefault(component, new TreeSet<>()).contains(id);
    }
}
