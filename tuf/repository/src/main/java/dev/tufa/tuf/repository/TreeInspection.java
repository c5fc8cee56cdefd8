package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client makes of a published tree that may be damaged: it does not end at the first problem.
 *
 * @param client what a client comes to trust that begins with the oldest root; empty if it comes to no snapshot and targets
 * @param firstRoot the version of that root
 * @param roles what every role says that a client accepts
 * @param problems each file that is missing or wrong
 * @param read the names of the files that the client has read
 */
record TreeInspection(
        Optional<ClientUpdate> client,
        long firstRoot,
        Map<RoleAuthority, Targets> roles,
        List<TreeProblem> problems,
        Set<String> read) {
    private static final String NO_UPDATE = "no client can update; put back the right file, from a mirror with --from";

    /** Reads all metadata of a tree. */
    static TreeInspection of(MetadataFiles tree, MetadataListing listing, long expectedFirstRoot) throws IOException {
        RecordedFiles files = new RecordedFiles(tree);
        RootChain roots = RootChain.of(files, listing, expectedFirstRoot);
        List<TreeProblem> problems = new ArrayList<>(roots.problems());
        if (roots.first() == 0) {
            return nothing(problems);
        }
        try {
            ClientUpdate client = ClientUpdate.fromRoot(files, roots.first(), ClientUpdate.BEFORE_ANY_EXPIRY);
            Map<RoleAuthority, Targets> roles = AllRoles.read(client, new Collected(client, problems));
            boolean hasTop = roles.containsKey(client.stage().topLevel());
            return new TreeInspection(
                    hasTop ? Optional.of(client) : Optional.empty(),
                    roots.first(),
                    roles,
                    List.copyOf(problems),
                    files.digests().keySet());
        } catch (MissingFileException e) {
            problems.add(new TreeProblem(Layout.metadata(e.fileName()), "expected a file, got nothing", NO_UPDATE));
        } catch (TrustException e) {
            problems.add(new TreeProblem(Layout.metadata(files.last()), message(e), NO_UPDATE));
        }
        return nothing(problems);
    }

    private static TreeInspection nothing(List<TreeProblem> problems) {
        return new TreeInspection(Optional.empty(), 0, Map.of(), List.copyOf(problems), Set.of());
    }

    private static String message(TrustException e) {
        return Printable.of(String.valueOf(e.getMessage()));
    }

    /** Roles that a client refuses while it accepts others. */
    private record Collected(ClientUpdate client, List<TreeProblem> problems) implements AllRoles.Refused {
        @Override
        public void untrusted(RoleAuthority role, TrustException why) throws TrustException {
            add(role, message(why));
        }

        @Override
        public void missing(RoleAuthority role, MissingFileException why) throws TrustException {
            add(role, "expected a file, got nothing");
        }

        private void add(RoleAuthority role, String problem) throws TrustException {
            String file = client.stage().snapshot().find(role.file()).isPresent()
                    ? client.stage().request(role).fileName()
                    : role.file();
            String consequence = role.name().equals(RoleType.TARGETS.text())
                    ? NO_UPDATE
                    : "clients do not find what it describes; put the right file back, from a mirror with --from, or take the"
                            + " delegation from %s back".formatted(Printable.of(role.delegator()));
            problems.add(new TreeProblem(Layout.metadata(Printable.of(file)), problem, consequence));
        }
    }
}
