package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.EventOptions;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.PublicKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa event open}. */
public final class EventOpenCommand implements Command {
    @Override
    public String name() {
        return "event open";
    }

    @Override
    public String summary() {
        return "Have others sign what is staged";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Takes what is staged and fixes, to the last byte, every role whose private keys are elsewhere. People sign these, each where that"
                + " person's key is; then tufa event publish publishes it like anything else. Meanwhile the repository goes on publishing other"
                + " things. Keys that a staged change asks for are made here, unless"
                + " --public-key names those of people; these are registered as well.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.valued(
                        "renew", "ROLE", "sign a role anew without a change; may be given several times"))
                .addOption(OptionSpecs.valued(
                        "patience", "TIME", "how long signatures are taken, such as 30d; 14d if not given"))
                .addOption(
                        OptionSpecs.valued(
                                "public-key",
                                "ROLE=FILE",
                                "a person's public key, as tufa key new prints it or in PEM, for a role that is to get new keys; may be given several times"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "event open my-repository",
                "event open --renew root --patience 30d my-repository",
                "event open --public-key root=alice.json --public-key root=bob.pub my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        EventOptions options = EventOptions.DEFAULT;
        for (String role : invocation.values("renew")) {
            options = options.renewing(role);
        }
        if (invocation.value("patience").isPresent()) {
            options = options.withPatience(Durations.parse("patience", invocation.required("patience")));
        }
        for (String holder : invocation.values("public-key")) {
            options = withHolder(options, holder);
        }
        Repository repository = RepositoryLease.open(directory, invocation);
        try (KeyRing keys =
                repository.unlock(Passphrase.of(repository, invocation), Passphrase.surroundings(invocation))) {
            Instant now = invocation.clock().instant();
            EventStatus status = repository.events().open(keys, now, options);
            EventReport.lines(status, now).forEach(line -> invocation.terminal().line("%s", line));
            invocation
                    .terminal()
                    .line(
                            "next: tufa event export %s %s FILE.tufevent",
                            directory, status.event().id());
        }
    }

    private static EventOptions withHolder(EventOptions options, String holder) throws UsageException, IOException {
        int sign = holder.indexOf('=');
        if (sign < 1) {
            throw new UsageException("--public-key: expected ROLE=FILE, got \"%s\"".formatted(holder));
        }
        String file = holder.substring(sign + 1);
        Key key = PublicKeyFile.read(file, Files.readAllBytes(Path.of(file)), Optional.empty());
        return options.withHolder(holder.substring(0, sign), key);
    }
}
