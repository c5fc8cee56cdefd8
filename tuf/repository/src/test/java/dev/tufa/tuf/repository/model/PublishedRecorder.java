package dev.tufa.tuf.repository.model;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.ForwardingDisk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A disk that remembers what clients could see of each change to a published folder; it waits for nothing. */
public final class PublishedRecorder extends ForwardingDisk {
    private final Path published;
    private final List<History.Change> changes = new ArrayList<>();

    /** Watches a folder with {@code metadata} and {@code targets}. */
    public PublishedRecorder(Path published) {
        super(new LocalDisk());
        this.published = published;
    }

    /** What has become visible so far, in order. */
    public List<History.Change> changes() {
        return List.copyOf(changes);
    }

    /** What a published folder holds, by path within it. */
    public static Map<String, byte[]> files(Path published) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(published)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(name(published, file), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static String name(Path published, Path file) {
        return published.relativize(file).toString().replace('\\', '/');
    }

    /** Nobody asks for temporary files, nor for the copy of the newest root. */
    private boolean isVisible(Path file) {
        return file.startsWith(published)
                && !file.getFileName().toString().startsWith(".")
                && !name(published, file).equals("metadata/root.json");
    }

    private void written(Path file) throws IOException {
        if (isVisible(file)) {
            changes.add(History.Change.write(name(published, file), Files.readAllBytes(file)));
        }
    }

    private void removed(Path file) {
        if (isVisible(file)) {
            changes.add(History.Change.remove(name(published, file)));
        }
    }

    @Override
    public void create(Path file, InputStream content, Access access) throws IOException {
        super.create(file, content, access);
        written(file);
    }

    @Override
    public void append(Path file, long length, byte[] content, Access access) throws IOException {
        super.append(file, length, content, access);
        written(file);
    }

    @Override
    public void sync(Path fileOrDirectory) {
        // no power fails
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        super.link(existing, name);
        written(name);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        super.rename(from, to);
        if (Files.isRegularFile(to)) { // directories get their names while they are empty
            removed(from);
            written(to);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        boolean there = exists(file);
        super.delete(file);
        if (there) {
            removed(file);
        }
    }
}
