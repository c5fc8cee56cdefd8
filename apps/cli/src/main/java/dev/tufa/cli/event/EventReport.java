package dev.tufa.cli.event;

import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says how an event stands: who has signed, who is missing, and what to do next. */
public final class EventReport {
    private static final int KEY_ID = 12;

    private EventReport() {}

    /** One line for the event and one for each set of keys that it needs. */
    public static List<String> lines(EventStatus status, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "event %s is %s%s".formatted(status.event().id(), status.state().text(), suffix(status, now)));
        if (status.state().isOpen()) {
            Map<String, String> holders = status.file().holders();
            for (Progress progress : status.progress()) {
                lines.add("  %s by %s: %d of %d%s%s"
                        .formatted(
                                Printable.of(progress.role()),
                                Printable.of(progress.requirement().asker()),
                                progress.count(),
                                progress.threshold(),
                                people("; signed: ", progress.signed(), holders),
                                progress.isMet() ? "" : people("; missing: ", progress.missing(), holders)));
            }
            for (Part part : status.event().parts()) {
                status.event()
                        .published(part.role())
                        .ifPresent(file -> lines.add("  %s %d, which clients have, expires %s (%s)"
                                .formatted(
                                        Printable.of(part.role()),
                                        file.part().version(),
                                        file.part().signed().expires(),
                                        left(file.part().signed().expires(), now))));
            }
        }
        return lines;
    }

    private static String suffix(EventStatus status, Instant now) {
        if (status.state().isOpen()) {
            return "; deadline %s (%s)"
                    .formatted(status.event().deadline(), left(status.event().deadline(), now));
        }
        String reason = status.reason().isEmpty() ? "" : ": " + Printable.of(status.reason());
        return status.successor().map(id -> " by " + Printable.of(id)).orElse("") + reason;
    }

    static String left(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            return "PAST";
        }
        long days = Duration.between(now, until).toDays();
        return days == 1 ? "1 day left" : days + " days left";
    }

    private static String people(String before, List<String> keyIds, Map<String, String> holders) {
        return keyIds.isEmpty()
                ? ""
                : before
                        + keyIds.stream()
                                .sorted(Comparator.comparing((String keyId) -> holders.getOrDefault(keyId, ""))
                                        .thenComparing(Comparator.naturalOrder()))
                                .map(keyId -> person(keyId, holders))
                                .collect(Collectors.joining(", "));
    }

    private static String person(String keyId, Map<String, String> holders) {
        String shortened = Printable.of(keyId.length() > KEY_ID ? keyId.substring(0, KEY_ID) + "…" : keyId);
        String holder = holders.get(keyId);
        return holder == null ? shortened : Printable.of(holder) + " " + shortened;
    }

    /** What people wrote beside it. */
    static List<String> comments(EventStatus status) {
        return status.file().notes().stream()
                .filter(note -> note.kind() == Note.Kind.COMMENT)
                .map(note -> "%s %s: %s".formatted(note.at(), Printable.of(note.name()), Printable.of(note.text())))
                .toList();
    }

    /** The next command, to be copied. */
    static String next(EventStatus status, EventPlace place) {
        if (status.state() == EventState.SUPERSEDED) {
            return status.successor()
                    .map(id -> "tufa event show DIR " + Printable.of(id))
                    .orElse("stage it again, if it is still wanted");
        }
        if (!status.state().isOpen()) {
            return "nothing is left to do";
        }
        boolean ready = status.state() == EventState.READY || status.state() == EventState.PUBLISHING;
        if (place instanceof EventPlace.InFile) {
            return ready ? "tufa event import DIR " + place.words() : "tufa event sign --key FILE " + place.words();
        }
        return ready ? "tufa event publish " + place.words() : "tufa event sign --key FILE " + place.words();
    }

    /** The same for scripts. */
    public static JsonObject json(EventStatus status, Instant now) {
        JsonOutput output = new JsonOutput()
                .with("id", status.event().id())
                .with("state", status.state().text())
                .with("digest", status.event().digest())
                .with("deadline", status.event().deadline())
                .with(
                        "days_left",
                        Math.max(
                                0,
                                Duration.between(now, status.event().deadline()).toDays()))
                .with(
                        "intent",
                        status.event().intent().stream().map(one -> one.text()).toList())
                .with(
                        "parts",
                        status.event().parts().stream().map(EventReport::json).toList())
                .with(
                        "signatures",
                        status.progress().stream()
                                .map(progress -> json(progress, status.file().holders()))
                                .toList());
        if (!status.reason().isEmpty()) {
            output.with("reason", status.reason());
        }
        status.successor().ifPresent(id -> output.with("successor", id));
        return output.build();
    }

    private static JsonObject json(Part part) {
        return new JsonOutput()
                .with("role", part.role())
                .with("version", part.version())
                .with("expires", part.signed().expires())
                .with("sha256", part.sha256())
                .build();
    }

    private static JsonObject json(Progress progress, Map<String, String> holders) {
        return new JsonOutput()
                .with("role", progress.role())
                .with("asked_by", progress.requirement().asker())
                .with("threshold", progress.threshold())
                .with("count", progress.count())
                .with(
                        "signed",
                        progress.signed().stream()
                                .map(keyId -> key(keyId, progress, holders))
                                .toList())
                .with(
                        "missing",
                        progress.missing().stream()
                                .map(keyId -> key(keyId, progress, holders))
                                .toList())
                .build();
    }

    private static JsonObject key(String keyId, Progress progress, Map<String, String> holders) {
        JsonOutput output = new JsonOutput().with("keyid", keyId);
        Key key = progress.requirement().authority().keys().get(keyId);
        if (key != null) {
            output.with("scheme", key.scheme());
        }
        String holder = holders.get(keyId);
        if (holder != null) {
            output.with("holder", holder);
        }
        return output.build();
    }
}
