package dev.tufa.cli.repo;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** The option {@code --fail-within}: tells a script when roles expire soon. */
final class ExpiryCheck {
    private static final String FAIL_WITHIN = "fail-within";

    private ExpiryCheck() {}

    static Option option() {
        return OptionSpecs.valued(
                FAIL_WITHIN,
                "TIME",
                "exit with 5 when a role expires within TIME, such as 30d or 12h: for timers and CI");
    }

    /** The time that is asked about, if any is. */
    static Optional<Duration> asked(Invocation invocation) throws UsageException {
        Optional<String> failWithin = invocation.value(FAIL_WITHIN);
        return failWithin.isPresent() ? Optional.of(Durations.parse(FAIL_WITHIN, failWithin.get())) : Optional.empty();
    }

    static void requireLeft(Status status, Instant now, Duration least) throws CommandFailure {
        List<String> due = status.roles().stream()
                .filter(role -> !role.expires().isAfter(now.plus(least)))
                .map(role -> Printable.of(role.name()) + " at " + role.expires())
                .toList();
        if (!due.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.DUE,
                    "expected every role to be good after %s, got %s"
                            .formatted(now.plus(least), String.join(", ", due)),
                    "sign again where the private keys are: tufa repo publish --renew");
        }
    }
}
