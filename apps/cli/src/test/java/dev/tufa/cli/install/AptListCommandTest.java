package dev.tufa.cli.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.inventory.Expiry;
import dev.tufa.apt.install.inventory.InventoryEntry;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("tufa apt list")
class AptListCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static final InventoryEntry ENTRY = new InventoryEntry(
            "/etc/apt/sources.list.d/acme.list",
            3,
            Optional.empty(),
            true,
            List.of("https://apt.example.org/"),
            List.of("stable"),
            Set.of(),
            List.of("Acme"),
            Optional.of(NOW.minus(Duration.ofDays(1))),
            Optional.empty(),
            List.of(
                    expiry("key 0123", Duration.ofDays(10)),
                    expiry("TUF's root", Duration.ofDays(31)),
                    expiry("TUF's targets", Duration.ofDays(-2))),
            List.of());

    private static Expiry expiry(String what, Duration left) {
        return new Expiry(what, NOW.plus(left), Optional.empty());
    }

    private static String told(Duration within) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, UTF_8);
        AptListCommand.tell(List.of(ENTRY), List.of(), within, NOW, new Terminal(stream, stream, false));
        return out.toString(UTF_8);
    }

    @Test
    void saysWhatEndsSoon() {
        assertThat(told(Duration.ofDays(30))).isEqualTo("""
                /etc/apt/sources.list.d/acme.list, line 3
                  https://apt.example.org/ stable, calls itself Acme
                  taken by any key that this system trusts
                  fetched on 2026-10-31
                  key 0123 ends on 2026-11-11
                  TUF's targets ended on 2026-10-30
                """);
        assertThat(told(Duration.ofDays(31))).contains("\n  TUF's root ends on 2026-12-02\n");
    }

    @Test
    void tellsScriptsWhatEndsWithinATime() {
        assertThatThrownBy(() -> AptListCommand.requireLeft(List.of(ENTRY), NOW, Duration.ofDays(10)))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DUE))
                .hasMessage("expected nothing to end before 2026-11-11T12:00:00Z, got key 0123 of"
                        + " /etc/apt/sources.list.d/acme.list, line 3 at 2026-11-11T12:00:00Z, TUF's targets of"
                        + " /etc/apt/sources.list.d/acme.list, line 3 at 2026-10-30T12:00:00Z");
        assertThatCode(() -> AptListCommand.requireLeft(List.of(), NOW, Duration.ofDays(10)))
                .doesNotThrowAnyException();
    }
}
