package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which targets a role describes that it did not, and the other way round. */
final class TargetLines {
    private final List<String> lines;
    private final int most;

    TargetLines(List<String> lines, int most) {
        this.lines = lines;
        this.most = most;
    }

    void show(Optional<Targets> before, Targets after) {
        List<String> added = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        int kept = 0;
        for (TargetFile target : after.targets().values()) {
            Optional<TargetFile> old = before.flatMap(role -> role.find(target.path()));
            if (old.isEmpty()) {
                added.add("+ %s %s".formatted(Printable.of(target.path()), describe(target)));
            } else if (old.get().equals(target)) {
                kept++;
            } else {
                replaced.add(
                        "! %s %s -> %s".formatted(Printable.of(target.path()), describe(old.get()), describe(target)));
            }
        }
        if (before.isPresent()) {
            for (TargetFile target : before.get().targets().values()) {
                if (after.find(target.path()).isEmpty()) {
                    removed.add("- %s %s".formatted(Printable.of(target.path()), describe(target)));
                }
            }
        }
        lines.add("  targets: %d added, %d replaced, %d removed, %d as before"
                .formatted(added.size(), replaced.size(), removed.size(), kept));
        list(added);
        list(replaced);
        list(removed);
    }

    private void list(List<String> some) {
        some.stream().limit(most).forEach(line -> lines.add("    " + line));
        if (some.size() > most) {
            lines.add("    … and %d more".formatted(some.size() - most));
        }
    }

    private static String describe(TargetFile target) {
        Map<String, String> hashes = target.hashes().hexByFunction();
        String text = "%d bytes %s"
                .formatted(
                        target.length(),
                        hashes.entrySet().stream()
                                .map(hash -> Printable.of(hash.getKey()) + " " + Printable.of(hash.getValue()))
                                .collect(Collectors.joining(" ")));
        text += target.custom().map(custom -> " custom " + Unknown.text(custom)).orElse("");
        return target.unknown().names().isEmpty() ? text : text + " and " + Unknown.text(target.unknown());
    }
}
