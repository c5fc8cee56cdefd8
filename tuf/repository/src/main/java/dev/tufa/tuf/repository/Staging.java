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
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The staging area: one small file for each change, numbered in order, and a copy of each file to be published, named by its
 * SHA-256. A change is there when its file is, and then for good. The caller holds the lock.
 */
final class Staging {
    private static final String CHANGE_SUFFIX = ".json";

    private final Disk disk;
    private final DurableFiles files;
    private final Layout layout;

    Staging(Disk disk, Layout layout) {
        this.disk = disk;
        this.files = new DurableFiles(disk);
        this.layout = layout;
    }

    /** What is staged, in order. */
    List<StagedChange> read() throws IOException {
        List<StagedChange> changes = new ArrayList<>();
        for (Path file : changeFiles()) {
            String path = Layout.STAGED + "/" + file.getFileName();
            changes.add(new StagedChange(path, ChangeJson.read(path, disk.read(file))));
        }
        return changes;
    }

    /** Stages changes after all others. If this is interrupted, the first of them are staged. */
    void add(List<? extends Change> changes) throws IOException {
        List<Path> all = changeFiles();
        long number = all.isEmpty() ? 1 : number(all.get(all.size() - 1)) + 1;
        Path directory = layout.at(Layout.STAGED);
        for (Change change : changes) {
            Path file = directory.resolve("%010d%s".formatted(number, CHANGE_SUFFIX));
            files.create(file, ChangeJson.write(change), Access.PRIVATE);
            number++;
        }
        disk.sync(directory);
    }

    /** The steps that stage changes after all others. */
    List<PublicationStep> steps(List<Change> changes) throws IOException {
        List<Path> all = changeFiles();
        long number = all.isEmpty() ? 1 : number(all.get(all.size() - 1)) + 1;
        List<PublicationStep> steps = new ArrayList<>();
        for (Change change : changes) {
            String path = "%s/%010d%s".formatted(Layout.STAGED, number, CHANGE_SUFFIX);
            steps.add(new PublicationStep.Replace(path, Content.of(ChangeJson.write(change))));
            number++;
        }
        return steps;
    }

    /** Copies a file, and says what metadata is to say of it. Without a change that names it, the copy is litter. */
    TargetFile copy(Path source, String targetPath, AddOptions options, Durability durability)
            throws ChangeRefusedException, IOException {
        if (!Files.isRegularFile(source)) {
            throw unreadable(source, Files.exists(source) ? "something else" : "nothing");
        }
        Path directory = layout.at(Layout.STAGED_FILES);
        files.makeDirectories(directory, Access.PRIVATE);
        Path temporary = disk.temporary(layout.at(Layout.STAGED_FILES).resolve(".copy"));
        disk.delete(temporary);
        String sha256;
        try (DigestInputStream content =
                new DigestInputStream(Files.newInputStream(source), HashFunction.SHA256.newDigest())) {
            disk.create(temporary, content, Access.PUBLIC);
            sha256 = HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (AccessDeniedException e) {
            throw unreadable(source, "no permission to read it");
        }
        if (durability == Durability.NOW) {
            disk.sync(temporary);
        }
        long length = disk.length(temporary);
        disk.rename(temporary, layout.at(Layout.stagedFile(sha256)));
        if (durability == Durability.NOW) {
            disk.sync(directory);
        }
        return new TargetFile(targetPath, length, Hashes.ofSha256(sha256), options.custom(), JsonObject.EMPTY);
    }

    /** When a copy has to be on stable storage. */
    enum Durability {
        /** When it has been made: a change that waits names it. */
        NOW,
        /** When it is published, which waits for every file anyway. */
        WHEN_PUBLISHED
    }

    /** What is left to remove when changes are used up: their files, and copies that no other change needs. */
    List<PublicationStep> discards(List<StagedChange> used) throws IOException {
        List<PublicationStep> discards = new ArrayList<>();
        Set<String> usedPaths = new HashSet<>();
        for (StagedChange change : used) {
            usedPaths.add(change.path());
            discards.add(new PublicationStep.Discard(change.path()));
        }
        Set<String> needed = new HashSet<>();
        for (StagedChange change : read()) {
            if (!usedPaths.contains(change.path()) && change.change() instanceof Change.AddTarget add) {
                needed.add(add.sha256());
            }
        }
        for (Path copy : disk.list(layout.at(Layout.STAGED_FILES))) {
            String name = String.valueOf(copy.getFileName());
            if (!needed.contains(name)) {
                discards.add(new PublicationStep.Discard(Layout.stagedFile(name)));
            }
        }
        return discards;
    }

    /** Forgets everything that is staged. */
    void clear() throws IOException {
        for (PublicationStep discard : discards(read())) {
            disk.delete(layout.at(discard.path()));
        }
        disk.sync(layout.at(Layout.STAGED));
    }

    private List<Path> changeFiles() throws IOException {
        return disk.list(layout.at(Layout.STAGED)).stream()
                .filter(file -> isChange(String.valueOf(file.getFileName())))
                .toList();
    }

    private static boolean isChange(String name) {
        return name.length() == 10 + CHANGE_SUFFIX.length()
                && name.endsWith(CHANGE_SUFFIX)
                && name.chars().limit(10).allMatch(c -> c >= '0' && c <= '9');
    }

    private static long number(Path changeFile) {
        return Long.parseLong(String.valueOf(changeFile.getFileName()).substring(0, 10));
    }

    private static ChangeRefusedException unreadable(Path source, String actual) {
        return new ChangeRefusedException(
                "%s: expected a readable file, got %s".formatted(Printable.of(source.toString()), actual));
    }
}
