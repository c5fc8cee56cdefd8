package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a repository of a tree that somebody else has published: every file with the bytes that it has, and the state that a
 * repository keeps beside them. Nothing is signed. {@code settings.json} comes last; until it is there, doing it again goes on.
 * The caller holds the lock.
 */
final class Adoption {
    private static final List<String> LAST = List.of("root.json", "timestamp.json");

    private final Disk disk;
    private final DurableFiles files;
    private final Layout layout;
    private final Journal journal;
    private final List<String> remarks = new ArrayList<>();

    Adoption(Disk disk, Layout layout, Journal journal) {
        this.disk = disk;
        this.journal = journal;
        this.files = new DurableFiles(disk);
        this.layout = layout;
    }

    Adopted run(AdoptionSource source, AdoptOptions options, Instant now)
            throws RepositoryException, IOException, TrustException {
        Map<String, String> metadata = metadata(source);
        for (Map.Entry<String, String> file : metadata.entrySet()) {
            byte[] content = read(source, file.getValue());
            requireFree(file.getKey(), content);
        }
        if (!source.isConsistent()) {
            for (Map.Entry<String, Content> copy :
                    ConsistentSnapshots.copies(source.sight().client()).entrySet()) {
                String name = copy.getKey().substring(Layout.METADATA.length() + 1);
                requireSame(source.tree(), name, copy.getValue());
            }
        }
        int artifacts = options.artifacts() == AdoptOptions.Artifacts.LEFT_OUT
                ? 0
                : new ArtifactAdoption(disk, layout, remarks).run(source, options.artifacts());
        writeMetadata(source, metadata);
        PublishedTree here = new PublishedTree(disk, layout.at(Layout.METADATA), Optional.empty());
        source.requireTheSameFromEveryRoot(here);
        writeState(source, here, now);
        remark(source, options);
        byte[] firstRoot = read(source, source.firstRoot() + ".root.json");
        Metadata<Root> root = Metadata.readRoot(firstRoot, JsonLimits.DEFAULT);
        Role role = root.signed().authority(RoleType.ROOT).orElseThrow().role();
        return new Adopted(
                source.firstRoot(), role.keyIds(), role.threshold(), expired(source.sight(), now), artifacts, remarks);
    }

    /** What the folder will have, and the name of each file's content at the source. */
    private static Map<String, String> metadata(AdoptionSource source) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        source.tree().names().forEach(name -> all.put(name, name));
        source.sight().digests().keySet().forEach(name -> all.put(name, name));
        ClientUpdate client = source.sight().client();
        all.putIfAbsent("root.json", client.root().version() + ".root.json");
        return all;
    }

    private static byte[] read(AdoptionSource source, String name) throws IOException {
        return source.files().read(name).orElseThrow(() -> new MissingFileException(name));
    }

    private void requireFree(String name, byte[] content) throws WriteOnceException, IOException {
        Path file = layout.at(Layout.metadata(name));
        if (disk.exists(file) && !Arrays.equals(disk.read(file), content)) {
            throw new WriteOnceException("%s: expected no file or one with the same content, got other content"
                    .formatted(Layout.metadata(Printable.of(name))));
        }
    }

    /** A name that will be taken must not be. */
    private static void requireSame(PublishedTree tree, String name, Content content)
            throws ChangeRefusedException, IOException {
        if (tree.read(name).filter(own -> !Content.of(own).equals(content)).isPresent()) {
            throw new ChangeRefusedException(
                    "%s: expected the content of the file without a version in its name, got other"
                            .formatted(Printable.of(name)));
        }
    }

    private void writeMetadata(AdoptionSource source, Map<String, String> metadata) throws IOException {
        Path directory = layout.at(Layout.METADATA);
        for (Map.Entry<String, String> file : metadata.entrySet()) {
            Path path = directory.resolve(file.getKey());
            if (!LAST.contains(file.getKey()) && !disk.exists(path)) {
                files.create(path, read(source, file.getValue()), Access.PUBLIC);
            }
        }
        disk.sync(directory);
        for (String name : LAST) {
            files.replace(directory.resolve(name), read(source, metadata.getOrDefault(name, name)), Access.PUBLIC);
        }
    }

    private void writeState(AdoptionSource source, PublishedTree here, Instant now) throws IOException, TrustException {
        ClientUpdate client = source.sight().client();
        ImpliedState implied = new ImpliedState(client, source.sight().roles());
        Settings settings = implied.settings(now);
        replace(Layout.KEY_INDEX, KeyIndex.EMPTY.toBytes());
        journal.note(implied.lastPublication(settings, now));
        Continuation past = new Continuation(
                source.firstRoot(), SeenVersions.of(client, MetadataListing.of(here.names()), Map.of(), 0));
        if (!past.equals(Continuation.NONE)) {
            replace(Layout.CONTINUATION, past.toBytes());
        }
        if (!source.isConsistent()) {
            stageConsistentSnapshots();
        }
        replace(Layout.SETTINGS, settings.toBytes());
    }

    private void stageConsistentSnapshots() throws IOException {
        Staging staging = new Staging(disk, layout);
        if (staging.read().isEmpty()) {
            staging.add(List.of(new Change.UseConsistentSnapshots()));
        }
    }

    private void replace(String path, byte[] content) throws IOException {
        files.replace(layout.at(path), content, Layout.access(path));
    }

    private void remark(AdoptionSource source, AdoptOptions options) throws IOException {
        MetadataListing listing = MetadataListing.of(source.tree().names());
        if (!listing.roots().isEmpty() && listing.roots().first() < source.firstRoot()) {
            remarks.add("roots before version %d: kept, and nothing vouches for them".formatted(source.firstRoot()));
        }
        if (!source.isConsistent()) {
            remarks.add(
                    "root: expected consistent_snapshot true, got false; staged, and nothing but timestamp.json can be"
                            + " published before");
            if (options.artifacts() == AdoptOptions.Artifacts.LEFT_OUT) {
                remarks.add(
                        "targets: clients will ask for HASH.NAME where they ask for NAME now; make both before you publish");
            }
        }
        byte[] newest = source.sight().client().held().root().bytes();
        if (source.tree()
                .read("root.json")
                .filter(copy -> !Arrays.equals(copy, newest))
                .isPresent()) {
            remarks.add(
                    "root.json: expected a copy of version %d, got another root; kept until the next one is published"
                            .formatted(source.sight().client().root().version()));
        }
    }

    private static List<Adopted.Expired> expired(Sight sight, Instant now) {
        Map<String, Signed> roles = new LinkedHashMap<>();
        roles.put(RoleType.ROOT.text(), sight.client().root());
        roles.put(RoleType.TIMESTAMP.text(), sight.client().timestamp());
        roles.put(RoleType.SNAPSHOT.text(), sight.client().stage().snapshot());
        sight.roles().forEach((authority, targets) -> roles.put(authority.name(), targets));
        List<Adopted.Expired> expired = new ArrayList<>();
        roles.forEach((name, signed) -> {
            if (!signed.expires().isAfter(now)) {
                expired.add(new Adopted.Expired(name, signed.expires()));
            }
        });
        return expired;
    }

    /** All targets that any role describes, each once. */
    static Set<TargetFile> targets(AdoptionSource source) {
        Set<TargetFile> all = new LinkedHashSet<>();
        source.sight()
                .roles()
                .values()
                .forEach(role -> all.addAll(role.targets().values()));
        return all;
    }
}
