package dev.tufa.method;

import dev.tufa.tuf.refusal.RollbackException;
import java.util.Optional;

/**
 * What a floor refuses, and how it rises. A root that is newer and has timestamp or snapshot signed otherwise ends the floor of both: so
 * an archive recovers whose stolen keys have signed versions without end (TUF 1.0.34 §5.3.11).
 */
final class FloorRule {
    private static final String VERSION = "version (floor of this system)";

    private FloorRule() {}

    /** Refuses what is below the floor. */
    static void require(Floor floor, Floor offered) throws RollbackException {
        require("root.json", floor.root(), offered.root());
        if (!starts(floor, offered)) {
            require("timestamp.json", floor.timestamp(), offered.timestamp());
            require("snapshot.json", floor.snapshot(), offered.snapshot());
        }
    }

    private static void require(String file, long floor, long offered) throws RollbackException {
        if (offered < floor) {
            throw new RollbackException(file, VERSION, floor, offered);
        }
    }

    /** The floor from now on, of which nothing goes down that is still in force. */
    static Floor raised(Optional<Floor> kept, Floor verified) {
        if (kept.isEmpty() || starts(kept.get(), verified)) {
            return verified;
        }
        Floor floor = kept.get();
        if (verified.root() < floor.root() || !verified.roles().equals(floor.roles())) {
            return floor; // signed by keys of the past, which may have been stolen since
        }
        return new Floor(
                verified.root(),
                Math.max(floor.timestamp(), verified.timestamp()),
                Math.max(floor.snapshot(), verified.snapshot()),
                floor.roles());
    }

    private static boolean starts(Floor floor, Floor offered) {
        return offered.root() > floor.root() && !offered.roles().equals(floor.roles());
    }
}
