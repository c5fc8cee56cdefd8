package dev.tufa.apt.install.words;

import dev.tufa.apt.archive.sources.ReleasePlace;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What apt reads by a list of sources that is taken over, and does not by what comes in its place. */
final class GivenUp {
    private GivenUp() {}

    /** The lines of the list that have a component, or a folder, that the plan does not have. */
    static List<String> lines(PlanStep.TakeOver taken, InstallPlan plan) {
        Set<String> planned = new HashSet<>();
        plan.archives().forEach(line -> planned.addAll(parts(line)));
        return taken.entries().stream()
                .filter(line -> !line.startsWith("#") && !planned.containsAll(parts(line)))
                .toList();
    }

    /** Type, place and component, for each component of a line. */
    private static List<String> parts(String line) {
        List<String> words = List.of(line.split(" ", -1));
        int uri = 1;
        while (!words.get(uri).contains(":/")) {
            uri++; // an option
        }
        ReleasePlace place = ReleasePlace.of(words.get(uri), words.get(uri + 1));
        List<String> parts = new ArrayList<>();
        for (String component : words.subList(uri + 2, words.size())) {
            parts.add("%s %s %s".formatted(words.get(0), place, component));
        }
        if (parts.isEmpty()) {
            parts.add("%s %s".formatted(words.get(0), place));
        }
        return parts;
    }
}
