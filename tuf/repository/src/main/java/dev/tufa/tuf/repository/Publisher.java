package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries out a plan: writes what nothing names yet, then a line in the journal, then does the steps that are left one after the
 * other. Doing a step again does nothing, so whoever comes after a crash begins at the first step. The caller holds the lease, and
 * its disk lets nothing through when that is lost.
 */
final class Publisher {
    private final Disk disk;
    private final DurableFiles files;
    private final Layout layout;
    private final Journal journal;

    Publisher(Disk disk, Layout layout, Journal journal) {
        this.disk = disk;
        this.files = new DurableFiles(disk);
        this.layout = layout;
        this.journal = journal;
    }

    /** Carries out a plan that has been checked. */
    void publish(PublicationPlan plan) throws WriteOnceException, IOException {
        eachOf(plan.steps(), step -> {
            requirePossible(step);
            return step;
        });
        Map<Boolean, List<PublicationStep>> steps = plan.steps().stream()
                .collect(Collectors.partitioningBy(
                        step -> !plan.base().timestamp().isEmpty() && isUnseen(step)));
        prepare(steps.getOrDefault(true, List.of()));
        List<PublicationStep> rest = steps.getOrDefault(false, List.of());
        Optional<LastPublication> before = journal.last();
        Journal.Entry entry = new Journal.Entry(plan.base().timestamp(), rest, last(plan, before), before);
        journal.begin(entry);
        carryOut(entry);
    }

    /** Whether nobody can come upon a file before something else names it: all that is new, but roots. */
    private static boolean isUnseen(PublicationStep step) {
        return step instanceof PublicationStep.CreateTarget
                || (step instanceof PublicationStep.Create && !Layout.isRoot(step.path()));
    }

    /** What to remember, if clients will see something else than before. */
    private static Optional<LastPublication> last(PublicationPlan plan, Optional<LastPublication> before)
            throws IOException {
        if (plan.steps().stream().noneMatch(step -> step.path().startsWith(Layout.PUBLISHED + "/"))) {
            return Optional.empty();
        }
        OptionalLong version = plan.timestampVersion();
        return version.isPresent()
                ? Optional.of(new LastPublication(plan.plannedAt(), version.getAsLong()))
                : before.map(last -> new LastPublication(plan.plannedAt(), last.timestamp()));
    }

    /**
     * Writes what nothing names yet. If this stops half way, what is there stays: somebody may have copied it, so that its version
     * is not used for anything else.
     */
    private void prepare(List<PublicationStep> steps) throws WriteOnceException, IOException {
        Set<Path> directories = new LinkedHashSet<>();
        List<PublicationStep.Create> creates = new ArrayList<>();
        List<PublicationStep.CreateTarget> targets = new ArrayList<>();
        for (PublicationStep step : steps) {
            Path directory = layout.at(step.path()).resolveSibling(".").normalize();
            if (directories.add(directory)) {
                files.makeDirectories(directory, Layout.access(step.path()));
            }
            if (step instanceof PublicationStep.Create create) {
                creates.add(create);
            } else if (step instanceof PublicationStep.CreateTarget target) {
                targets.add(target);
            }
        }
        Set<Path> unsynced = new LinkedHashSet<>();
        for (Optional<Path> written : eachOf(creates, this::written)) {
            written.ifPresent(unsynced::add);
        }
        targets.forEach(target -> unsynced.add(layout.at(target.source())));
        disk.syncAll(unsynced);
        eachOf(
                targets,
                target -> { // whose names say what is in them, so that it has to be
                    create(layout.at(target.path()), target);
                    return target;
                });
        disk.syncAll(directories);
    }

    /** Writes a file; empty if it is there already. */
    private Optional<Path> written(PublicationStep.Create step) throws WriteOnceException, IOException {
        Path file = layout.at(step.path());
        if (isThere(file, step)) {
            return Optional.empty();
        }
        write(file, step);
        return Optional.of(file);
    }

    /** Does with each of many files, none of which has to be there before another, what has to be done with it. */
    private static <T, R> List<R> eachOf(List<T> steps, Parallel.Step<T, R> work)
            throws WriteOnceException, IOException {
        try {
            return Parallel.map(steps, work);
        } catch (WriteOnceException e) {
            throw e;
        } catch (RepositoryException | TrustException e) {
            throw new IllegalStateException("writing refuses nothing else", e);
        }
    }

    /** What was set aside on the same disk only gets another name. */
    private void write(Path file, PublicationStep.Create step) throws IOException {
        Optional<Path> aside = step.content().file();
        if (aside.isPresent()) {
            try {
                disk.link(aside.get(), file);
                return;
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (FileSystemException | UnsupportedOperationException e) {
                // another disk, or one without links
            }
        }
        disk.create(file, new ByteArrayInputStream(step.content().bytes()), Layout.access(step.path()));
    }

    /** Brings an interrupted publication to its end. */
    Recovery recover() throws IOException {
        Optional<Journal.Entry> pending = journal.pending();
        if (pending.isEmpty()) {
            return Recovery.NOTHING_TO_DO;
        }
        String live = liveTimestamp();
        if (!live.equals(pending.get().base()) && !live.equals(pending.get().timestamp())) {
            journal.abandon();
            return Recovery.ABANDONED;
        }
        try {
            carryOut(pending.get());
            return Recovery.COMPLETED;
        } catch (WriteOnceException | MissingSourceException e) {
            return Recovery.ABANDONED;
        }
    }

    /** Forgets an interrupted publication of which clients have seen nothing. */
    Recovery abandon() throws ChangeRefusedException, IOException {
        Optional<Journal.Entry> pending = journal.pending();
        if (pending.isEmpty()) {
            return Recovery.NOTHING_TO_DO;
        }
        boolean visible = pending.get().timestamp().equals(pending.get().base())
                ? pending.get()
                        .newRoot()
                        .filter(path -> disk.exists(layout.at(path)))
                        .isPresent()
                : !liveTimestamp().equals(pending.get().base());
        if (visible) {
            throw new ChangeRefusedException(
                    "publication: expected one that clients have not seen, got one that they have");
        }
        journal.abandon();
        return Recovery.ABANDONED;
    }

    private void carryOut(Journal.Entry entry) throws WriteOnceException, IOException {
        Set<Path> unsynced = new LinkedHashSet<>();
        try {
            for (PublicationStep step : entry.steps()) {
                carryOut(step, unsynced);
            }
        } catch (WriteOnceException | MissingSourceException e) { // no later run could do better
            journal.abandon();
            throw e;
        }
        sync(unsynced);
        journal.end();
    }

    /** What a step replaces is replaced when everything before it is durable. */
    private void carryOut(PublicationStep step, Set<Path> unsynced) throws WriteOnceException, IOException {
        Path file = layout.at(step.path());
        Path directory = file.resolveSibling(".").normalize();
        if (step instanceof PublicationStep.Replace replace) {
            sync(unsynced);
            files.makeDirectories(directory, Layout.access(step.path()));
            files.replace(file, replace.content().bytes(), Layout.access(step.path()));
            return;
        }
        if (step instanceof PublicationStep.Discard) {
            disk.delete(file);
            if (directory.equals(
                    layout.at(Layout.STAGED))) { // a change must not come back; a copy of a file does no harm
                unsynced.add(directory);
            }
            return;
        }
        if (step instanceof PublicationStep.Create create) {
            files.makeDirectories(directory, Layout.access(step.path()));
            create(file, create);
        } else if (step instanceof PublicationStep.CreateTarget target) {
            files.makeDirectories(directory, Layout.access(step.path()));
            create(file, target);
        }
        unsynced.add(directory);
    }

    private void create(Path file, PublicationStep.Create step) throws WriteOnceException, IOException {
        if (isThere(file, step)) {
            return;
        }
        try {
            files.create(file, step.content().bytes(), Layout.access(step.path()));
        } catch (FileAlreadyExistsException e) {
            throw conflict(step.path());
        }
    }

    private void create(Path file, PublicationStep.CreateTarget step) throws WriteOnceException, IOException {
        if (isThere(file, step)) {
            return;
        }
        Path source = layout.at(step.source());
        if (!disk.exists(source)) {
            throw new MissingSourceException(step.source());
        }
        try {
            link(source, file, step);
        } catch (FileAlreadyExistsException e) {
            throw conflict(step.path());
        }
    }

    /** A second name for the staged file; a copy where the published tree is on another disk, or on one without links. */
    private void link(Path source, Path file, PublicationStep.CreateTarget step) throws IOException {
        try {
            disk.link(source, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            try (InputStream content = disk.open(source)) {
                files.create(file, content, Layout.access(step.path()));
            }
        }
    }

    /** Before the journal commits to a plan: nothing of it is taken by other content, and what it publishes is as it says. */
    private void requirePossible(PublicationStep step) throws WriteOnceException, IOException {
        Path file = layout.at(step.path());
        if (step instanceof PublicationStep.Create create) {
            isThere(file, create);
        } else if (step instanceof PublicationStep.CreateTarget target && !isThere(file, target)) {
            String actual = sha256(layout.at(target.source()));
            if (!actual.equals(target.sha256())) {
                throw new IOException(
                        "%s: expected SHA-256 %s, got %s".formatted(target.source(), target.sha256(), actual));
            }
        }
    }

    private boolean isThere(Path file, PublicationStep.Create step) throws WriteOnceException, IOException {
        if (!disk.exists(file)) {
            return false;
        }
        if (!Arrays.equals(disk.read(file), step.content().bytes())) {
            throw conflict(step.path());
        }
        return true;
    }

    private boolean isThere(Path file, PublicationStep.CreateTarget step) throws WriteOnceException, IOException {
        if (!disk.exists(file)) {
            return false;
        }
        if (!sha256(file).equals(step.sha256())) {
            throw conflict(step.path());
        }
        return true;
    }

    private static WriteOnceException conflict(String path) {
        return new WriteOnceException(path
                + ": expected no file or one with the same content, got other content; somebody else has published");
    }

    private void sync(Set<Path> directories) throws IOException {
        disk.syncAll(directories);
        directories.clear();
    }

    private String liveTimestamp() throws IOException {
        Path file = layout.at(Layout.TIMESTAMP);
        return disk.exists(file) ? sha256(file) : "";
    }

    private String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(disk.open(file), HashFunction.SHA256.newDigest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    /** A target's staged file is gone. */
    private static final class MissingSourceException extends NoSuchFileException {
        private static final long serialVersionUID = 1L;

        MissingSourceException(String source) {
            super(source);
        }
    }
}
