package dev.tufa.apt.install.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what an upgrade would bring")
class HostUpgradesTest {
    private static final String OWN = "http://deb.debian.org/debian/";
    private static final String ACME = "tuf+https://APT.acme.example:8443/debian/";
    private static final String ACME_TOO = "https://apt.acme.example/tools/";
    private static final String OTHER = "https://other.example/";

    private static InventoryEntry entry(boolean isInUse, String... archives) {
        return new InventoryEntry(
                "/etc/apt/sources.list.d/x.list",
                1,
                Optional.empty(),
                isInUse,
                List.of(archives),
                List.of("stable"),
                Set.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Transaction.Arrival arrival(String name, String version) {
        return new Transaction.Arrival(name, Optional.of("0"), version, "amd64");
    }

    private static AvailableVersion version(String name, String version, String archive) throws PolicyException {
        return new AvailableVersion(name, DebianVersion.parse(version), archive);
    }

    @Test
    void isOfTheHostThatAloneHasIt() throws Exception {
        Transaction upgrade = new Transaction(
                List.of(
                        arrival("acme-editor", "2:1.0-1~x"),
                        arrival("acme-lib:i386", "2"),
                        arrival("acme-tool", "3"),
                        arrival("bash", "5"),
                        arrival("everywhere", "6"),
                        arrival("other", "7"),
                        arrival("unknown", "8")),
                List.of());
        List<AvailableVersion> versions = List.of(
                version("acme-editor", "2:1.0-1~x", ACME),
                version("acme-editor", "1.0", OWN),
                version("acme-lib", "2", ACME),
                version("acme-tool", "3", ACME_TOO),
                version("bash", "5", OWN),
                version("everywhere", "6", OWN),
                version("everywhere", "6", ACME),
                version("other", "7", OTHER));

        assertThat(HostUpgrades.of(
                        List.of(entry(true, ACME), entry(true, ACME_TOO), entry(false, OTHER)), upgrade, versions))
                .containsExactly(new HostUpgrades(
                        "apt.acme.example",
                        new TreeMap<>(Map.of("acme-editor", "2:1.0-1~x", "acme-lib:i386", "2", "acme-tool", "3"))));
    }

    @Test
    void isNothingWithoutSuchArchives() throws Exception {
        assertThat(HostUpgrades.of(
                        List.of(),
                        new Transaction(List.of(arrival("bash", "5")), List.of()),
                        List.of(version("bash", "5", OWN))))
                .isEmpty();
    }
}
