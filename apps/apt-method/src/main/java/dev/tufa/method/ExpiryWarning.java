package dev.tufa.method;

import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.metadata.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a person hears before metadata expires, who can then ask the publisher before apt refuses the archive. */
final class ExpiryWarning {
    /** Roles that people sign: some days are needed to bring them together. */
    private static final Duration BY_PEOPLE = Duration.ofDays(3);

    /** Roles that a timer signs long before: so close to its end, the timer has stopped. The shortest lifetimes are some hours. */
    private static final Duration BY_TIMER = Duration.ofHours(3);

    private ExpiryWarning() {}

    /** The warning about what expires first, if anything expires soon. */
    static Optional<String> of(Refreshed now) {
        Signed[] roles = {now.root(), now.targets(), now.snapshot(), now.timestamp()};
        Optional<Signed> first = Optional.empty();
        for (Signed role : roles) {
            if (isSoon(role, now.updateStart())
                    && (first.isEmpty() || role.expires().isBefore(first.get().expires()))) {
                first = Optional.of(role);
            }
        }
        return first.map(role -> "TUF: %s expires at %s; apt refuses the archive from then on"
                .formatted(role.type().file(), role.expires()));
    }

    private static boolean isSoon(Signed role, Instant now) {
        Duration notice = switch (role.type()) {
            case ROOT, TARGETS -> BY_PEOPLE;
            default -> BY_TIMER;
        };
        return role.expires().isBefore(now.plus(notice));
    }
}
