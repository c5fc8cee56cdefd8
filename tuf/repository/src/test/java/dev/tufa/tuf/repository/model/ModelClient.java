package dev.tufa.tuf.repository.model;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A client of TUF 1.0.34 §5 as a value: what it keeps, and how far it is in an update. A step is one fetch, and gives another
 * client. All decisions are those of {@code dev.tufa.tuf.trust}; what is kept, and when, is as in {@code
 * dev.tufa.tuf.client.Refresh}. An update ends when every role and every target has been fetched.
 */
final class ModelClient {
    private static final String METADATA = "metadata/";

    private final Memory memory;
    private final Phase phase;
    private final Instant now;
    private final String key;

    private ModelClient(Memory memory, Phase phase, Instant now) {
        this.memory = memory;
        this.phase = phase;
        this.now = now;
        this.key = memory + " " + phase.name();
    }

    /** A client that has nothing but a root. */
    static ModelClient of(Kept root, Instant now) {
        return new ModelClient(new Memory(root, Optional.empty(), Optional.empty()), new Idle(), now);
    }

    /** Tells it from every other client. */
    String key() {
        return key;
    }

    Memory memory() {
        return memory;
    }

    boolean isIdle() {
        return phase instanceof Idle;
    }

    /** The same client after its process has ended, however it did. */
    ModelClient stopped() {
        return new ModelClient(memory, new Idle(), now);
    }

    /** The path that it fetches next, if it is in an update. */
    String wants() {
        return phase.wants();
    }

    /** Begins an update, if it is in none. */
    ModelClient begun() throws TrustException {
        return isIdle() ? at(memory, new Roots(RootStage.load(memory.root().bytes(), now, Limits.DEFAULT))) : this;
    }

    private ModelClient at(Memory newMemory, Phase newPhase) {
        return new ModelClient(newMemory, newPhase, now);
    }

    /** What becomes of it when it gets this for its fetch. */
    Step fetched(Optional<Kept> offered) {
        try {
            return phase.accept(this, offered);
        } catch (TrustException e) {
            return failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Step failed(String why) {
        return new Step(stopped(), Optional.of(why), Map.of());
    }

    private Step notFound() {
        return failed("404: " + wants());
    }

    private static Step goOn(ModelClient next) {
        return new Step(next, Optional.empty(), Map.of());
    }

    private Step toTargets(Memory newMemory, TargetsStage stage) throws TrustException {
        Map<String, Long> versions = new TreeMap<>();
        versions.put("root", stage.root().version());
        versions.put("timestamp", stage.timestamp().version());
        versions.put("snapshot", stage.snapshot().version());
        Fetch first = new RoleFetch(stage.topLevel(), stage.request(stage.topLevel()));
        return goOn(at(newMemory, new AtTargets(stage, List.of(first), versions, "")));
    }

    private static String path(MetadataRequest request) {
        return METADATA + request.fileName();
    }

    /** What a client keeps from one update to the next, by content. */
    record Memory(Kept root, Optional<Kept> timestamp, Optional<Kept> snapshot) {
        @Override
        public String toString() {
            return "root %s timestamp %s snapshot %s"
                    .formatted(
                            root,
                            timestamp.map(Kept::toString).orElse("-"),
                            snapshot.map(Kept::toString).orElse("-"));
        }
    }

    /**
     * What a fetch has led to.
     *
     * @param failure why the update ended without success
     * @param trusted the versions of all roles, by name, when the update ended with success; else empty
     */
    record Step(ModelClient next, Optional<String> failure, Map<String, Long> trusted) {}

    /** How far an update is. */
    private sealed interface Phase {
        String name();

        String wants();

        Step accept(ModelClient client, Optional<Kept> offered) throws TrustException;
    }

    private record Idle() implements Phase {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public String wants() {
            throw new IllegalStateException("client: expected one in an update, got an idle one");
        }

        @Override
        public Step accept(ModelClient client, Optional<Kept> offered) {
            throw new IllegalStateException("client: expected one in an update, got an idle one");
        }
    }

    /** §5.3. The memory says which root. */
    private record Roots(RootStage stage) implements Phase {
        @Override
        public String name() {
            return "roots";
        }

        @Override
        public String wants() {
            return path(stage.nextRoot().orElseThrow());
        }

        @Override
        public Step accept(ModelClient client, Optional<Kept> offered) throws TrustException {
            Memory memory = client.memory;
            if (offered.isPresent()) {
                RootStage next = stage.accept(offered.get().bytes());
                Memory changed = next.revokesCachedRoles() // §5.3.11
                        ? new Memory(offered.get(), Optional.empty(), Optional.empty())
                        : new Memory(offered.get(), memory.timestamp(), memory.snapshot());
                return goOn(client.at(changed, new Roots(next)));
            }
            TimestampStage timestamp = stage.finish();
            try {
                if (memory.timestamp().isPresent()) {
                    timestamp = timestamp.resume(memory.timestamp().get().bytes());
                }
            } catch (TrustException e) {
                // signed by keys that are no longer trusted: no floor
            }
            return goOn(client.at(memory, new AtTimestamp(timestamp)));
        }
    }

    /** §5.4. */
    private record AtTimestamp(TimestampStage stage) implements Phase {
        @Override
        public String name() {
            return "timestamp";
        }

        @Override
        public String wants() {
            return path(stage.request());
        }

        @Override
        public Step accept(ModelClient client, Optional<Kept> offered) throws TrustException {
            if (offered.isEmpty()) {
                return client.notFound();
            }
            SnapshotStage snapshot = stage.accept(offered.get().bytes());
            Memory memory = snapshot.newTimestamp().isPresent()
                    ? new Memory(client.memory.root(), offered, client.memory.snapshot())
                    : client.memory;
            try {
                if (memory.snapshot().isPresent()) {
                    snapshot = snapshot.resume(memory.snapshot().get().bytes());
                }
            } catch (TrustException e) {
                // as above
            }
            Optional<TargetsStage> current = snapshot.acceptResumed();
            return current.isPresent()
                    ? client.toTargets(memory, current.get())
                    : goOn(client.at(memory, new AtSnapshot(snapshot)));
        }
    }

    /** §5.5. */
    private record AtSnapshot(SnapshotStage stage) implements Phase {
        @Override
        public String name() {
            return "snapshot";
        }

        @Override
        public String wants() {
            return path(stage.request());
        }

        @Override
        public Step accept(ModelClient client, Optional<Kept> offered) throws TrustException {
            if (offered.isEmpty()) {
                return client.notFound();
            }
            TargetsStage targets = stage.accept(offered.get().bytes());
            return client.toTargets(new Memory(client.memory.root(), client.memory.timestamp(), offered), targets);
        }
    }

    /**
     * §5.6 and §5.7.
     *
     * @param pending what is still to be fetched, never empty
     * @param accepted the contents that were, which with the memory say all the rest
     */
    private record AtTargets(TargetsStage stage, List<Fetch> pending, Map<String, Long> versions, String accepted)
            implements Phase {
        @Override
        public String name() {
            return "targets" + accepted;
        }

        @Override
        public String wants() {
            return pending.get(0).path();
        }

        @Override
        public Step accept(ModelClient client, Optional<Kept> offered) throws TrustException {
            if (offered.isEmpty()) {
                return client.notFound();
            }
            List<Fetch> rest = new ArrayList<>(pending.subList(1, pending.size()));
            Map<String, Long> more = new TreeMap<>(versions);
            if (pending.get(0) instanceof RoleFetch role) {
                Targets targets = stage.accept(role.authority(), offered.get().bytes());
                more.put(role.authority().name(), targets.version());
                for (TargetFile target : targets.targets().values()) {
                    rest.add(TargetFetch.of(target));
                }
                if (targets.delegations().isPresent()) {
                    for (RoleAuthority next :
                            below(role.authority().name(), targets.delegations().get())) {
                        rest.add(new RoleFetch(next, stage.request(next)));
                    }
                }
            } else if (!pending.get(0).path().contains(offered.get().id())) {
                return client.failed("another content: " + wants());
            }
            return rest.isEmpty()
                    ? new Step(client.stopped(), Optional.empty(), more)
                    : goOn(client.at(client.memory, new AtTargets(stage, rest, more, accepted + " " + offered.get())));
        }

        private static List<RoleAuthority> below(String delegator, Delegations delegations) {
            List<RoleAuthority> below = new ArrayList<>();
            delegations
                    .roles()
                    .forEach(role ->
                            below.add(new RoleAuthority(delegator, role.name(), role.role(), delegations.keys())));
            delegations.succinctRoles().ifPresent(bins -> {
                for (long number = 0; number < bins.count(); number++) {
                    below.add(new RoleAuthority(delegator, bins.binName(number), bins.role(), delegations.keys()));
                }
            });
            return below;
        }
    }

    private sealed interface Fetch {
        String path();
    }

    private record RoleFetch(RoleAuthority authority, MetadataRequest request) implements Fetch {
        @Override
        public String path() {
            return ModelClient.path(request);
        }
    }

    /** §5.7.3: the hash is part of the name. */
    private record TargetFetch(String path) implements Fetch {
        static TargetFetch of(TargetFile target) {
            int name = target.path().lastIndexOf('/') + 1;
            return new TargetFetch("targets/%s%s.%s"
                    .formatted(
                            target.path().substring(0, name),
                            target.hashes().hexByFunction().get("sha256"),
                            target.path().substring(name)));
        }
    }
}
