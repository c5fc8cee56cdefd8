package dev.tufa.tuf.repository.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be on a disk when the power failed: all that was synced; of the entries of each directory that were changed since,
 * any; of files that were written and not synced, the names with anything in them.
 */
public final class PowerLoss {
    private final Node root = Node.directory();
    private final List<Node> directories = new ArrayList<>(List.of(root));

    private PowerLoss() {}

    /** The disk that holds a folder, all of it durable. */
    public static PowerLoss of(Path folder) throws IOException {
        PowerLoss disk = new PowerLoss();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(path -> !path.equals(folder)).toList()) {
                Node node = disk.node(path);
                Place place = disk.place(folder.relativize(path).toString());
                place.directory().present.put(place.name(), node);
                place.directory().durable.put(place.name(), node);
            }
        }
        return disk;
    }

    private Node node(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return Node.link(Files.readSymbolicLink(path).toString());
        }
        if (Files.isDirectory(path)) {
            return newDirectory();
        }
        Node file = Node.file(new String(Files.readAllBytes(path), ISO_8859_1));
        file.synced = true;
        return file;
    }

    /** Goes through a change. */
    public void apply(RecordingDisk.Operation operation) {
        if (operation instanceof RecordingDisk.MakeDirectory make) {
            put(place(make.path()), newDirectory());
        } else if (operation instanceof RecordingDisk.Create create) {
            put(place(create.path()), Node.file(create.content()));
        } else if (operation instanceof RecordingDisk.Append append) {
            Place place = place(append.path());
            Node old = place.directory().present.get(place.name());
            if (old == null) {
                put(place, Node.file(append.content()));
            } else {
                old.append(append.length(), append.content());
            }
        } else if (operation instanceof RecordingDisk.Link link) {
            put(place(link.name()), get(link.existing()));
        } else if (operation instanceof RecordingDisk.SymbolicLink link) {
            put(place(link.link()), Node.link(link.target()));
        } else if (operation instanceof RecordingDisk.Rename rename) {
            Node node = get(rename.from());
            move(new Move(
                    place(rename.from()), place(rename.to()), node)); // durable as a whole when either directory is
        } else if (operation instanceof RecordingDisk.Delete delete) {
            move(new Move(place(delete.path()), null, null));
        } else if (operation instanceof RecordingDisk.Sync sync) {
            sync(get(sync.path()));
        }
    }

    private Node newDirectory() {
        Node directory = Node.directory();
        directories.add(directory);
        return directory;
    }

    private void put(Place place, Node node) {
        move(new Move(null, place, node));
    }

    private void move(Move move) {
        move.apply(directory -> directory.present);
        Set<Node> touched = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.of(Optional.ofNullable(move.from()), Optional.ofNullable(move.to()))
                .flatMap(Optional::stream)
                .map(Place::directory)
                .filter(touched::add)
                .forEach(directory -> directory.pending.add(move));
    }

    private Place place(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? new Place(root, path) : new Place(get(path.substring(0, slash)), path.substring(slash + 1));
    }

    /** What has a path, through links on the way and at its end. */
    private Node get(String path) {
        Node node = root;
        Path here = Path.of("");
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            Node next = node.present.get(name);
            if (next == null) {
                throw new IllegalStateException("no file " + path);
            }
            Path target = next.isLink() ? here.resolve(next.content).normalize() : here.resolve(name);
            node = next.isLink() ? get(target.toString()) : next;
            here = target;
        }
        return node;
    }

    private void sync(Node node) {
        node.synced = true;
        List<Move> moves = List.copyOf(node.pending);
        moves.forEach(move -> move.apply(directory -> directory.durable));
        directories.forEach(directory -> directory.pending.removeAll(moves));
    }

    /**
     * Writes what one power failure leaves into a new folder.
     *
     * @param keeps the chance of each change that was not synced to be there nevertheless
     */
    public void materialise(Path folder, double keeps, Random random) throws IOException {
        IdentityHashMap<Node, Map<String, Node>> left = new IdentityHashMap<>();
        directories.forEach(directory -> left.put(directory, new TreeMap<>(directory.durable)));
        Set<Move> decided = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node directory : directories) {
            for (Move move : directory.pending) {
                if (decided.add(move) && random.nextDouble() < keeps) {
                    move.apply(of -> Objects.requireNonNull(left.get(of)));
                }
            }
        }
        IdentityHashMap<Node, byte[]> contents = new IdentityHashMap<>(); // the same under each name of a file
        write(
                folder,
                root,
                directory -> Objects.requireNonNull(left.get(directory)),
                file -> contents.computeIfAbsent(file, torn -> torn.bytes(random)));
    }

    /** Writes what is there when the process ends here and the power does not fail. */
    public void kill(Path folder) throws IOException {
        write(folder, root, directory -> directory.present, Node::whole);
    }

    private static void write(
            Path folder, Node directory, Function<Node, Map<String, Node>> entries, Function<Node, byte[]> content)
            throws IOException {
        write(folder, directory, entries, content, new IdentityHashMap<>());
    }

    private static void write(
            Path folder,
            Node directory,
            Function<Node, Map<String, Node>> entries,
            Function<Node, byte[]> content,
            Map<Node, Path> written)
            throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Node> entry : entries.apply(directory).entrySet()) {
            Path path = folder.resolve(entry.getKey());
            Node node = entry.getValue();
            Path same = written.putIfAbsent(node, path);
            if (node.isDirectory()) {
                write(path, node, entries, content, written);
            } else if (same != null) {
                Files.createLink(path, same);
            } else if (node.isLink()) {
                Files.createSymbolicLink(path, Path.of(node.content));
            } else {
                Files.write(path, content.apply(node));
            }
        }
    }

    /** A file, a link, or a directory with what it holds now, what it holds for sure, and what has changed in between. */
    private static final class Node {
        private final Map<String, Node> present = new TreeMap<>();
        private final Map<String, Node> durable = new TreeMap<>();
        private final List<Move> pending = new ArrayList<>();
        private final Kind kind;
        private String content;
        private boolean synced;
        private int durableLength;

        private Node(Kind kind, String content) {
            this.kind = kind;
            this.content = content;
        }

        static Node file(String content) {
            return new Node(Kind.FILE, content);
        }

        static Node directory() {
            return new Node(Kind.DIRECTORY, "");
        }

        /** A symbolic link, whose content is where it leads. */
        static Node link(String target) {
            return new Node(Kind.LINK, target);
        }

        boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }

        boolean isLink() {
            return kind == Kind.LINK;
        }

        /** What was synced of the file and is not cut off stays. */
        void append(int length, String more) {
            durableLength = Math.min(synced ? content.length() : durableLength, length);
            synced = false;
            content = content.substring(0, length) + more;
        }

        byte[] whole() {
            return content.getBytes(ISO_8859_1);
        }

        byte[] bytes(Random random) {
            int length =
                    synced ? content.length() : durableLength + random.nextInt(content.length() - durableLength + 1);
            return content.substring(0, length).getBytes(ISO_8859_1);
        }
    }

    private enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    /** A name in a directory. */
    private record Place(Node directory, String name) {}

    /** A directory entry that comes, goes, or does both in a rename; told from others by which one it is. */
    private static final class Move {
        private final @Nullable Place from;
        private final @Nullable Place to;
        private final @Nullable Node node;

        Move(@Nullable Place from, @Nullable Place to, @Nullable Node node) {
            this.from = from;
            this.to = to;
            this.node = node;
        }

        @Nullable
        Place from() {
            return from;
        }

        @Nullable
        Place to() {
            return to;
        }

        void apply(Function<Node, Map<String, Node>> entries) {
            if (from != null) {
                entries.apply(from.directory()).remove(from.name());
            }
            if (to != null && node != null) {
                entries.apply(to.directory()).put(to.name(), node);
            }
        }
    }
}
