package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.Refresh;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.RepositoryHold;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code tufa repo refresh}. */
public final class RepoRefreshCommand implements Command {
    private static final int SHOWN = 10;

    @Override
    public String name() {
        return "repo refresh";
    }

    @Override
    public String summary() {
        return "Sign again what is due";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Signs again the roles that have used as much of their lifetime as tufa repo policy lets them, as far as their private keys"
                + " are here, and publishes nothing that is staged. Run it by a timer. It ends with 0 when nothing is due or all of it was"
                + " signed, and with 6 when something is due whose keys are elsewhere. tufa repo publish does the same beside publishing,"
                + " for timestamp, snapshot and targets.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.flag("once", "look once and end; there is no other way yet"))
                .addOption(OptionSpecs.flag("dry-run", "print what would be written, in order, and write nothing"))
                .addOption(ExpiryCheck.option())
                .addOption(OptionSpecs.flag(
                        "print-units", "print a systemd service and timer for DIR, and do nothing else"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo refresh --once --passphrase-file /etc/tufa/passphrase /srv/my-repository",
                "repo refresh --once --dry-run my-repository",
                "repo refresh --print-units /srv/my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        if (invocation.has("print-units")) {
            SystemdUnits.of(SystemdUnits.Subject.REPOSITORY, directory).print(invocation.terminal());
            return;
        }
        if (!invocation.has("once")) {
            throw new UsageException("refresh: expected --once or --print-units, got neither");
        }
        Optional<Duration> failWithin = ExpiryCheck.asked(invocation);
        Repository repository = RepositoryLease.open(directory, invocation);
        List<Refresh.Due> elsewhere = refresh(invocation, repository);
        if (failWithin.isPresent()) {
            ExpiryCheck.requireLeft(repository.status(), invocation.clock().instant(), failWithin.get());
        }
        if (!elsewhere.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.KEYS_ELSEWHERE,
                    "expected the keys of all roles that are due, got none for " + describe(elsewhere),
                    "run tufa repo refresh --once where these private keys are");
        }
    }

    @SuppressWarnings("try") // the lease is held and not asked
    private static List<Refresh.Due> refresh(Invocation invocation, Repository repository)
            throws UsageException, TrustException, RepositoryException, IOException {
        Instant now = invocation.clock().instant();
        try (KeyRing keys = Publication.keys(invocation, repository);
                RepositoryHold hold = repository.hold()) { // from the plan to its publication
            Refresh refresh = repository.planRefresh(keys, now, PlanOptions.ClockCheck.ENFORCED);
            if (refresh.plan().isEmpty()) {
                invocation.terminal().line("nothing to sign");
            } else if (invocation.has("dry-run")) {
                refresh.plan().describe().forEach(step -> invocation.terminal().line("%s", step));
            } else {
                repository.publish(refresh.plan(), now);
                invocation.terminal().line("signed again: %s", describe(refresh.here()));
            }
            return refresh.elsewhere();
        }
    }

    private static String describe(List<Refresh.Due> due) {
        String names = due.stream()
                .limit(SHOWN)
                .map(role -> "%s (expires %s)".formatted(Printable.of(role.role()), role.expires()))
                .collect(Collectors.joining(", "));
        return due.size() > SHOWN ? "%s and %d more".formatted(names, due.size() - SHOWN) : names;
    }
}
