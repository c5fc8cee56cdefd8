package dev.tufa.conformance.aptfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.sources.SourcesFile;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.PlanStep;
import dev.tufa.apt.install.plan.Planner;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.plan.SystemFacts.Transport;
import dev.tufa.apt.install.plan.TufRootFile;
import dev.tufa.apt.install.system.AptConfiguration;
import dev.tufa.apt.install.system.ConfiguredSource;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.testkit.TestMetadata;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the files on a system are to be, by what a file asks for and what the system is. */
@DisplayName("a plan")
class InstallPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String OTHER = "/etc/apt/sources.list.d/other.list";

    private static SigningKey key;

    private List<String> foreign = List.of();
    private Transport transport = Transport.INSTALLED;
    private String apt = "2.6.1";
    private String listed = "";
    private Optional<TufRootFile> fetched = Optional.empty();

    @BeforeAll
    static void makeKey() throws Exception {
        key = SigningKey.read(
                SigningKey.create("Acme", NOW.minusSeconds(60), Optional.empty(), "x".toCharArray()),
                "x".toCharArray());
    }

    private InstallPlan plan(Choices choices, Field... fields) throws Exception {
        byte[] file = AptFileMaker.make(List.of(Stanza.of(List.of(fields))), FormatVersion.ONE, key, NOW);
        HostFacts host = new HostFacts(
                "amd64",
                foreign,
                new Distribution("Linuxmint", Optional.of("virginia"), List.of("21.3")),
                Optional.of(new Distribution("Ubuntu", Optional.of("jammy"), List.of())));
        List<ConfiguredSource> sources = new ArrayList<>();
        SourcesFile.read(OTHER, listed.getBytes(UTF_8))
                .forEach(source -> sources.add(new ConfiguredSource(source, Set.of())));
        return Planner.plan(
                VerifiedAptFile.read(file, NOW),
                sha256(file),
                new SystemFacts(host, DebianVersion.parse(apt), transport, new AptConfiguration(sources)),
                choices,
                fetched);
    }

    private void refuses(PlanRefusal refusal, String message, Field... fields) {
        assertThatThrownBy(() -> plan(Choices.DEFAULT, fields))
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
                .hasMessage(message);
    }

    private static Field archives(String... lines) {
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(List.of(lines));
        return new Field("Archive", all);
    }

    private static String sources(InstallPlan plan) {
        return plan.steps(PlanStep.WriteSources.class).get(0).text();
    }

    private static String preferences(InstallPlan plan) {
        return plan.steps(PlanStep.WritePreferences.class).stream()
                .map(PlanStep.WritePreferences::text)
                .collect(Collectors.joining());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** As deb822 has lines of a value. */
    private String keyLines() {
        return key.certificate()
                .armored()
                .lines()
                .map(line -> line.isEmpty() ? " .\n" : " " + line + "\n")
                .collect(Collectors.joining());
    }

    @Nested
    @DisplayName("has one list of sources")
    class ListOfSources {
        @Test
        void inWhichEachArchiveHasOneStanzaAndNamesTheKeyAlone() throws Exception {
            InstallPlan plan = plan(
                    Choices.DEFAULT,
                    archives(
                            "https://apt.example.org/debian stable main",
                            "https://apt.example.org/debian beta main",
                            "deb https://apt.example.org/flat ./"));

            assertThat(plan.packages()).isEmpty();
            assertThat(plan.files())
                    .containsOnlyKeys(
                            "/etc/apt/preferences.d/tufa-%s.pref".formatted(plan.id()),
                            "/etc/apt/sources.list.d/tufa-%s.sources".formatted(plan.id()));
            assertThat(sources(plan)).isEqualTo("""
                    # Written by tufa for people who agreed to it. What it is: tufa apt list
                    # To be rid of it: tufa apt remove %1$s
                    Types: deb
                    URIs: https://apt.example.org/debian
                    Suites: stable beta
                    Components: main
                    Architectures: amd64
                    X-Tufa-Id: %1$s
                    Signed-By:
                    %2$s
                    Types: deb
                    URIs: https://apt.example.org/flat
                    Suites: ./
                    Architectures: amd64
                    X-Tufa-Id: %1$s
                    Signed-By:
                    %2$s""".formatted(plan.id(), keyLines()));
        }

        @Test
        void withSourcesOfPackagesIfAPersonAsksForThem() throws Exception {
            Field archive =
                    archives("https://apt.example.org stable main", "deb-src https://apt.example.org stable main");

            assertThat(sources(plan(Choices.DEFAULT, archive))).contains("Types: deb\n");
            assertThat(sources(plan(Choices.DEFAULT.with(Choices.SourceCode.ADDED), archive)))
                    .contains("Types: deb deb-src\n")
                    .doesNotContain("Types: deb\n");
        }

        @Test
        void thatIsNotBelievedForEverWhereAnybodyOnTheWayCanReplayIt() throws Exception {
            assertThat(sources(plan(Choices.DEFAULT, archives("http://apt.example.org stable main"))))
                    .contains("\nValid-Until-Max: 2592000\n");
            assertThat(sources(plan(Choices.DEFAULT, archives("https://apt.example.org stable main"))))
                    .doesNotContain("Valid-Until-Max");
        }

        @Test
        void ofWhichAptSeesOnlyTheNamedPackagesWhereItCan() throws Exception {
            Field archive = archives("https://apt.example.org stable main");
            Choices choices = Choices.DEFAULT.including(List.of("acme", "acme-data"));

            assertThat(sources(plan(choices, archive))).doesNotContain("Include");
            apt = "3.1.0";
            assertThat(sources(plan(choices, archive))).contains("\nInclude: acme acme-data\n");
        }

        @Test
        void forForeignArchitecturesThatAreEnabledAndNamed() throws Exception {
            Field[] fields = {archives("https://apt.example.org stable main"), Field.of("Install", "acme:i386")};

            refuses(
                    PlanRefusal.FOREIGN_ARCHITECTURE,
                    "acme:i386: expected an architecture of [amd64], got i386",
                    fields);
            foreign = List.of("i386", "arm64");
            assertThat(sources(plan(Choices.DEFAULT, fields))).contains("\nArchitectures: amd64 i386\n");
        }
    }

    @Nested
    @DisplayName("has preferences")
    class Preferences {
        private final Field[] fields = {
            archives("https://apt.example.org:8443 stable main"),
            Field.of("Install", "acme bash"),
            Field.of("Pin", "bash zip")
        };

        @Test
        void byWhichWhatNobodyNamedNeverTakesThePlaceOfTheDistributions() throws Exception {
            assertThat(preferences(plan(Choices.DEFAULT, fields))).isEqualTo("""
                    Package: *
                    Pin: origin "apt.example.org"
                    Pin-Priority: 100

                    Package: acme:any
                    Pin: origin "apt.example.org"
                    Pin-Priority: 500

                    Package: bash:any
                    Pin: origin "apt.example.org"
                    Pin-Priority: 990

                    Package: zip:any
                    Pin: origin "apt.example.org"
                    Pin-Priority: 990
                    """);
        }

        @Test
        void ofPinsAloneIfEverythingMayCome() throws Exception {
            assertThat(plan(Choices.DEFAULT, fields).preferred()).containsExactly("bash", "zip");
            assertThat(preferences(plan(Choices.DEFAULT.with(Choices.Reach.EVERYTHING), fields)))
                    .doesNotContain("*", "acme")
                    .contains("Package: bash:any\n", "Package: zip:any\n");
        }
    }

    @Nested
    @DisplayName("goes by TUF")
    class ThroughTuf {
        private final byte[] root = TestMetadata.aRoot().build();

        private Field[] fields(String scheme) throws Exception {
            return new Field[] {
                archives(scheme + "apt.example.org stable main"),
                Field.of("TUF-Root-SHA256", sha256(root)),
                Field.of("TUF-Root", Base64.getEncoder().encodeToString(root))
            };
        }

        @Test
        void fromTheRootWhoseDigestIsSignedAndByTheKeysThatTufVouchesFor() throws Exception {
            for (String scheme : List.of("https://", "tuf+https://")) {
                InstallPlan plan = plan(Choices.DEFAULT, fields(scheme));

                assertThat(sources(plan))
                        .contains("\nURIs: tuf+https://apt.example.org\n")
                        .contains(
                                "\nSigned-By: /var/lib/apt-transport-tuf/state/apt.example.org_/releases/keys/archive.asc\n");
                assertThat(plan.files())
                        .containsEntry("/var/lib/apt-transport-tuf/archives/apt.example.org_/root.json", root);
                assertThat(plan.files().get("/var/lib/apt-transport-tuf/archives/apt.example.org_/archive.asc"))
                        .asString(UTF_8)
                        .isEqualTo(key.certificate().armored());
            }
        }

        @Test
        void orAsAnyAptDoesWhereTufIsNotThereAndNobodyDemandsIt() throws Exception {
            transport = Transport.MISSING;

            InstallPlan plan = plan(Choices.DEFAULT, fields("https://"));

            assertThat(sources(plan)).contains("\nURIs: https://apt.example.org\n", "\nSigned-By:\n");
            assertThat(plan.steps(PlanStep.RegisterRoot.class)).isEmpty();
            refuses(
                    PlanRefusal.NO_TRANSPORT,
                    "expected an apt that can fetch through TUF, got none on this system",
                    fields("tuf+https://"));
        }

        @Test
        void fromNoOtherRoot() throws Exception {
            byte[] other = TestMetadata.aRoot().version(2).build();
            Field[] elsewhere = {
                archives("https://apt.example.org stable main"),
                Field.of("TUF-Root-SHA256", sha256(root)),
                Field.of("TUF-Root-URL", "https://apt.example.org/tuf/1.root.json")
            };

            refuses(
                    PlanRefusal.TUF_ROOT,
                    "root: expected the file with SHA-256 %s, got none".formatted(sha256(root)),
                    elsewhere);
            fetched = Optional.of(TufRootFile.read(other));
            refuses(
                    PlanRefusal.TUF_ROOT,
                    "root: expected the file with SHA-256 %s, got one with %s".formatted(sha256(root), sha256(other)),
                    elsewhere);
            fetched = Optional.of(TufRootFile.read(root));
            assertThat(plan(Choices.DEFAULT, elsewhere).steps(PlanStep.RegisterRoot.class))
                    .hasSize(1);
        }

        @Test
        void andIsNeverReplacedByOneThatDoesNot() {
            listed = "deb tuf+https://apt.example.org stable main\n";

            refuses(
                    PlanRefusal.DOWNGRADE,
                    OTHER
                            + ": line 1: expected no entry for apt.example.org/dists/stable/, got one that goes by TUF, which this"
                            + " file's would not",
                    archives("https://apt.example.org stable main"));
        }
    }

    @Test
    void isForWhatTheSystemIsMadeFromOnlyIfAPersonAgrees() throws Exception {
        Field[] fields = {archives("https://apt.example.org stable main"), Field.of("Distribution", "Ubuntu")};

        refuses(
                PlanRefusal.ONLY_FOR_BASE,
                "expected a file for Linuxmint 21.3 (virginia), got one for what it is made from: Ubuntu",
                fields);
        assertThat(plan(Choices.DEFAULT.with(Choices.Base.AGREED), fields).stanza())
                .isEqualTo(1);
    }

    @Test
    void hasADigestThatEveryChoiceChanges() throws Exception {
        Field archive = archives("https://apt.example.org stable main");
        byte[] file = AptFileMaker.make(List.of(Stanza.of(List.of(archive))), FormatVersion.ONE, key, NOW);
        List<Choices> choices = List.of(
                Choices.DEFAULT,
                Choices.DEFAULT.with(Choices.Updates.NONE),
                Choices.DEFAULT.with(Choices.Reach.EVERYTHING),
                Choices.DEFAULT.with(Choices.SourceCode.ADDED),
                Choices.DEFAULT.with(Choices.Base.AGREED),
                Choices.DEFAULT.including(List.of("a")),
                Choices.DEFAULT.replacing(List.of("a")),
                Choices.DEFAULT.withNewKey(key.certificate().fingerprint()));
        Set<String> digests = new HashSet<>();
        for (Choices each : choices) {
            InstallPlan plan = plan(each, archive);
            digests.add(plan.digest());
            assertThat(plan.file()).isEqualTo(sha256(file));
            assertThat(plan(each, archive).digest()).isEqualTo(plan.digest());
        }
        assertThat(digests).hasSameSizeAs(choices);
    }
}
