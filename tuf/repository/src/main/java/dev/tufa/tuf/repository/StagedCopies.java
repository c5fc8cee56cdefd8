package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Copies of files that are to be staged. They have no names that say what is in them before all are taken and, if that is asked for,
 * on stable storage. The caller holds the lock.
 */
final class StagedCopies {
    private final Disk disk;
    private final Layout layout;
    private final Kind kind;
    private final Path directory;
    private final List<String> hashes = new ArrayList<>();
    private boolean failed;

    StagedCopies(Disk disk, Layout layout, Kind kind) {
        this.disk = disk;
        this.layout = layout;
        this.kind = kind;
        this.directory = layout.at(Layout.STAGED_FILES);
    }

    /** Copies a file, or only reads it, and says what metadata is to say of it. */
    TargetFile take(Path source, String targetPath, AddOptions options) throws ChangeRefusedException, IOException {
        if (!Files.isRegularFile(source)) {
            throw unreadable(source, Files.exists(source) ? "something else" : "nothing");
        }
        MessageDigest digest = HashFunction.SHA256.newDigest();
        boolean copied = kind != Kind.NONE && !failed;
        long length;
        try (DigestInputStream content = new DigestInputStream(Files.newInputStream(source), digest)) {
            length = copied ? copy(content) : content.transferTo(OutputStream.nullOutputStream());
        } catch (AccessDeniedException e) {
            throw unreadable(source, "no permission to read it");
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (copied) {
            hashes.set(hashes.size() - 1, sha256);
        }
        return new TargetFile(targetPath, length, Hashes.ofSha256(sha256), options.custom(), JsonObject.EMPTY);
    }

    private long copy(InputStream content) throws IOException {
        new DurableFiles(disk).makeDirectories(directory, Access.PRIVATE);
        Path temporary = temporary(hashes.size());
        disk.delete(temporary);
        hashes.add("");
        disk.create(temporary, content, Access.PUBLIC);
        return disk.length(temporary);
    }

    private Path temporary(int number) {
        return directory.resolve(".copy-%d.tmp".formatted(number));
    }

    /** From now on files are only read: nothing will be kept. */
    void fail() {
        failed = true;
    }

    /** Removes the last copy: metadata says already what it is to say. */
    void dropLast() throws IOException {
        if (!hashes.isEmpty() && !failed) {
            hashes.remove(hashes.size() - 1);
            disk.delete(temporary(hashes.size()));
        }
    }

    /** Gives the copies the names that changes know them by. */
    void keep() throws IOException {
        if (hashes.isEmpty()) {
            return;
        }
        if (kind == Kind.DURABLE) {
            disk.syncAll(
                    IntStream.range(0, hashes.size()).mapToObj(this::temporary).toList());
        }
        for (int number = 0; number < hashes.size(); number++) {
            disk.rename(temporary(number), layout.at(Layout.stagedFile(hashes.get(number))));
        }
        hashes.clear();
        if (kind == Kind.DURABLE) {
            disk.sync(directory);
        }
    }

    /** Removes the copies. */
    void discard() throws IOException {
        for (int number = 0; number < hashes.size(); number++) {
            disk.delete(temporary(number));
        }
        hashes.clear();
    }

    private static ChangeRefusedException unreadable(Path source, String actual) {
        return new ChangeRefusedException(
                "%s: expected a readable file, got %s".formatted(Printable.of(source.toString()), actual));
    }

    /** What becomes of files that are taken. */
    enum Kind {
        /** Copies, on stable storage when they have their names: changes that wait name them. */
        DURABLE,
        /** Copies that are on stable storage when they are published, which waits for every file anyway. */
        DURABLE_WHEN_PUBLISHED,
        /** No copies: somebody only wants to know. */
        NONE
    }
}
