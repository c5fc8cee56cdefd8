package dev.tufa.tuf.repository.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A disk that remembers every change, in order, with paths relative to a folder. */
public final class RecordingDisk extends ForwardingDisk {
    private final Path folder;
    private final List<Operation> operations = Collections.synchronizedList(new ArrayList<>());

    /** A disk with this folder. */
    public RecordingDisk(Path folder) {
        super(new LocalDisk());
        this.folder = folder;
    }

    /** All changes so far. */
    public List<Operation> operations() {
        synchronized (operations) {
            return List.copyOf(operations);
        }
    }

    private String name(Path path) {
        return folder.relativize(path).toString();
    }

    @Override
    public void makeDirectory(Path directory, Access access) throws IOException {
        super.makeDirectory(directory, access);
        operations.add(new MakeDirectory(name(directory)));
    }

    @Override
    public void create(Path file, InputStream content, Access access) throws IOException {
        byte[] all = content.readAllBytes();
        super.create(file, new ByteArrayInputStream(all), access);
        operations.add(new Create(name(file), new String(all, ISO_8859_1)));
    }

    @Override
    public void append(Path file, long length, byte[] content, Access access) throws IOException {
        super.append(file, length, content, access);
        operations.add(new Append(name(file), Math.toIntExact(length), new String(content, ISO_8859_1)));
    }

    @Override
    public void sync(Path fileOrDirectory) {
        operations.add(new Sync(name(fileOrDirectory)));
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        super.link(existing, name);
        operations.add(new Link(name(existing), name(name)));
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        super.symbolicLink(link, target);
        operations.add(new SymbolicLink(name(link), target.toString()));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        super.rename(from, to);
        operations.add(new Rename(name(from), name(to)));
    }

    @Override
    public void delete(Path file) throws IOException {
        if (exists(file)) {
            operations.add(new Delete(name(file)));
        }
        super.delete(file);
    }

    /** A change to the disk. */
    public sealed interface Operation {}

    record MakeDirectory(String path) implements Operation {}

    /** The content's bytes are the text's characters. */
    record Create(String path, String content) implements Operation {}

    /** Cuts a file to a length and adds content. */
    record Append(String path, int length, String content) implements Operation {}

    record Sync(String path) implements Operation {}

    record Link(String existing, String name) implements Operation {}

    /** The target is relative to the directory of the link. */
    record SymbolicLink(String link, String target) implements Operation {}

    record Rename(String from, String to) implements Operation {}

    record Delete(String path) implements Operation {}
}
