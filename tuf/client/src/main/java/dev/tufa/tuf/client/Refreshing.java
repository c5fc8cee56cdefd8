package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.TargetsStage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** One refresh: from the network or from what is stored, as was asked for, and with a clock that has not gone back. */
final class Refreshing {
    private final Refresh refresh;
    private final MetadataStore store;
    private final Asking asking;
    private final Listeners listeners;

    Refreshing(Refresh refresh, MetadataStore store, Asking asking, Listeners listeners) {
        this.refresh = refresh;
        this.store = store;
        this.asking = asking;
        this.listeners = listeners;
    }

    /** What is trusted at a time. */
    Result run(Instant now, MetadataSource network) throws IOException, TrustException {
        Notes notes = Notes.read(store);
        notes.requireClock(now, asking.clockTolerance());
        return switch (asking.use().kind()) {
            case ALWAYS -> online(now, network, notes);
            case NEVER -> offline(now, notes, Optional.empty());
            case SOMETIMES -> sometimes(now, network, notes);
            case IF_REACHABLE -> ifReachable(now, network, notes);
        };
    }

    private Result sometimes(Instant now, MetadataSource network, Notes notes) throws IOException, TrustException {
        if (Asking.within(notes.timestampAsked(), asking.use().interval(), now)) {
            try {
                return offline(now, notes, Optional.empty());
            } catch (TrustException | IOException e) {
                // what is stored is not enough
            }
        }
        return online(now, network, notes);
    }

    private Result ifReachable(Instant now, MetadataSource network, Notes notes) throws IOException, TrustException {
        try {
            return online(now, network, notes);
        } catch (CancelledException e) {
            throw e;
        } catch (IOException unreachable) {
            try {
                return offline(now, notes, Optional.of(unreachable));
            } catch (TrustException | IOException e) {
                unreachable.addSuppressed(e);
                throw unreachable;
            }
        }
    }

    private Result online(Instant now, MetadataSource network, Notes notes) throws IOException, TrustException {
        if (Asking.within(notes.rootsAsked(), asking.rootInterval(), now)) {
            try {
                TargetsStage stage = refresh.withoutNewerRoots(now, network);
                return finish(stage, network, notes, Asked.FOR_TIMESTAMP, Optional.empty());
            } catch (TrustException e) {
                // a newer root may be what is missing
            }
        }
        Asked asked = network.asksRepository() ? Asked.FOR_ALL : Asked.FOR_NOTHING;
        return finish(refresh.run(now, network), network, notes, asked, Optional.empty());
    }

    private Result offline(Instant now, Notes notes, Optional<IOException> unreachable)
            throws IOException, TrustException {
        MetadataSource stored = new StoredMetadata(store);
        return finish(refresh.withoutNewerRoots(now, stored), stored, notes, Asked.FOR_NOTHING, unreachable);
    }

    private Result finish(
            TargetsStage stage, MetadataSource source, Notes before, Asked asked, Optional<IOException> unreachable)
            throws IOException, TrustException {
        TrustedRoles roles = new TrustedRoles(stage, store);
        listeners.entered(ProgressListener.Phase.TARGETS);
        Targets targets = roles.from(source, listeners).load(stage.topLevel());
        Instant now = stage.updateStart();
        Notes after = before.sawTime(now);
        after = asked == Asked.FOR_ALL ? after.askedForRoots(now) : after;
        after = asked == Asked.FOR_NOTHING ? after : after.askedForTimestamp(now);
        after.replace(before, asking.grain(), store);
        Checks checks = new Checks(
                asked == Asked.FOR_ALL,
                asked != Asked.FOR_NOTHING,
                after.rootsAsked(),
                after.timestampAsked(),
                unreachable);
        return new Result(
                roles, new Refreshed(stage.root(), stage.timestamp(), stage.snapshot(), targets, now, checks));
    }

    /** What the repository was asked for. */
    private enum Asked {
        FOR_ALL,
        FOR_TIMESTAMP,
        FOR_NOTHING
    }

    /** What is trusted now, and what is told of it. */
    record Result(TrustedRoles roles, Refreshed refreshed) {}
}
