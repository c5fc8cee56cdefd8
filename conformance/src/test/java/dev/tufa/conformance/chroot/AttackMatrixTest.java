package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each attack on two Debians: one whose apt has the archive by https and the vendor's key, and one that has it by {@code tuf+https}. */
@Tag("chroot")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("attacks on apt, with TUF and without")
class AttackMatrixTest {
    private static final Path TABLE = Path.of(System.getProperty("tufa.root", ".."), "docs", "guide", "attacks.md");
    private static final String BEGIN = "<!-- attacks -->\n";
    private static final String END = "<!-- end of attacks -->";

    private Path temporary;

    private final Instant now = MadeArchive.realTime();
    private Website website;
    private Vendor vendor;
    private Client plain;
    private Client tuf;

    @BeforeAll
    void begin(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        temporary = folder;
        website = Website.of(temporary, temporary);
        vendor = Vendor.in(
                temporary.resolve("vendor"),
                website.address(),
                Optional.of(Duration.ofDays(30)),
                now.minusSeconds(900));
        website.serve(vendor.website());
        vendor.publish(now.minusSeconds(800), vendor.program("1.0"));
        vendor.publishIn("beta", now.minusSeconds(790), vendor.program("9.9"));
        DebianRoot debian = Installed.in(temporary.resolve("debian"));
        website.introduceTo(debian);
        debian.require("sh", "-c", """
                printf 'Acquire::Retries "0";\\nAcquire::https::Timeout "4";\\n' >/etc/apt/apt.conf.d/90quick""");
        plain = Client.byHand(debian.fork(temporary.resolve("plain")), vendor, website);
        tuf = Client.throughTuf(debian.fork(temporary.resolve("tuf")), vendor, now.minusSeconds(780));
    }

    @AfterAll
    void end() {
        website.close();
    }

    @Test
    void noneIsThereForTheHonestVendor() throws Exception {
        for (Client client : List.of(plain, tuf)) {
            Client own = client.fork(temporary.resolve("honest-" + client.way()));
            website.serve(vendor.website());
            assertThat(own.install().exit()).isZero();
            assertThat(own.debian().require("acme")).isEqualTo("acme 1.0\n");
        }
    }

    @TestFactory
    Stream<DynamicTest> endAsTheTableSays() {
        return Attacks.all().stream()
                .flatMap(attack -> Stream.of(test(attack, plain, attack.plain()), test(attack, tuf, attack.tuf())));
    }

    private DynamicTest test(Attack attack, Client client, Verdict expected) {
        return DynamicTest.dynamicTest("%s: %s, %s".formatted(attack.row(), attack.what(), client.way()), () -> {
            Path folder = Files.createDirectory(temporary.resolve("row-%s-%s".formatted(attack.row(), client.way())));
            Stage stage = new Stage(
                    folder, vendor.copy(folder.resolve("vendor")), client.fork(folder.resolve("debian")), website, now);
            assertThat(attack.deed().on(stage))
                    .as("%s", stage.client().debian().last())
                    .isEqualTo(expected);
        });
    }

    @Test
    void haveTheTableInTheGuide() throws IOException {
        String table = Attacks.all().stream()
                .map(attack -> "| %s | %s | %s | %s |%n"
                        .formatted(
                                attack.row(),
                                attack.what(),
                                attack.plain().words(),
                                attack.tuf().words()))
                .collect(Collectors.joining(
                        "", "| | attack | `https` | `tuf+https` |%n|--|--|--|--|%n".formatted(), ""));
        String page = Files.readString(TABLE);
        String updated =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("guide.update")) {
            Files.writeString(TABLE, updated);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(updated);
    }

    @Test
    void areNeverWorseThroughTufAndTheseAreBetter() {
        for (Attack attack : Attacks.all()) {
            assertThat(attack.tuf()).as(attack.row()).isNotEqualTo(Verdict.ACCEPTED);
            if (attack.plain() == Verdict.REFUSED) {
                assertThat(attack.tuf()).as(attack.row()).isEqualTo(Verdict.REFUSED);
            }
        }
        assertThat(Attacks.all().stream()
                        .filter(attack -> attack.plain() != attack.tuf())
                        .map(Attack::row))
                .contains("3", "5", "6", "7", "8", "12", "13", "14");
    }
}
