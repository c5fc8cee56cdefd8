package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa client clock}. */
public final class ClockCommand implements Command {
    @Override
    public String name() {
        return "client clock";
    }

    @Override
    public String summary() {
        return "Show the latest time that was seen, or forget it";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "A client remembers the latest time at which something was trusted, and refuses a clock that is far behind it: with"
                + " such a clock, metadata that has expired would count again. If it was the earlier clock that was wrong, look at"
                + " the one that this machine has now, and have the client forget.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.flag("forget", "forget the latest time: this clock is right"));
    }

    @Override
    public List<String> examples() {
        return List.of("client clock updates", "client clock --forget updates");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        ClientFolder folder = new ClientFolder(Path.of(invocation.operand(0, "DIR")));
        invocation.expectOperands(1);
        Updater updater = folder.updater(new HttpFetcher(), folder.targets())
                .clock(invocation.clock())
                .build();
        Optional<Instant> latest = updater.latestTime();
        if (invocation.has("forget")) {
            updater.forgetTime();
        }
        invocation
                .terminal()
                .line(
                        "latest time seen: %s%s%nthis clock: %s",
                        latest.map(Instant::toString).orElse("none"),
                        invocation.has("forget") ? ", forgotten" : "",
                        invocation.clock().instant());
    }
}
