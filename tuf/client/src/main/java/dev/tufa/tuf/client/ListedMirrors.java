package dev.tufa.tuf.client;

import dev.tufa.tuf.client.UpdateEvent.Decision;
import dev.tufa.tuf.metadata.Mirrors;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.MirrorsStage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The mirrors that the repository itself lists (TUF 1.0.34 §4.7): before those that the client was told of, which come last so
 * that a list that is wrong keeps nobody from updating.
 */
final class ListedMirrors {
    private static final String MIRRORS = RoleType.MIRRORS.text();
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final MetadataStore store;
    private final MirrorList mirrors;
    private final List<Mirror> configured;
    private final Listeners listeners;

    ListedMirrors(MetadataStore store, MirrorList mirrors, List<Mirror> configured, Listeners listeners) {
        this.store = store;
        this.mirrors = mirrors;
        this.configured = List.copyOf(configured);
        this.listeners = listeners;
    }

    /** Goes by the list that was stored, if it may still be. */
    void takeStored(MirrorsStage stage) {
        resumed(stage).acceptResumed().ifPresent(this::take);
    }

    /** Asks for a newer list. Without one it is gone on with what there is. */
    void update(MirrorsStage stage, MetadataSource source) throws IOException {
        MirrorsStage resumed = resumed(stage);
        try {
            MetadataSource.Accepted<Mirrors> accepted = source.fetch(resumed.request(), resumed::accept);
            store.write(MIRRORS, accepted.bytes());
            listeners.decided(UpdateEvent.accepted(
                    RoleType.MIRRORS.file(), accepted.value().version(), accepted));
            take(accepted.value());
        } catch (CancelledException e) {
            throw e;
        } catch (IOException | TrustException e) {
            listeners.decided(
                    UpdateEvent.about(Decision.KEPT, RoleType.MIRRORS.file()).because(e));
        }
    }

    private MirrorsStage resumed(MirrorsStage stage) {
        Optional<byte[]> stored = store.read(MIRRORS, stage.request().maxBytes());
        try {
            return stored.isPresent() ? stage.resume(stored.get()) : stage;
        } catch (TrustException e) {
            return stage; // damaged, or signed by keys that are no longer trusted
        }
    }

    private void take(Mirrors list) {
        List<Mirror> all = new ArrayList<>();
        for (Mirrors.Mirror mirror : list.mirrors()) {
            mirror(mirror).ifPresent(all::add);
        }
        for (Mirror mirror : configured) {
            if (all.stream().noneMatch(listed -> listed.metadataUrl().equals(mirror.metadataUrl()))) {
                all.add(mirror);
            }
        }
        mirrors.replace(all);
    }

    /** Empty for one whose addresses are of no use. */
    private static Optional<Mirror> mirror(Mirrors.Mirror mirror) {
        try {
            URI base = Locations.withSlash(URI.create(mirror.urlBase()));
            String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
            if (base.getHost() == null || !SCHEMES.contains(scheme)) {
                return Optional.empty();
            }
            return Optional.of(new Mirror(
                    base.resolve(mirror.metaPath()),
                    base.resolve(mirror.targetsPath()),
                    Mirror.Content.matching(mirror.metaContent()),
                    Mirror.Content.matching(mirror.targetsContent())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
