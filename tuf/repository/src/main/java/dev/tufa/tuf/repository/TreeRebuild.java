package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a repository anew around its published tree, when what stood beside the tree is lost or older than it. Doing it again
 * changes nothing more, so whoever comes after a crash begins anew. The caller holds the lock.
 */
final class TreeRebuild {
    private final Disk disk;
    private final DurableFiles files;
    private final Layout layout;
    private final Path log;
    private final Journal journal;
    private final PublishedTree local;
    private final List<String> changes = new ArrayList<>();

    TreeRebuild(Disk disk, Layout layout, Path log) {
        this.disk = disk;
        this.log = log;
        this.journal = new Journal(disk, log);
        this.files = new DurableFiles(disk);
        this.layout = layout;
        this.local = new PublishedTree(disk, layout.at(Layout.METADATA), Optional.of(layout.at(Layout.TARGETS)));
    }

    Rebuilt run(RebuildOptions options, Instant now) throws RepositoryException, IOException, TrustException {
        Recovery publication = endPublication();
        Optional<Continuation> past = readable(Layout.CONTINUATION, Continuation::read);
        long firstRoot = past.map(Continuation::firstRoot).orElse(1L);
        TreeView view = view(options, firstRoot);
        List<TreeProblem> problems = new ArrayList<>(view.inspection().problems());
        if (view.inspection().client().isEmpty()) {
            return new Rebuilt(Rebuilt.Outcome.UNUSABLE, publication, changes, problems);
        }
        Map<RoleAuthority, Targets> roles = view.inspection().roles();
        for (RoleAuthority role : roles.keySet()) {
            FileNames.requireRole(role.name());
        }
        takeFiles(view, options);
        rebuildState(view, past.orElse(Continuation.NONE), options, now);
        List<TargetFile> targets = roles.values().stream()
                .flatMap(role -> role.targets().values().stream())
                .distinct()
                .toList();
        problems.addAll(new TargetCopies(local).problems(targets));
        return new Rebuilt(Rebuilt.Outcome.READY, publication, changes, problems);
    }

    /** A journal that cannot be read cannot be followed; clients have either nothing of its publication or all that they need. */
    private Recovery endPublication() throws IOException {
        if (journal.isDamaged()) {
            String aside = Layout.OLD_JOURNAL_LOG + ".damaged";
            files.replace(layout.at(aside), disk.read(log), Access.PRIVATE);
            disk.append(
                    log, 0, new byte[0], Access.PRIVATE); // the file stays: it is what makes the epoch the present one
            disk.sync(log);
            changes.add("%s: put aside as %s: expected lines of a journal, got none".formatted(Layout.JOURNAL, aside));
        }
        return new Publisher(disk, layout, journal).recover();
    }

    private TreeView view(RebuildOptions options, long firstRoot) throws RepositoryException, IOException {
        if (options.from().isEmpty()) {
            return TreeView.of(local, local.names(), firstRoot);
        }
        PublishedTree mirror = PublishedTree.find(disk, options.from().get());
        return TreeView.newest(local, local.names(), mirror, mirror.names(), firstRoot);
    }

    /** Brings here what the newest tree has from elsewhere: leaves first, roots last, as a publication does. */
    private void takeFiles(TreeView view, RebuildOptions options) throws IOException {
        String source =
                options.from().map(path -> Printable.of(path.toString())).orElse("root.json");
        long oldest =
                MetadataListing.of(local.names()).roots().stream().findFirst().orElse(Long.MAX_VALUE);
        List<String> ordered = new ArrayList<>(view.inspection().read());
        ordered.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        for (String name : ordered) {
            byte[] wanted = view.files().read(name).orElseThrow();
            if (local.read(name)
                    .filter(present -> Arrays.equals(wanted, present))
                    .isEmpty()) {
                files.replace(layout.at(Layout.metadata(name)), wanted, Access.PUBLIC);
                changes.add("%s: taken from %s".formatted(Layout.metadata(Printable.of(name)), source));
                MetadataName.parse(name)
                        .filter(root ->
                                root.role().equals("root") && root.version().orElse(oldest) < oldest)
                        .ifPresent(root -> changes.add(("%s: nothing here vouches for it;"
                                        + " compare its key ids before you give it to clients")
                                .formatted(Layout.metadata(name))));
            }
        }
        byte[] newest = client(view).held().root().bytes();
        if (local.read("root.json").filter(copy -> Arrays.equals(copy, newest)).isEmpty()) {
            files.replace(layout.at(Layout.ROOT), newest, Access.PUBLIC);
            changes.add("%s: a copy of version %d"
                    .formatted(Layout.ROOT, client(view).root().version()));
        }
    }

    private static int rank(String name) {
        boolean root = MetadataName.parse(name)
                .filter(parsed -> parsed.role().equals(RoleType.ROOT.text()))
                .isPresent();
        return root ? 2 : name.equals(RoleType.TIMESTAMP.file()) ? 1 : 0;
    }

    private void rebuildState(TreeView view, Continuation past, RebuildOptions options, Instant now)
            throws IOException, TrustException {
        ImpliedState implied = new ImpliedState(client(view), view.inspection().roles());
        Optional<Settings> known = readable(Layout.SETTINGS, Settings::read);
        Settings settings = known.orElseGet(() -> implied.settings(now));
        if (known.isEmpty()) {
            write(Layout.SETTINGS, settings.toBytes(), "lifetimes of " + describe(settings));
        }
        Optional<LastPublication> last = journal.last();
        long live = client(view).timestamp().version();
        long seen = Math.max(
                options.timestampSeen(), last.map(LastPublication::timestamp).orElse(0L));
        Continuation next = new Continuation(
                view.inspection().firstRoot(),
                SeenVersions.of(client(view), MetadataListing.of(local.names()), past.seen(), seen));
        if (!next.equals(past)) {
            write(Layout.CONTINUATION, next.toBytes(), "versions go on after " + describe(next));
        }
        LastPublication published = implied.lastPublication(settings, now);
        if (last.isEmpty() || last.get().timestamp() != live) {
            Instant at = last.map(LastPublication::at).orElse(published.at());
            journal.note(new LastPublication(at, live));
            changes.add("%s: version %d of the timestamp".formatted(Layout.JOURNAL, live));
        }
        rebuildKeys(view, implied, published.at());
    }

    private void rebuildKeys(TreeView view, ImpliedState implied, Instant at) throws IOException, TrustException {
        Optional<KeyIndex> known = readable(Layout.KEY_INDEX, bytes -> KeyIndex.read(Layout.KEY_INDEX, bytes));
        List<String> pemFiles = disk.list(layout.at(Layout.KEYS)).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> name.endsWith(".pem") && KeySource.EncryptedFile.isName(name))
                .toList();
        KeyIndex keys = implied.keys(
                known.orElse(KeyIndex.EMPTY),
                pemFiles,
                view.files(),
                view.inspection().firstRoot(),
                at);
        if (!known.equals(Optional.of(keys))) {
            write(
                    Layout.KEY_INDEX,
                    keys.toBytes(),
                    "%d private keys".formatted(keys.keys().size()));
        }
        for (String file : pemFiles) {
            if (keys.keys().stream().noneMatch(key -> key.source().equals(new KeySource.EncryptedFile(file)))) {
                changes.add("%s/%s: expected the private key of a public one in the metadata, got one of none"
                        .formatted(Layout.KEYS, Printable.of(file)));
            }
        }
    }

    private static ClientUpdate client(TreeView view) {
        return view.inspection().client().orElseThrow();
    }

    private void write(String path, byte[] content, String what) throws IOException {
        files.replace(layout.at(path), content, Layout.access(path));
        changes.add("%s: %s".formatted(path, what));
    }

    private static String describe(Settings settings) {
        return Settings.ROLES.stream()
                .map(role -> "%s %d days"
                        .formatted(
                                role.text(),
                                Duration.between(Instant.EPOCH, settings.expiry(role, Instant.EPOCH))
                                        .toDays()))
                .collect(Collectors.joining(", "));
    }

    private static String describe(Continuation next) {
        return next.seen().isEmpty()
                ? "what is published, from version %d of root on".formatted(next.firstRoot())
                : String.join(
                        ", ",
                        next.seen().entrySet().stream()
                                .map(entry -> Printable.of(entry.getKey()) + " " + entry.getValue())
                                .toList());
    }

    /** A file of the state; one that cannot be read is put aside. */
    private <T> Optional<T> readable(String path, Reader<T> reader) throws IOException {
        Path file = layout.at(path);
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        byte[] content = disk.read(file);
        try {
            return Optional.of(reader.read(content));
        } catch (IOException | IllegalArgumentException e) {
            putAside(path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void putAside(String path, String reason) throws IOException {
        disk.rename(layout.at(path), layout.at(path + ".damaged"));
        changes.add("%s: put aside as %s.damaged: %s".formatted(path, path, Printable.of(reason)));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(byte[] content) throws IOException;
    }
}
