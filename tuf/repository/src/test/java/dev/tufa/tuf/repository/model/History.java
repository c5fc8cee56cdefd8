package dev.tufa.tuf.repository.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that clients could ever fetch: the published files at the beginning, and one change after the other. Moment 0 is
 * the beginning; moment N is after N changes.
 */
public final class History {
    private final Map<String, Kept> beginning;
    private final List<Change> changes;
    private final List<Map<String, Kept>> moments = new ArrayList<>();

    private History(Map<String, Kept> beginning, List<Change> changes) {
        this.beginning = Map.copyOf(beginning);
        this.changes = List.copyOf(changes);
        Map<String, Kept> now = new HashMap<>(beginning);
        moments.add(Map.copyOf(now));
        for (Change change : changes) {
            change.content().ifPresentOrElse(kept -> now.put(change.path(), kept), () -> now.remove(change.path()));
            moments.add(Map.copyOf(now));
        }
    }

    /** A history that begins with these files, by path within the published folder, in which nothing happens yet. */
    public static History of(Map<String, byte[]> files) {
        Map<String, Kept> kept = new HashMap<>();
        files.forEach((path, bytes) -> kept.put(path, Kept.of(bytes)));
        return new History(kept, List.of());
    }

    /** The same, going on with more changes. */
    public History then(List<Change> more) {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(more);
        return new History(beginning, all);
    }

    /** All changes, in order. */
    public List<Change> changes() {
        return changes;
    }

    /** The last moment. */
    public int last() {
        return changes.size();
    }

    /** Writes what is published at a moment into a new folder. */
    public Path write(int moment, Path folder) throws IOException {
        for (Map.Entry<String, Kept> file : files(moment).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.write(path, file.getValue().bytes());
        }
        return folder;
    }

    Optional<Kept> read(int moment, String path) {
        return Optional.ofNullable(moments.get(moment).get(path));
    }

    Map<String, Kept> files(int moment) {
        return moments.get(moment);
    }

    /**
     * A file that becomes visible, is replaced at once, or goes.
     *
     * @param path within the published folder
     * @param content empty when the file goes
     */
    public record Change(String path, Optional<Kept> content) {
        /** A file that is there from now on. */
        public static Change write(String path, byte[] content) {
            return new Change(path, Optional.of(Kept.of(content)));
        }

        /** A file that is there no more. */
        public static Change remove(String path) {
            return new Change(path, Optional.empty());
        }

        @Override
        public String toString() {
            return path + (content.isPresent() ? "" : " removed");
        }
    }
}
