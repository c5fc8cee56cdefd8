package dev.tufa.apt.publish.file;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.RequestedPackage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a stanza wants of its archives, all of them together, and which of it was found for which architecture. */
final class WantedPackages {
    /** In place of an architecture where neither the file nor the archive names one. */
    static final String ANY = "any";

    private final AptStanza stanza;
    private final Set<String> names;
    private final Map<String, NavigableSet<String>> found = new TreeMap<>();
    private final Map<String, NavigableSet<String>> architecturesOf = new HashMap<>();

    WantedPackages(AptStanza stanza) {
        this.stanza = stanza;
        this.names = stanza.install().stream().map(RequestedPackage::name).collect(Collectors.toSet());
        this.names.addAll(stanza.pins());
    }

    /** An index for an architecture was read. */
    void looked(String architecture) {
        found.computeIfAbsent(architecture, unknown -> new TreeSet<>());
    }

    /** A package is there for an architecture. Only those that are wanted are kept. */
    void found(String name, String architecture) {
        if (names.contains(name)) {
            found.computeIfAbsent(architecture, unknown -> new TreeSet<>()).add(name);
            architecturesOf.computeIfAbsent(name, unknown -> new TreeSet<>()).add(architecture);
        }
    }

    /** What is missing, in words. */
    Map<LintRule, List<String>> missing() {
        Map<LintRule, List<String>> missing = new EnumMap<>(LintRule.class);
        Set<String> own = new TreeSet<>(found.keySet());
        stanza.install().stream()
                .flatMap(request -> request.architecture().stream())
                .filter(architecture -> !stanza.architectures().matches(architecture))
                .forEach(own::remove);
        for (RequestedPackage request : stanza.install()) {
            Set<String> asked = request.architecture().map(Set::of).orElse(own);
            NavigableSet<String> lacking = new TreeSet<>(asked);
            lacking.removeAll(architecturesOf.getOrDefault(request.name(), new TreeSet<>()));
            if (!lacking.isEmpty()) {
                add(
                        missing,
                        LintRule.NO_PACKAGE,
                        "Install: expected a package %s for %s in the archives, got none"
                                .formatted(request.name(), String.join(" ", lacking)));
            }
        }
        for (String name : stanza.pins()) {
            if (!architecturesOf.containsKey(name)) {
                add(missing, LintRule.NO_PIN, "Pin: expected a package %s in the archives, got none".formatted(name));
            }
        }
        return missing;
    }

    private static void add(Map<LintRule, List<String>> missing, LintRule rule, String message) {
        missing.computeIfAbsent(rule, unknown -> new ArrayList<>()).add(message);
    }
}
