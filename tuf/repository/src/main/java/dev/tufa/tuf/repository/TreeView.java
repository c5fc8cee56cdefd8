package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * A tree put together from one or two: what one lacks, or has wrong, may be in the other.
 *
 * @param files the files, by name
 * @param names the names of the files that there are
 * @param inspection what a client makes of them
 */
record TreeView(MetadataFiles files, TreeSet<String> names, TreeInspection inspection) {
    private static final String TIMESTAMP = "timestamp.json";

    /**
     * The newest tree that a client accepts, out of what is here and what a mirror has: a mirror is believed only as far as its
     * signatures go.
     */
    static TreeView newest(
            MetadataFiles local,
            List<String> localNames,
            MetadataFiles mirror,
            List<String> mirrorNames,
            long firstRoot)
            throws IOException {
        TreeSet<String> names = new TreeSet<>(localNames);
        names.addAll(mirrorNames);
        TreeView best = of(local, localNames, firstRoot); // which no mirror can spoil
        TreeView trusted = best;
        OptionalLong anchor = RootChain.anchor(
                best.files(), MetadataListing.of(best.names()).roots().descendingSet());
        for (MetadataFiles timestamps : List.of(local, mirror)) {
            for (TreeView other : List.of(
                    view(local, mirror, timestamps, names, firstRoot),
                    view(mirror, local, timestamps, names, firstRoot))) {
                if (other.keepsTo(anchor, trusted) && BETTER.compare(other, best) > 0) {
                    best = other;
                }
            }
        }
        return best;
    }

    private static final Comparator<TreeView> BETTER = Comparator.comparing(
                    (TreeView view) -> view.inspection().client().isPresent())
            .thenComparingLong(view -> view.inspection()
                    .client()
                    .map(client -> client.timestamp().version())
                    .orElse(0L))
            .thenComparingInt(view -> -view.inspection().problems().size());

    /** Whether its chain of roots goes through the newest root that is here: a fork of the chain is somebody else's. */
    private boolean keepsTo(OptionalLong anchor, TreeView here) throws IOException {
        if (anchor.isEmpty()) {
            return true;
        }
        String name = anchor.getAsLong() + ".root.json";
        return inspection.client().isPresent()
                && inspection.firstRoot() <= anchor.getAsLong()
                && Arrays.equals(
                        files.read(name).orElseThrow(), here.files().read(name).orElseThrow());
    }

    private static TreeView view(
            MetadataFiles first, MetadataFiles second, MetadataFiles timestamps, TreeSet<String> names, long firstRoot)
            throws IOException {
        MetadataFiles both = name -> {
            Optional<byte[]> found = (name.equals(TIMESTAMP) ? timestamps : first).read(name);
            return found.isPresent() || name.equals(TIMESTAMP) ? found : second.read(name);
        };
        return of(both, names, firstRoot);
    }

    /** A tree in which {@code root.json} stands in for a root of its version that is missing. */
    static TreeView of(MetadataFiles files, Iterable<String> fileNames, long firstRoot) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        fileNames.forEach(names::add);
        Map<String, byte[]> copies = new LinkedHashMap<>();
        Optional<byte[]> copy = files.read("root.json");
        Optional<String> name = copy.flatMap(TreeView::versionedName);
        if (copy.isPresent() && name.isPresent() && files.read(name.get()).isEmpty()) {
            copies.put(name.get(), copy.get());
            names.add(name.get());
        }
        MetadataFiles completed = fileName ->
                copies.containsKey(fileName) ? Optional.of(copies.get(fileName).clone()) : files.read(fileName);
        return new TreeView(completed, names, TreeInspection.of(completed, MetadataListing.of(names), firstRoot));
    }

    private static Optional<String> versionedName(byte[] root) {
        try {
            Metadata<Root> metadata = Metadata.readRoot(root, JsonLimits.DEFAULT);
            return Optional.of(metadata.signed().version() + ".root.json");
        } catch (TrustException e) {
            return Optional.empty(); // it stands in for nothing
        }
    }
}
