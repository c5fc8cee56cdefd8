package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was removed from the published tree, line by line, each written before it was done. The file is only added to. */
final class RemovalLog {
    private final Disk disk;
    private final Path file;

    RemovalLog(Disk disk, Layout layout) {
        this.disk = disk;
        this.file = layout.at(Layout.REMOVED_LOG);
    }

    /** Writes down what is about to be removed; when this returns it is on the disk. */
    void add(Instant at, long timestamp, List<String> files) throws IOException {
        JsonObject line = JsonObject.of(Map.of(
                "at",
                JsonString.of(at.toString()),
                "timestamp",
                JsonInteger.of(timestamp),
                "files",
                JsonArray.of(files.stream().map(JsonString::of).toList())));
        if (!disk.exists(file)) {
            new DurableFiles(disk).replace(file, new byte[0], Access.PRIVATE);
        }
        disk.append(file, disk.length(file), JournalLines.of(List.of(line)), Access.PRIVATE);
        disk.sync(file);
    }

    /** The files that it lists. */
    static List<String> files(byte[] content) throws IOException {
        List<String> files = new ArrayList<>();
        for (StoredJson line : JournalLines.read(Layout.REMOVED_LOG, content)) {
            files.addAll(line.strings("files"));
        }
        return files;
    }
}
