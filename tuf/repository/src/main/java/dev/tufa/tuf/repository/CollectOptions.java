package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import java.time.Duration;
import java.util.Optional;

/**
 * What garbage collection is to do.
 *
 * @param grace how long metadata stays, if not so long as the settings say
 * @param targetsGrace the same for target files
 * @param mode whether anything is removed
 */
public record CollectOptions(Optional<Duration> grace, Optional<Duration> targetsGrace, Mode mode) {
    /** By the settings. */
    public static final CollectOptions DEFAULT = new CollectOptions(Optional.empty(), Optional.empty(), Mode.REMOVE);

    /** The same options with another mode. */
    public CollectOptions withMode(Mode newMode) {
        return new CollectOptions(grace, targetsGrace, newMode);
    }

    /** The graces that are kept to. */
    Graces graces(Settings settings) {
        Graces policy = settings.policy().graces();
        return new Graces(grace.orElse(policy.metadata()), targetsGrace.orElse(policy.targets()))
                .atLeast(settings.lifetime(RoleType.TIMESTAMP));
    }

    /** Whether anything is removed. */
    public enum Mode {
        REMOVE,
        /** Only what would be removed is told. */
        DRY_RUN
    }
}
