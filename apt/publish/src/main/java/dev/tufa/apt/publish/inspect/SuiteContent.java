package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.publish.pool.PoolFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the indexes of a suite name. */
final class SuiteContent {
    private final ReleaseFile release;
    private final Map<String, List<Stanza>> binaries = new LinkedHashMap<>();
    private final Map<String, PoolFile> files = new LinkedHashMap<>();

    SuiteContent(ReleaseFile release) {
        this.release = release;
    }

    ReleaseFile release() {
        return release;
    }

    /** The architectures of computers that it has packages for. */
    Set<String> architectures() {
        Set<String> architectures = new TreeSet<>(binaries.keySet());
        architectures.remove("all");
        return architectures;
    }

    /** The packages of an architecture's indexes, with those that are for all. */
    List<Stanza> binaries(String architecture) {
        return binaries.getOrDefault(architecture, List.of());
    }

    /** The files of its packages, each once. */
    Map<String, PoolFile> files() {
        return files;
    }

    /** The file of one of its packages. */
    PoolFile file(String path) {
        return Optional.ofNullable(files.get(path)).orElseThrow();
    }

    void addBinary(String architecture, Stanza stanza) {
        binaries.computeIfAbsent(architecture, any -> new ArrayList<>()).add(stanza);
    }
}
