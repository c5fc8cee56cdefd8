package dev.tufa.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.apt.install.inventory.Expiry;
import dev.tufa.apt.install.inventory.HostUpgrades;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** With the real apt-get and dpkg, on a system in a folder. */
@DisplayName("the inventory of a system")
@Execution(ExecutionMode.CONCURRENT)
class InventoryTest {
    private static final String STATE = "var/lib/apt-transport-tuf/";

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private ServedSystem system;

    @BeforeEach
    void begin() throws Exception {
        system = ServedSystem.begin(temporary);
    }

    @AfterEach
    void end() {
        system.close();
    }

    private List<Expiry> expiries() throws Exception {
        return system.inventory().get(0).expiries();
    }

    @Test
    void saysWhenAReleaseEnds() throws Exception {
        system.apply(system.aptFile(), Choices.DEFAULT);

        Instant signed = system.now.minusSeconds(30);
        assertThat(expiries())
                .containsExactly(
                        new Expiry("Release file", signed.plus(Duration.ofDays(30)), Optional.of(Duration.ofDays(30))));
    }

    @Test
    void saysWhenAKeyEnds() throws Exception {
        SigningKey key = SigningKey.read(
                QuickKey.create(
                        "A <a@example.org>",
                        system.now.minusSeconds(60),
                        Optional.of(Duration.ofDays(20)),
                        "x".toCharArray()),
                "x".toCharArray());
        Path keyring = system.root().resolve("usr/share/keyrings/acme.asc");
        Files.createDirectories(keyring.getParent());
        Files.writeString(keyring, key.certificate().armored());
        system.put(
                "/etc/apt/sources.list.d/acme.list",
                "deb [signed-by=/usr/share/keyrings/acme.asc] https://apt.example.org stable main\n");

        assertThat(expiries())
                .containsExactly(new Expiry(
                        "key " + key.certificate().fingerprint().grouped(),
                        system.now.minusSeconds(60).plus(Duration.ofDays(20)),
                        Optional.empty()));
    }

    @Test
    void saysWhenTufsMetadataEnds() throws Exception {
        MadeArchive archive = MadeArchive.in(
                temporary.resolve("other"),
                MadeArchive.conf(TufScope.RELEASE, MadeArchive.suite("stable", List.of("main"), "amd64")),
                Optional.empty(),
                system.now.minusSeconds(60));
        archive.publish(system.now.minusSeconds(30));
        String name = ListsName.prefix("https://apt.example.org/debian/");
        Path first = system.root().resolve(STATE + "archives/" + name);
        Path trusted = system.root().resolve(STATE + "state/" + name + "/metadata");
        Files.createDirectories(first);
        Files.copy(archive.served("tuf/root.json"), first.resolve("root.json"));
        system.put("/etc/apt/sources.list.d/acme.list", "deb tuf+https://apt.example.org/debian stable main\n");

        assertThat(expiries()).extracting(Expiry::what).containsExactly("TUF's root");

        Files.createDirectories(trusted);
        for (String role : List.of("timestamp", "root")) {
            Files.copy(archive.served("tuf/" + role + ".json"), trusted.resolve(role + ".json"));
        }
        Files.writeString(trusted.resolve("targets.json"), "{}");

        List<Expiry> expiries = expiries();
        assertThat(expiries).extracting(Expiry::what).containsExactly("TUF's root", "TUF's timestamp");
        assertThat(expiries.get(0).isSoon(expiries.get(0).at().minus(Duration.ofDays(30)), Duration.ofDays(30)))
                .isTrue();
        assertThat(expiries.get(1).isSoon(expiries.get(1).at().minusSeconds(1), Duration.ofDays(30)))
                .isFalse();
        assertThat(expiries.get(1).isSoon(expiries.get(1).at(), Duration.ofDays(30)))
                .isTrue();
    }

    @Test
    void saysWhatAnUpgradeWouldBringFromThere() throws Exception {
        system.apply(system.aptFile(), Choices.DEFAULT);
        assertThat(HostUpgrades.of(system.inventory(), system.apt())).isEmpty();

        system.publish("acme-editor", "2.1");

        assertThat(HostUpgrades.of(system.inventory(), system.apt()))
                .containsExactly(new HostUpgrades("127.0.0.1", new TreeMap<>(Map.of("acme-editor", "2.1"))));
    }
}
