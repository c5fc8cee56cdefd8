package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A published tree that is to be adopted, verified as a client verifies it from the first root on.
 *
 * @param tree where it is
 * @param files its metadata, with a pinned root and the one in {@code root.json} under their versions' names
 * @param firstRoot the version of the root that is trusted
 * @param sight what a client sees from there
 */
record AdoptionSource(PublishedTree tree, MetadataFiles files, long firstRoot, Sight sight) {
    /** Refuses a tree that a client would refuse, except for its age. */
    static AdoptionSource verify(PublishedTree tree, Optional<Content> pinned)
            throws RepositoryException, IOException, TrustException {
        Map<String, byte[]> added = new LinkedHashMap<>();
        if (pinned.isPresent()) {
            byte[] root = pinned.get().bytes();
            long version = RootStage.load(root, ClientUpdate.BEFORE_ANY_EXPIRY, Limits.DEFAULT)
                    .root()
                    .version();
            addRoot(tree, version, root, added);
        }
        Optional<byte[]> copy = tree.read("root.json");
        if (copy.isPresent()) {
            Metadata<Root> root = Metadata.readRoot(copy.get(), JsonLimits.DEFAULT);
            String name = root.signed().version() + ".root.json";
            if (tree.read(name).isEmpty() && !added.containsKey(name)) {
                added.put(name, copy.get());
            }
        }
        MetadataFiles files = name -> {
            byte[] root = added.get(name);
            return root != null ? Optional.of(root.clone()) : tree.read(name);
        };
        MetadataListing listing = listing(tree, added);
        long first = pinned.isPresent() ? version(pinned.get()) : first(listing);
        requireNoGap(listing, first);
        AdoptionSource source = new AdoptionSource(tree, files, first, Sight.of(files, first));
        source.requireNames();
        source.requireTheSameFromEveryRoot(files);
        return source;
    }

    private static void addRoot(PublishedTree tree, long version, byte[] root, Map<String, byte[]> added)
            throws ChangeRefusedException, IOException {
        String name = version + ".root.json";
        Optional<byte[]> published = tree.read(name);
        if (published.isPresent() && !Arrays.equals(published.get(), root)) {
            throw new ChangeRefusedException("%s: expected the root that is pinned, got another one".formatted(name));
        }
        added.put(name, root);
    }

    private static long version(Content root) throws TrustException {
        return Metadata.readRoot(root.bytes(), JsonLimits.DEFAULT).signed().version();
    }

    private static MetadataListing listing(PublishedTree tree, Map<String, byte[]> added) throws IOException {
        List<String> names = new ArrayList<>(tree.names());
        names.addAll(added.keySet());
        return MetadataListing.of(names);
    }

    private static long first(MetadataListing listing) throws ChangeRefusedException {
        if (listing.roots().isEmpty()) {
            throw new ChangeRefusedException("metadata: expected a root, got none");
        }
        return listing.roots().first();
    }

    /** A client that holds the first root has to come to the newest. */
    private static void requireNoGap(MetadataListing listing, long first) throws ChangeRefusedException {
        for (long version = first; version <= listing.roots().last(); version++) {
            if (!listing.roots().contains(version)) {
                throw new ChangeRefusedException(
                        "%d.root.json: expected a file, for there are %d.root.json and %d.root.json, got nothing"
                                .formatted(version, version - 1, listing.roots().last()));
            }
        }
    }

    private void requireNames() throws ChangeRefusedException {
        for (RoleAuthority role : sight.roles().keySet()) {
            FileNames.requireRole(role.name());
        }
    }

    /** Refuses files in which clients that begin with another root see something else. */
    void requireTheSameFromEveryRoot(MetadataFiles offered) throws ChangeRefusedException, IOException, TrustException {
        for (long version = firstRoot; version <= sight.client().root().version(); version++) {
            Map<String, String> seen = Sight.of(offered, version).digests();
            if (!sight.digests().entrySet().containsAll(seen.entrySet())
                    || !seen.keySet()
                            .containsAll(sight.digests().keySet().stream()
                                    .filter(name -> !name.endsWith(".root.json"))
                                    .toList())) {
                throw new ChangeRefusedException(
                        "client from version %d of root: expected to see what one from version %d sees, got something else in %s"
                                .formatted(version, firstRoot, Printable.of(difference(seen))));
            }
        }
    }

    private String difference(Map<String, String> seen) {
        return String.join(
                ", ",
                seen.entrySet().stream()
                        .filter(entry ->
                                !entry.getValue().equals(sight.digests().get(entry.getKey())))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** Whether clients ask for names with versions and hashes in them (TUF 1.0.34 §6.2). */
    boolean isConsistent() {
        return sight.client().root().consistentSnapshot().orElse(false);
    }
}
