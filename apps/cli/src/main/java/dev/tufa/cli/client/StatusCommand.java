package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa client status}. */
public final class StatusCommand implements Command {
    @Override
    public String name() {
        return "client status";
    }

    @Override
    public String summary() {
        return "Show what is trusted, without a request";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Prints version and expiry of the metadata that the last refresh trusted. The repository may have newer"
                + " metadata: only tufa client refresh can tell.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("client status updates", "client status --json updates");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        ClientFolder folder = new ClientFolder(directory);
        if (!folder.exists()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    directory + ": expected the folder of a client, got none with client.json",
                    "make one with tufa client init");
        }
        Instant now = invocation.clock().instant();
        List<JsonObject> roles = new ArrayList<>();
        for (RoleType type : List.of(RoleType.ROOT, RoleType.TIMESTAMP, RoleType.SNAPSHOT, RoleType.TARGETS)) {
            Optional<Signed> trusted = read(folder.metadata(), type);
            if (trusted.isPresent()) {
                roles.add(new JsonOutput()
                        .with("role", type.text())
                        .with("version", trusted.get().version())
                        .with("expires", trusted.get().expires())
                        .with("expired", !trusted.get().expires().isAfter(now))
                        .build());
            }
            if (!invocation.has("json")) {
                invocation
                        .terminal()
                        .line(
                                "%-10s %s",
                                type.text(),
                                trusted.map(signed -> describe(signed, now))
                                        .orElse("nothing yet: tufa client refresh"));
            }
        }
        if (invocation.has("json")) {
            invocation.terminal().json(new JsonOutput().with("roles", roles).build());
        }
    }

    private static String describe(Signed signed, Instant now) {
        Duration left = Duration.between(now, signed.expires());
        String when = left.isNegative() || left.isZero()
                ? "expired"
                : left.toDays() > 1 ? left.toDays() + " days left" : left.toHours() + " hours left";
        return "version %-6d expires %s (%s)".formatted(signed.version(), signed.expires(), when);
    }

    private static Optional<Signed> read(FileMetadataStore store, RoleType type) throws TrustException {
        Optional<byte[]> stored = store.read(type.text(), Limits.DEFAULT.statedBytes());
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = stored.get();
        return Optional.of(
                switch (type) {
                    case ROOT -> Metadata.readRoot(bytes, Limits.DEFAULT.json()).signed();
                    case TIMESTAMP ->
                        Metadata.readTimestamp(bytes, Limits.DEFAULT.json()).signed();
                    case SNAPSHOT ->
                        Metadata.readSnapshot(bytes, Limits.DEFAULT.json()).signed();
                    default ->
                        Metadata.readTargets(bytes, type.file(), Limits.DEFAULT.json())
                                .signed();
                });
    }
}
