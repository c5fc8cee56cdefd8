package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs clients over what is about to be published, before anything of it can be seen: one that has nothing but the first root,
 * and one that has what is published now, at each moment at which the plan changes what they see.
 */
final class SelfCheck {
    private final MetadataFiles published;
    private final long firstRoot;
    private final Instant now;

    /** A check beside what is published, for clients that begin with a version of root, at a time. */
    SelfCheck(MetadataFiles published, long firstRoot, Instant now) {
        this.published = published;
        this.firstRoot = firstRoot;
        this.now = now;
    }

    /**
     * Refuses a plan after which a client would fail.
     *
     * @param live what is published now; empty when nothing is
     * @return what clients come to trust
     */
    ClientUpdate require(PublicationPlan plan, Optional<ClientUpdate> live)
            throws RepositoryException, IOException, TrustException {
        Map<String, Content> planned = planned(plan);
        Optional<Content> newRoot =
                plan.claims().newRoot().map(SelfCheck::fileName).map(planned::remove);
        if (newRoot.isPresent()) {
            if (live.isPresent() && isUsable(live.get())) { // between the timestamp and the root that follows it
                requireAt(plan, planned, live);
            }
            planned.put(fileName(plan.claims().newRoot().orElseThrow()), newRoot.get());
        }
        return requireAt(plan, planned, live);
    }

    /**
     * With a root that has expired, no client can update before the new root is there. Without consistent snapshots none can
     * either once anything else that every client needs has expired, for the new files have other names.
     */
    boolean isUsable(ClientUpdate live) throws IOException, TrustException {
        if (!live.root().expires().isAfter(now)) {
            return false;
        }
        try {
            if (!ConsistentSnapshots.areUsed(live)) {
                ClientUpdate client = ClientUpdate.fromRoot(published, firstRoot, now);
                client.targets(client.stage().topLevel());
            }
            return true;
        } catch (ExpiredException e) {
            return false;
        }
    }

    private ClientUpdate requireAt(PublicationPlan plan, Map<String, Content> planned, Optional<ClientUpdate> live)
            throws RepositoryException, IOException, TrustException {
        MetadataFiles files = fileName -> planned.containsKey(fileName)
                ? Optional.of(planned.get(fileName).bytes())
                : published.read(fileName);
        if (live.isPresent()) {
            ClientUpdate returning = live.get().again(files, now);
            requireClaims(plan.claims(), returning);
            if (returning.root().equals(live.get().root())) {
                // Whoever has only an older root comes to this one by roots that were verified when it was read. From
                // there it goes on by the same rules, less those that look at what a client has had before.
                return returning;
            }
        }
        ClientUpdate fresh = ClientUpdate.fromRoot(files, firstRoot, now);
        requireClaims(plan.claims(), fresh);
        return fresh;
    }

    private static void requireClaims(PublicationPlan.Claims claims, ClientUpdate client)
            throws RepositoryException, IOException, TrustException {
        List<RoleAuthority> roles = new ArrayList<>();
        for (List<String> chain : claims.chains()) {
            roles.add(client.authority(chain));
        }
        Parallel.map(roles, roles.size() > ClientUpdate.MOST_ROLES ? client::read : client::targets);
        for (TargetFile target : claims.targets().values()) {
            Optional<DelegationSearch.Found> found = client.find(target.path());
            if (!found.map(DelegationSearch.Found::target).equals(Optional.of(target))) {
                throw new ChangeRefusedException("target %s: expected clients to find it, got %s"
                        .formatted(
                                target.path(),
                                found.map(other -> "another one by role " + other.role())
                                        .orElse("nothing")));
            }
        }
    }

    /** The metadata that the plan writes, by the name that clients ask for. */
    private static Map<String, Content> planned(PublicationPlan plan) {
        Map<String, Content> planned = new HashMap<>();
        for (PublicationStep step : plan.steps()) {
            if (step.path().startsWith(Layout.METADATA)) {
                if (step instanceof PublicationStep.Create create) {
                    planned.put(fileName(step.path()), create.content());
                } else if (step instanceof PublicationStep.Replace replace) {
                    planned.put(fileName(step.path()), replace.content());
                }
            }
        }
        return planned;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
