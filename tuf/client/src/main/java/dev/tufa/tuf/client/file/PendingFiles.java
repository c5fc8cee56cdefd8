package dev.tufa.tuf.client.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files that were written beside their places and are brought to the disk together: one wait instead of one for each. Until
 * then, whoever looks at the places sees what was there before.
 */
final class PendingFiles {
    private final DurableFiles files;
    private final Map<Path, Path> temporaryByFile = new LinkedHashMap<>();

    PendingFiles(DurableFiles files) {
        this.files = files;
    }

    /** Adds one in place of an earlier one for the same place. */
    synchronized void add(Path file, Path temporary) throws IOException {
        drop(file);
        temporaryByFile.put(file, temporary);
    }

    /** Takes one back. */
    synchronized void drop(Path file) throws IOException {
        Path temporary = temporaryByFile.remove(file);
        if (temporary != null) {
            files.delete(temporary);
        }
    }

    /** Where what is to come to a place is meanwhile. */
    synchronized Optional<Path> temporary(Path file) {
        return Optional.ofNullable(temporaryByFile.get(file));
    }

    /** The places that something is to come to, in the order of writing. */
    synchronized List<Path> places() {
        return new ArrayList<>(temporaryByFile.keySet());
    }

    synchronized int count() {
        return temporaryByFile.size();
    }

    /**
     * Brings all to the disk and then to their places, in the order in which they were written. When it fails before the first
     * is in its place, all are taken back.
     */
    synchronized void commit() throws IOException {
        if (temporaryByFile.isEmpty()) {
            return;
        }
        try {
            files.syncFiles(temporaryByFile.values());
            Set<Path> folders = new LinkedHashSet<>();
            for (Map.Entry<Path, Path> next : List.copyOf(temporaryByFile.entrySet())) {
                Path file = next.getKey();
                files.replace(next.getValue(), file);
                temporaryByFile.remove(file);
                folders.add(file.resolveSibling(""));
            }
            files.syncFolders(folders);
        } catch (IOException e) {
            for (Path file : places()) {
                drop(file);
            }
            throw e;
        }
    }
}
