package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The roots of a published tree, from the newest back to the oldest from which clients come to it (TUF 1.0.34 §5.3).
 *
 * @param first the version of the oldest of them; 0 if the newest cannot be read
 * @param newest the version of the newest
 * @param problems what is missing or wrong, oldest first
 */
record RootChain(long first, long newest, List<TreeProblem> problems) {
    private static final String NEWEST_IS_WRONG =
            "no client can update; put back the right file, from a mirror with --from";

    /**
     * Looks at all roots that there are.
     *
     * @param expectedFirst the version that the oldest one should have
     */
    static RootChain of(MetadataFiles files, MetadataListing listing, long expectedFirst) throws IOException {
        if (listing.roots().isEmpty()) {
            return new RootChain(
                    0, 0, List.of(missing(expectedFirst, "nobody can begin or go on; " + takeFromMirror())));
        }
        long newest = listing.roots().last();
        Optional<String> wrong = refusal(files, newest);
        if (wrong.isPresent()) {
            return new RootChain(0, newest, List.of(new TreeProblem(path(newest), wrong.get(), NEWEST_IS_WRONG)));
        }
        long first = newest;
        List<TreeProblem> problems = new ArrayList<>();
        while (first > 1 && listing.roots().contains(first - 1)) {
            Optional<String> own = refusal(files, first - 1);
            Optional<String> step = own.isPresent() ? own : refusal(files, first - 1, first);
            if (step.isPresent()) {
                long at = own.isPresent() ? first - 1 : first;
                problems.add(new TreeProblem(path(at), step.get(), staysBehind(first)));
                break;
            }
            first--;
        }
        long end = problems.isEmpty() ? first : first - 1;
        for (long version = Math.min(expectedFirst, end); version < end; version++) {
            if (!listing.roots().contains(version)) {
                problems.add(missing(version, staysBehind(first)));
            }
        }
        return new RootChain(first, newest, List.copyOf(problems));
    }

    /** The version of the newest root that is signed as it asks itself: what a folder trusts, whoever offers it more. */
    static OptionalLong anchor(MetadataFiles files, Iterable<Long> newestFirst) throws IOException {
        for (long version : newestFirst) {
            if (refusal(files, version).isEmpty()) {
                return OptionalLong.of(version);
            }
        }
        return OptionalLong.empty();
    }

    private static TreeProblem missing(long version, String consequence) {
        return new TreeProblem(path(version), "expected a file, got nothing", consequence);
    }

    private static String staysBehind(long first) {
        return "clients that hold a root before version %d stay behind; %s".formatted(first, takeFromMirror());
    }

    private static String takeFromMirror() {
        return "put the file back, from a mirror with --from";
    }

    private static String path(long version) {
        return Layout.versioned(version, "root");
    }

    /** Why a root does not stand by itself. */
    private static Optional<String> refusal(MetadataFiles files, long version) throws IOException {
        try {
            RootStage stage = load(files, version);
            return stage.root().version() == version
                    ? Optional.empty()
                    : Optional.of("version: expected %d, got %d"
                            .formatted(version, stage.root().version()));
        } catch (TrustException e) {
            return Optional.of(Printable.of(String.valueOf(e.getMessage())));
        }
    }

    /** Why a root does not lead to the next. */
    private static Optional<String> refusal(MetadataFiles files, long version, long next) throws IOException {
        try {
            load(files, version).accept(require(files, next));
            return Optional.empty();
        } catch (TrustException e) {
            return Optional.of(Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private static RootStage load(MetadataFiles files, long version) throws IOException, TrustException {
        return RootStage.load(require(files, version), ClientUpdate.BEFORE_ANY_EXPIRY, Limits.DEFAULT);
    }

    private static byte[] require(MetadataFiles files, long version) throws IOException {
        String fileName = version + ".root.json";
        return files.read(fileName).orElseThrow(() -> new MissingFileException(fileName));
    }
}
