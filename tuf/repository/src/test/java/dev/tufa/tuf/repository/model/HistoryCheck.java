package dev.tufa.tuf.repository.model;

import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a history is one that every client can live with: what is so in every file, and what every client comes to. */
public final class HistoryCheck {
    private static final String TIMESTAMP = "metadata/timestamp.json";
    private static final Pattern ROOT = Pattern.compile("metadata/(\\d+)\\.root\\.json");

    private final History history;
    private final List<String> problems = new ArrayList<>();

    private HistoryCheck(History history) {
        this.history = history;
    }

    /** Checks a history in which no update may fail, whatever is published in the middle of it. */
    public static Result strictly(History history, Instant now) {
        return of(history, now, ModelCheck.Failures.NONE);
    }

    /** Checks a history in which an update may fail that something is published in the middle of, if the next one succeeds. */
    public static Result healing(History history, Instant now) {
        return of(history, now, ModelCheck.Failures.THAT_HEAL);
    }

    private static Result of(History history, Instant now, ModelCheck.Failures failures) {
        HistoryCheck check = new HistoryCheck(history);
        check.requireWrittenOnce();
        check.requireTimestampsGrow();
        check.requireRootsWithoutGaps();
        ModelCheck.Result clients = ModelCheck.of(history, now, failures);
        List<String> problems = new ArrayList<>(check.problems);
        problems.addAll(clients.problems());
        return new Result(clients.states(), clients.interleavings(), problems);
    }

    /** TUF 1.0.34 §6.2.1: only the timestamp is ever replaced. */
    private void requireWrittenOnce() {
        Map<String, Kept> first = new HashMap<>(history.files(0));
        for (History.Change change : history.changes()) {
            if (change.content().isPresent() && !change.path().equals(TIMESTAMP)) {
                Kept before = first.putIfAbsent(change.path(), change.content().get());
                if (before != null && !before.equals(change.content().get())) {
                    problems.add("written twice: " + change.path());
                }
            }
        }
    }

    private void requireTimestampsGrow() {
        long last = 0;
        for (int moment = 0; moment <= history.last(); moment++) {
            if (moment > 0 && !history.changes().get(moment - 1).path().equals(TIMESTAMP)) {
                continue;
            }
            long version = history.read(moment, TIMESTAMP)
                    .map(file -> version(file.bytes()))
                    .orElse(0L);
            if (version <= last) {
                problems.add("timestamp.json: expected version > %d, got %d".formatted(last, version));
            }
            last = Math.max(last, version);
        }
    }

    /** The version that a file says; 0 if it is none that can be read. */
    private static long version(byte[] file) {
        try {
            return StoredJson.read(TIMESTAMP, file).child("signed").integer("version", 1);
        } catch (IOException e) {
            return 0;
        }
    }

    private void requireRootsWithoutGaps() {
        for (History.Change change : history.changes()) {
            Matcher root = ROOT.matcher(change.path());
            if (root.matches() && change.content().isEmpty()) {
                problems.add("a root is gone: " + change.path());
            }
        }
        for (int moment = 0; moment <= history.last(); moment++) {
            for (String path : history.files(moment).keySet()) {
                Matcher root = ROOT.matcher(path);
                if (root.matches()) {
                    long version = Long.parseLong(root.group(1));
                    if (version > 1 && history.read(moment, path(version - 1)).isEmpty()) {
                        problems.add("a root is missing: " + path(version - 1));
                    }
                }
            }
        }
    }

    private static String path(long version) {
        return "metadata/%d.root.json".formatted(version);
    }

    /**
     * What came of it.
     *
     * @param states of publisher and client together that were reached
     * @param interleavings of one update with the publisher's steps, from all that a client can hold before it
     * @param problems what a client could come to grief by
     */
    public record Result(int states, long interleavings, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }
}
