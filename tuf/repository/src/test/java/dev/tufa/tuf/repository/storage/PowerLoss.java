package dev.tufa.tuf.repository.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be on a disk when the power failed: all that was synced; of the entries of each directory that were changed since,
 * any; of files that were written and not synced, the names with anything in them.
 */
public final class PowerLoss {
    private final Map<String, Node> files = new HashMap<>();
    private final Map<String, Node> durable = new TreeMap<>();
    private final Map<String, List<Entry>> pending = new LinkedHashMap<>();

    private PowerLoss() {}

    /** The disk that holds a folder, all of it durable. */
    public static PowerLoss of(Path folder) throws IOException {
        PowerLoss disk = new PowerLoss();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                String name = folder.relativize(path).toString();
                Node node = Files.isDirectory(path)
                        ? new Node(null)
                        : new Node(new String(Files.readAllBytes(path), ISO_8859_1));
                node.synced = true;
                disk.files.put(name, node);
                disk.durable.put(name, node);
            }
        }
        return disk;
    }

    /** Goes through a change. */
    public void apply(RecordingDisk.Operation operation) {
        if (operation instanceof RecordingDisk.MakeDirectory make) {
            put(make.path(), new Node(null));
        } else if (operation instanceof RecordingDisk.Create create) {
            put(create.path(), new Node(create.content()));
        } else if (operation instanceof RecordingDisk.Append append) {
            Node old = files.get(append.path());
            if (old == null) {
                put(append.path(), new Node(append.content()));
            } else {
                old.append(append.length(), append.content());
            }
        } else if (operation instanceof RecordingDisk.Link link) {
            put(link.name(), get(link.existing()));
        } else if (operation instanceof RecordingDisk.Rename rename) {
            Node node = get(rename.from());
            files.remove(rename.from());
            files.put(rename.to(), node);
            pending(rename.to()).add(new Entry(rename.to(), node, rename.from()));
        } else if (operation instanceof RecordingDisk.Delete delete) {
            files.remove(delete.path());
            pending(delete.path()).add(new Entry(null, null, delete.path()));
        } else if (operation instanceof RecordingDisk.Sync sync) {
            sync(sync.path());
        }
    }

    private void put(String path, Node node) {
        files.put(path, node);
        pending(path).add(new Entry(path, node, null));
    }

    private Node get(String path) {
        Node node = files.get(path);
        if (node == null) {
            throw new IllegalStateException("no file " + path);
        }
        return node;
    }

    private List<Entry> pending(String path) {
        return pending.computeIfAbsent(parent(path), directory -> new ArrayList<>());
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private void sync(String path) {
        Node node = get(path);
        node.synced = true;
        if (node.isDirectory()) {
            List<Entry> entries = pending.remove(path);
            if (entries != null) {
                entries.forEach(entry -> entry.apply(durable));
            }
        }
    }

    /**
     * Writes what one power failure leaves into a new folder.
     *
     * @param keeps the chance of each change that was not synced to be there nevertheless
     */
    public void materialise(Path folder, double keeps, Random random) throws IOException {
        Map<String, Node> left = new TreeMap<>(durable);
        for (List<Entry> entries : pending.values()) {
            for (Entry entry : entries) {
                if (random.nextDouble() < keeps) {
                    entry.apply(left);
                }
            }
        }
        write(folder, left, random);
    }

    /** Writes what is there when the process ends here and the power does not fail. */
    public void kill(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Node> file : new TreeMap<>(files).entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (file.getValue().isDirectory()) {
                Files.createDirectories(path);
            } else {
                Files.write(path, file.getValue().whole());
            }
        }
    }

    private static void write(Path folder, Map<String, Node> left, Random random) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Node> file : left.entrySet()) { // directories come before what is in them
            Path path = folder.resolve(file.getKey());
            if (file.getValue().isDirectory()) {
                Files.createDirectories(path);
            } else if (Files.isDirectory(path.resolveSibling("."))) {
                Files.write(path, file.getValue().bytes(random));
            }
        }
    }

    private static final class Node {
        private @Nullable String content;
        private boolean synced;
        private int durableLength;

        Node(@Nullable String content) {
            this.content = content;
        }

        /** What was synced of the file and is not cut off stays. */
        void append(int length, String more) {
            String old = content == null ? "" : content;
            durableLength = Math.min(synced ? old.length() : durableLength, length);
            synced = false;
            content = old.substring(0, length) + more;
        }

        boolean isDirectory() {
            return content == null;
        }

        byte[] whole() {
            return Objects.requireNonNull(content, "a directory has no content").getBytes(ISO_8859_1);
        }

        byte[] bytes(Random random) {
            if (content == null) {
                throw new IllegalStateException("a directory has no content");
            }
            int length =
                    synced ? content.length() : durableLength + random.nextInt(content.length() - durableLength + 1);
            return content.substring(0, length).getBytes(ISO_8859_1);
        }
    }

    /** A directory entry that comes, goes, or does both in a rename. */
    private record Entry(
            @Nullable String comes,
            @Nullable Node node,
            @Nullable String goes) {
        void apply(Map<String, Node> entries) {
            if (goes != null) {
                entries.remove(goes);
            }
            if (comes != null && node != null) {
                entries.put(comes, node);
            }
        }
    }
}
