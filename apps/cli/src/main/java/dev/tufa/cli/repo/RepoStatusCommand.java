package dev.tufa.cli.repo;

import dev.tufa.cli.event.EventReport;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.framework.WholeFile;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.LeaseHolder;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Status;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo status}. */
public final class RepoStatusCommand implements Command {
    private static final String PROMETHEUS = "prometheus";

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
                + " verified as a client would. Hash bins are one line for all of them.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(ExpiryCheck.option())
                .addOption(
                        OptionSpecs.valued(
                                PROMETHEUS,
                                "FILE",
                                "write the state for Prometheus into FILE at once, for node_exporter's textfile collector; - prints it"))
                .addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo status my-repository",
                "repo status --fail-within 30d my-repository",
                "repo status --prometheus /var/lib/prometheus/node-exporter/tuf.prom my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        Optional<Duration> failWithin = ExpiryCheck.asked(invocation);
        Repository repository = Repository.open(directory);
        Status status = repository.status();
        Instant now = invocation.clock().instant();
        List<EventStatus> events = repository.events().list(now).stream()
                .filter(event -> event.state().isOpen())
                .toList();
        if (invocation.value(PROMETHEUS).isPresent()) {
            String repo = directory.toAbsolutePath().normalize().toString();
            write(invocation.required(PROMETHEUS), PrometheusText.of(repo, status, now), invocation);
        } else if (invocation.has("json")) {
            invocation.terminal().json(json(status, events, now));
        } else {
            print(status, invocation);
            for (EventStatus event : events) {
                EventReport.lines(event, now)
                        .forEach(line -> invocation.terminal().line("%s", line));
            }
        }
        if (failWithin.isPresent()) {
            ExpiryCheck.requireLeft(status, invocation.clock().instant(), failWithin.get());
        }
    }

    private static void write(String file, String text, Invocation invocation) throws IOException {
        if (file.equals("-")) {
            invocation.terminal().out().print(text);
        } else {
            WholeFile.replace(Path.of(file), text.getBytes(StandardCharsets.UTF_8), WholeFile.Readers.ALL);
        }
    }

    private static void print(Status status, Invocation invocation) {
        Instant now = invocation.clock().instant();
        for (Status.RoleStatus role : status.roles()) {
            if (role.bins().isPresent()) {
                continue;
            }
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
        for (BinsStatus bins : BinsStatus.all(status)) {
            invocation
                    .terminal()
                    .line(
                            "%-16s %d bins %9d targets  %d of %d keys  first expires %s (%s)",
                            Printable.of(bins.name()),
                            bins.count(),
                            bins.targets(),
                            bins.first().threshold(),
                            bins.first().keys().size(),
                            bins.first().expires(),
                            bins.first().expires().isAfter(now)
                                    ? Duration.between(now, bins.first().expires())
                                                    .toDays() + " days left"
                                    : "EXPIRED");
        }
        status.lastPublished().ifPresent(when -> invocation.terminal().line("last published %s", when));
        if (status.publication() == Status.Publication.INTERRUPTED) {
            invocation
                    .terminal()
                    .line("a publication was interrupted; the next command that changes something ends it");
        }
        status.lease().ifPresent(holder -> invocation.terminal().line("%s", lease(holder, now)));
        invocation.terminal().line("%s", status.staged().isEmpty() ? "nothing is staged" : "staged:");
        status.staged().forEach(change -> invocation.terminal().line("  %s", Printable.of(change.describe())));
    }

    private static String lease(LeaseHolder holder, Instant now) {
        return holder.expires().isAfter(now)
                ? "held by %s, until %s".formatted(holder.describe(), holder.expires())
                : "held by %s, not heard of since its lease expired at %s"
                        .formatted(holder.describe(), holder.expires());
    }

    private static JsonObject json(LeaseHolder holder) {
        return new JsonOutput()
                .with("purpose", holder.purpose())
                .with("host", holder.host())
                .with("process", holder.process())
                .with("since", holder.since())
                .with("expires", holder.expires())
                .build();
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
        status.lease().ifPresent(holder -> output.with("lease", json(holder)));
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
