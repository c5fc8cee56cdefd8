package dev.tufa.tuf.client;

import dev.tufa.tuf.trust.Limits;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of an {@link Updater}, each of which can be replaced. */
public final class UpdaterBuilder {
    private final URI metadataUrl;

    @Nullable
    URI targetsUrl;

    @Nullable
    Fetcher fetcher;

    @Nullable
    MetadataStore metadataStore;

    @Nullable
    TargetStore targetStore;

    byte @Nullable [] pinnedRoot;
    TargetNaming targetNaming = TargetNaming.HASH_PREFIX;
    Limits limits = Limits.DEFAULT;
    TransferPolicy policy = TransferPolicy.DEFAULT;
    ProgressListener progress = ProgressListener.NONE;
    UpdateListener events = UpdateListener.NONE;
    private final List<Mirror> mirrors = new ArrayList<>();

    @Nullable
    Mirror first;

    boolean mirrorList;
    NetworkUse network = NetworkUse.ALWAYS;
    Duration rootInterval = Duration.ZERO;
    Duration clockTolerance = Duration.ofHours(1);
    Clock clock = Clock.systemUTC();

    UpdaterBuilder(URI metadataUrl) {
        this.metadataUrl = metadataUrl;
    }

    /** Where artifacts are, if not beside the metadata. */
    public UpdaterBuilder targetsUrl(URI url) {
        targetsUrl = url;
        return this;
    }

    /** What fetches. */
    public UpdaterBuilder fetcher(Fetcher value) {
        fetcher = value;
        return this;
    }

    /** Where trusted metadata is kept. */
    public UpdaterBuilder metadataStore(MetadataStore value) {
        metadataStore = value;
        return this;
    }

    /** Where verified artifacts are kept. */
    public UpdaterBuilder targetStore(TargetStore value) {
        targetStore = value;
        return this;
    }

    /**
     * The root that came with the application. Every refresh starts from it, so that nobody who can write to the metadata
     * store can put another in its place. Without it, refreshes start from the stored root.
     */
    public UpdaterBuilder pinnedRoot(byte[] root) {
        pinnedRoot = root.clone();
        return this;
    }

    /** How the repository names artifacts. */
    public UpdaterBuilder targetNaming(TargetNaming value) {
        targetNaming = value;
        return this;
    }

    /** How much is taken at most. */
    public UpdaterBuilder limits(Limits value) {
        limits = value;
        return this;
    }

    /** How patient the client is. */
    public UpdaterBuilder transferPolicy(TransferPolicy value) {
        policy = value;
        return this;
    }

    /** Who hears how transfers go. */
    public UpdaterBuilder progress(ProgressListener value) {
        progress = value;
        return this;
    }

    /** Who hears what is decided. */
    public UpdaterBuilder events(UpdateListener value) {
        events = value;
        return this;
    }

    /** Another place that has files of the repository, to be asked after those that were named before it. */
    public UpdaterBuilder mirror(Mirror mirror) {
        mirrors.add(mirror);
        return this;
    }

    /** Goes by the list of mirrors that the repository signs, {@code mirrors.json}, as well. */
    public UpdaterBuilder mirrorList() {
        mirrorList = true;
        return this;
    }

    UpdaterBuilder first(Mirror mirror) {
        first = mirror;
        return this;
    }

    List<Mirror> allMirrors() {
        List<Mirror> all = new ArrayList<>();
        Mirror full = Mirror.full(
                metadataUrl,
                Optional.ofNullable(targetsUrl)
                        .orElseGet(() -> Locations.withSlash(metadataUrl).resolve("../targets/")));
        all.add(first == null ? full : first);
        all.addAll(mirrors);
        return all;
    }

    /** When the repository is asked; always, if nothing else is said. */
    public UpdaterBuilder network(NetworkUse value) {
        network = value;
        return this;
    }

    /**
     * The shortest time between two questions for newer roots; zero, if nothing else is said. A root is asked for sooner if
     * the one that is trusted has expired or something is refused under it.
     */
    public UpdaterBuilder rootInterval(Duration value) {
        rootInterval = value;
        return this;
    }

    /**
     * How far the clock may go back behind the latest time at which a refresh succeeded; an hour, if nothing else is said.
     * A clock that is further back is refused by a {@link dev.tufa.tuf.refusal.ClockException}.
     */
    public UpdaterBuilder clockTolerance(Duration value) {
        clockTolerance = value;
        return this;
    }

    /** What tells the time. */
    public UpdaterBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /**
     * The updater. It makes no request before it is asked to.
     *
     * @throws IllegalStateException if the fetcher or a store is missing
     */
    public Updater build() {
        return new Updater(this);
    }
}
