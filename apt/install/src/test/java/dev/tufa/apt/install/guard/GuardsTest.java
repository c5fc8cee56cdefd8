package dev.tufa.apt.install.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.IndexTarget;
import dev.tufa.apt.install.answers.PackageAddress;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is asked of an archive that apt has read")
class GuardsTest {
    private static final String OURS = "/etc/apt/sources.list.d/tufa-acme.sources";
    private static final String ARCHIVE = "https://apt.example.org/";
    private static final HostFacts MINT = new HostFacts(
            "amd64",
            List.of(),
            new Distribution("Linuxmint", Optional.of("virginia"), List.of("21.3")),
            Optional.of(new Distribution("Ubuntu", Optional.of("jammy"), List.of())));

    @Nested
    @DisplayName("It calls itself by a name of its own")
    class Origins {
        @Test
        void whichIsTaken() {
            assertThatCode(() -> require(target("Acme", "Acme tools", "stable")))
                    .doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Debian", "debian", "Linuxmint", "Ubuntu", " Ubuntu ", "Other Vendor"})
        void andNotByOneThatIsSomebodyElses(String name) {
            assertThatThrownBy(() -> require(target(name, "Acme", "stable")))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.IMPERSONATION))
                    .hasMessageStartingWith(
                            "https://apt.example.org/: expected an Origin and a Label of its own, got \"" + name);
            assertThatThrownBy(() -> require(target("Acme", name, "stable"))).isInstanceOf(PlanException.class);
        }

        @Test
        void andWhatNamesNobodyIsFree() {
            assertThatCode(() -> require(target(". stable", ". stable", "stable")))
                    .doesNotThrowAnyException();
        }

        @Test
        void andIsNotTheDefaultRelease() {
            assertThatThrownBy(() -> require(target("Acme", "Acme", "bookworm")))
                    .hasMessage(
                            "https://apt.example.org/: expected a suite and a codename other than this system's default"
                                    + " release, got bookworm");
        }

        private void require(IndexTarget ours) throws PlanException {
            List<IndexTarget> all = List.of(
                    new IndexTarget(
                            "Packages",
                            "http://deb.debian.org/debian/",
                            "bookworm",
                            "/etc/apt/sources.list:1",
                            "/x",
                            Optional.of("Debian"),
                            Optional.of("Debian"),
                            Optional.of("stable"),
                            Optional.of("bookworm")),
                    new IndexTarget(
                            "Packages",
                            "https://other.example/",
                            "stable",
                            "/etc/apt/sources.list.d/other.list:1",
                            "/y",
                            Optional.of(". stable"),
                            Optional.of("Other Vendor"),
                            Optional.empty(),
                            Optional.empty()),
                    ours);
            OriginGuard.require(all, OURS, MINT, Optional.of("bookworm"));
        }

        private IndexTarget target(String origin, String label, String suite) {
            return new IndexTarget(
                    "Packages",
                    ARCHIVE,
                    suite,
                    OURS + ":1",
                    "/z",
                    Optional.of(origin),
                    Optional.of(label),
                    Optional.of(suite),
                    Optional.empty());
        }
    }

    @Nested
    @DisplayName("It does what was agreed to")
    class Transactions {
        private final List<PackageAddress> addresses = List.of(
                new PackageAddress(ARCHIVE + "pool/bash_99-1_amd64.deb", "bash", "99-1", 1),
                new PackageAddress("http://deb.debian.org/debian/pool/libc6_2.deb", "libc6", "2", 1));

        private final Transaction transaction = new Transaction(
                List.of(
                        new Transaction.Arrival("bash", Optional.of("5"), "99-1", "amd64"),
                        new Transaction.Arrival("libc6", Optional.of("1"), "2", "amd64")),
                List.of());

        @Test
        void whenWhatIsReplacedWasSaid() {
            assertThatCode(() -> TransactionGuard.require(
                            transaction, addresses, List.of(ARCHIVE), new TreeSet<>(List.of("bash"))))
                    .doesNotThrowAnyException();
        }

        @Test
        void andNotWhenItWasNot() {
            assertThatThrownBy(
                            () -> TransactionGuard.require(transaction, addresses, List.of(ARCHIVE), new TreeSet<>()))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.REPLACES))
                    .hasMessage("expected to replace no package, got also bash");
        }

        @Test
        void andNothingGoes() {
            assertThatThrownBy(() -> TransactionGuard.require(
                            new Transaction(List.of(), List.of("bash")), List.of(), List.of(ARCHIVE), new TreeSet<>()))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.REMOVES))
                    .hasMessage("expected nothing to be removed, got bash");
        }
    }

    @Nested
    @DisplayName("It has the packages itself")
    class Packages {
        private final List<AvailableVersion> versions = versions("""
                 acme | 1.9 | https://apt.example.org stable/main amd64 Packages
                 acme | 1.10 | https://apt.example.org stable/main amd64 Packages
                 acme | 2.0 | http://deb.debian.org/debian bookworm/main amd64 Packages
                """);

        @Test
        void ofWhichItsNewestIsMeant() throws PlanException {
            assertThat(ArchivePackages.chosen(List.of("acme"), versions, List.of(ARCHIVE), "amd64"))
                    .containsExactly("acme:amd64=1.10");
        }

        @Test
        void evenIfSomebodyElseHasThem() {
            assertThatThrownBy(() ->
                            ArchivePackages.chosen(List.of("acme"), versions, List.of("https://b.example/"), "amd64"))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.NO_PACKAGE))
                    .hasMessage("acme: expected a package of https://b.example/, got none");
        }

        private static List<AvailableVersion> versions(String answer) {
            try {
                return AvailableVersion.read(answer);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
