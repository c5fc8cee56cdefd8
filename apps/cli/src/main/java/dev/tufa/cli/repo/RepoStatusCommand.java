package dev.tufa.cli.repo;

import dev.tufa.cli.event.EventReport;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Status;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo status}. */
public final class RepoStatusCommand implements Command {
    private static final String FAIL_WITHIN = "fail-within";

    @Override
    public String name() {
        return "repo status";
    }

    @Override
    public String summary() {
        return "Show roles, keys and what is staged";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Prints version, expiry, threshold and keys of every role, and what the next tufa repo publish will change. All metadata is"
                + " verified as a client would.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(
                        FAIL_WITHIN,
                        "TIME",
                        "exit with 5 when a role expires within TIME, such as 30d or 12h: for timers and CI"))
                .addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("repo status my-repository", "repo status --fail-within 30d my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        Optional<String> failWithin = invocation.value(FAIL_WITHIN);
        Duration least = failWithin.isPresent() ? Durations.parse(FAIL_WITHIN, failWithin.get()) : Duration.ZERO;
        Repository repository = Repository.open(directory);
        Status status = repository.status();
        Instant now = invocation.clock().instant();
        List<EventStatus> events = repository.events().list(now).stream()
                .filter(event -> event.state().isOpen())
                .toList();
        if (invocation.has("json")) {
            invocation.terminal().json(json(status, events, now));
        } else {
            print(status, invocation);
            for (EventStatus event : events) {
                EventReport.lines(event, now)
                        .forEach(line -> invocation.terminal().line("%s", line));
            }
        }
        if (failWithin.isPresent()) {
            requireLeft(status, invocation.clock().instant(), least);
        }
    }

    private static void requireLeft(Status status, Instant now, Duration least) throws CommandFailure {
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

    private static void print(Status status, Invocation invocation) {
        Instant now = invocation.clock().instant();
        for (Status.RoleStatus role : status.roles()) {
            long days = Duration.between(now, role.expires()).toDays();
            invocation
                    .terminal()
                    .line(
                            "%-16s version %-5d %5d targets  %d of %d keys  expires %s (%s)",
                            role.name(),
                            role.version(),
                            role.targets(),
                            role.threshold(),
                            role.keys().stream()
                                    .filter(key -> key.use() == Status.KeyUse.ACTIVE)
                                    .count(),
                            role.expires(),
                            role.expires().isAfter(now) ? days + " days left" : "EXPIRED");
        }
        status.lastPublished().ifPresent(when -> invocation.terminal().line("last published %s", when));
        if (status.publication() == Status.Publication.INTERRUPTED) {
            invocation
                    .terminal()
                    .line("a publication was interrupted; the next command that changes something ends it");
        }
        invocation.terminal().line("%s", status.staged().isEmpty() ? "nothing is staged" : "staged:");
        status.staged().forEach(change -> invocation.terminal().line("  %s", Printable.of(change.describe())));
    }

    private static JsonObject json(Status status, List<EventStatus> events, Instant now) {
        JsonOutput output = new JsonOutput()
                .with(
                        "roles",
                        status.roles().stream().map(RepoStatusCommand::json).toList())
                .with("staged", status.staged().stream().map(Change::describe).toList())
                .with(
                        "events",
                        events.stream()
                                .map(event -> EventReport.json(event, now))
                                .toList())
                .with("interrupted", status.publication() == Status.Publication.INTERRUPTED);
        status.lastPublished().ifPresent(when -> output.with("last_published", when));
        return output.build();
    }

    private static JsonObject json(Status.RoleStatus role) {
        return new JsonOutput()
                .with("role", role.name())
                .with("delegator", role.delegator())
                .with("version", role.version())
                .with("expires", role.expires())
                .with("targets", role.targets())
                .with("threshold", role.threshold())
                .with(
                        "keys",
                        role.keys().stream()
                                .map(key -> new JsonOutput()
                                        .with("keyid", key.keyId())
                                        .with("scheme", key.scheme())
                                        .with("retiring", key.use() == Status.KeyUse.RETIRING)
                                        .with("private_key_here", key.place() == Status.PrivateKeyPlace.HERE)
                                        .build())
                                .toList())
                .build();
    }
}
