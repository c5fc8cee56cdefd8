package dev.tufa.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.plan.Adoption;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.PlanStep;
import dev.tufa.apt.install.plan.RemovalRequest;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.helper.FaultyFiles.Fault;
import dev.tufa.helper.FaultyFiles.PowerCut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the real apt-get and dpkg, on a system in a folder. */
@DisplayName("a list of sources that is taken over")
@Execution(ExecutionMode.CONCURRENT)
class AdoptionTest {
    private static final String OLD = "/etc/apt/sources.list.d/acme.list";
    private static final String DEB822 = "/etc/apt/sources.list.d/acme.sources";
    private static final Choices ADOPTING = Choices.DEFAULT.adopting(List.of(OLD));

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private ServedSystem system;
    private byte[] file;

    @BeforeEach
    void begin() throws Exception {
        system = ServedSystem.begin(temporary);
        file = system.aptFile();
    }

    @AfterEach
    void end() {
        system.close();
    }

    private String line(String suite) {
        return "deb [trusted=yes] %s %s main\n".formatted(system.address(), suite);
    }

    private String withKey(SigningKey key) {
        return """
                X-Comment: by hand
                Types: deb
                URIs: %s
                Suites: stable
                Components: main
                Signed-By:
                %s""".formatted(
                        system.address(),
                        key.certificate()
                                .armored()
                                .lines()
                                .map(each -> each.isEmpty() ? " .\n" : " " + each + "\n")
                                .reduce("", String::concat));
    }

    private SigningKey otherKey() throws Exception {
        return SigningKey.read(
                QuickKey.create("Other", system.now.minusSeconds(60), Optional.empty(), "x".toCharArray()),
                "x".toCharArray());
    }

    @Test
    void isKeptAndPutBackByteForByte() throws Exception {
        system.put(OLD, "# by  hand\r\n" + line("stable") + "#deb-src x\n\n");
        Map<String, String> before = system.tree();

        SourceRecord record = system.apply(file, ADOPTING);

        assertThat(system.tree())
                .doesNotContainKey(OLD)
                .containsKey(record.id().sourcesFile())
                .containsEntry(record.id().recordFolder() + "/adopted/acme.list", before.get(OLD));
        assertThat(record.adopted()).containsOnlyKeys(OLD);
        assertThat(system.root().resolve("usr/bin/acme-editor")).hasContent("acme-editor 2.0\n");
        assertThat(system.aptReadsAll()).isTrue();

        system.remove(record);

        assertThat(system.tree()).isEqualTo(before);
        assertThat(system.heard).contains("put back " + OLD);
        assertThat(system.root().resolve("var/lib/tufa")).doesNotExist();
        assertThat(system.lists()).isNotEmpty();
    }

    @Test
    void isKeptWhileWhatTookItsPlaceIsWrittenAnew() throws Exception {
        system.put(OLD, line("stable"));
        Map<String, String> before = system.tree();
        system.apply(file, ADOPTING);

        SourceRecord again = system.apply(file, Choices.DEFAULT);

        assertThat(again.adopted()).containsOnlyKeys(OLD);
        system.remove(again);
        assertThat(system.tree()).isEqualTo(before);
    }

    @Test
    void isLeftAloneIfSomebodyWroteItAnew() throws Exception {
        system.put(OLD, line("stable"));
        SourceRecord record = system.apply(file, ADOPTING);
        system.put(OLD, "# anew\n");

        system.remove(record);

        assertThat(system.tree()).isEqualTo(Map.of(OLD, "# anew\n"));
        assertThat(system.heard).contains("leave %s, which somebody wrote anew".formatted(OLD));
    }

    @Test
    void mayBeOfAnyStyleAndNamesTheSameKey() throws Exception {
        system.put(DEB822, withKey(system.key()));
        Map<String, String> before = system.tree();

        SourceRecord record = system.apply(file, Choices.DEFAULT.adopting(List.of(DEB822)));

        assertThat(record.adopted()).containsOnlyKeys(DEB822);
        system.remove(record);
        assertThat(system.tree()).isEqualTo(before);
    }

    @Test
    void isTakenForTheArchivesOfTheFile() throws Exception {
        system.put(OLD, line("stable"));
        system.put("/etc/apt/sources.list", line("other"));
        system.put("/etc/apt/sources.list.d/else.list", "deb [trusted=yes] http://else.example/debian stable main\n");
        system.put("/etc/apt/sources.list.d/tufa-x.sources", """
                Types: deb
                URIs: %s
                Suites: third
                Components: main
                Trusted: yes
                """.formatted(system.address()));

        assertThat(Adoption.candidates(
                        system.target(system.files()).facts().configuration(),
                        VerifiedAptFile.read(file, system.now).stanzas().get(0).archives()))
                .containsExactly("/etc/apt/sources.list", OLD);
    }

    @Test
    void isNamedInThePlanWithItsEntries() throws Exception {
        system.put(OLD, line("stable") + "deb-src [trusted=yes] %s/ next main extra\n".formatted(system.address()));

        assertThat(system.plan(file, ADOPTING).steps().get(0))
                .isEqualTo(new PlanStep.TakeOver(
                        OLD,
                        List.of(
                                "deb %s stable main".formatted(system.address()),
                                "deb-src %s/ next main extra".formatted(system.address()))));
    }

    @Nested
    @DisplayName("is refused")
    class Refused {
        @Test
        void ifItChangedMeanwhile() throws Exception {
            system.put(OLD, line("stable"));
            InstallRequest request = system.request(file, ADOPTING);
            system.put(OLD, line("stable") + line("next"));
            Map<String, String> before = system.tree();

            assertThatThrownBy(() -> system.applier(system.files()).apply(request, system.now))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.DIGEST));
            assertThat(system.tree()).isEqualTo(before);
        }

        @Test
        void ifItIsTheSystemsOwn() throws Exception {
            system.put("/etc/apt/sources.list", "# own\n" + line("stable"));

            refuses(
                    Choices.DEFAULT.adopting(List.of("/etc/apt/sources.list")),
                    PlanRefusal.NOT_ADOPTABLE,
                    "/etc/apt/sources.list: line 2: expected an entry in a file below /etc/apt/sources.list.d/, got one in the"
                            + " system's own list, which is never changed");
        }

        @Test
        void ifItHasEntriesOfOthers() throws Exception {
            system.put(OLD, line("stable") + "deb-src [trusted=yes] http://else.example/debian stable main\n");

            refuses(
                    ADOPTING,
                    PlanRefusal.NOT_ADOPTABLE,
                    "%s: expected entries of %s/ alone, got also line 2 (deb-src http://else.example/debian stable main)"
                            .formatted(OLD, system.address().substring("http://".length())));
        }

        @Test
        void ifItIsTooLongToBeUndone() throws Exception {
            List<String> lists = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                lists.add("/etc/apt/sources.list.d/acme-%d.list".formatted(i));
                system.put(lists.get(i), line("s" + i) + ("# " + "x".repeat(1000) + "\n").repeat(3900));
            }
            Map<String, String> before = system.tree();
            InstallRequest request = system.request(file, Choices.DEFAULT.adopting(lists));

            assertThatThrownBy(() -> system.applier(system.files()).apply(request, system.now))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("files to change: expected at most 16777216 bytes in the journal, got ");
            assertThat(system.tree()).isEqualTo(before);
        }

        @Test
        void ifItIsNotThere() throws Exception {
            refuses(ADOPTING, PlanRefusal.NOT_ADOPTABLE, OLD + ": expected a list of sources with an entry, got none");
        }

        @Test
        void ifItIsOurs() throws Exception {
            SourceRecord record = system.apply(file, Choices.DEFAULT);

            refuses(
                    Choices.DEFAULT.adopting(List.of(record.id().sourcesFile())),
                    PlanRefusal.NOT_ADOPTABLE,
                    record.id().sourcesFile() + ": expected a list of somebody else, got one of a .apt file");
        }

        @Test
        void ifNoUpdatesAreWanted() throws Exception {
            system.put(OLD, line("stable"));

            refuses(
                    ADOPTING.with(Choices.Updates.NONE),
                    PlanRefusal.NOT_ADOPTABLE,
                    "updates: expected them to be kept where an entry is taken over, got none");
        }

        @Test
        void ifAnotherEntryIsLeft() throws Exception {
            system.put(OLD, line("stable"));
            system.put("/etc/apt/sources.list.d/more.list", line("stable"));

            refuses(
                    ADOPTING,
                    PlanRefusal.ALREADY_LISTED,
                    "/etc/apt/sources.list.d/more.list: line 1: expected no entry for %s/dists/stable/, got one"
                            .formatted(system.address().substring("http://".length())));
        }

        @Test
        void ifItGoesByTuf() throws Exception {
            system.put(OLD, line("stable").replace("http://", "tuf+http://"));

            refuses(
                    ADOPTING,
                    PlanRefusal.DOWNGRADE,
                    "%s: line 1: expected no entry for %s/dists/stable/, got one that goes by TUF, which this file's would not"
                            .formatted(OLD, system.address().substring("http://".length())));
        }

        @Test
        void ifItNamesAnotherKeyUnlessThePersonAgreedToThat() throws Exception {
            SigningKey other = otherKey();
            system.put(DEB822, withKey(other));
            Choices adopting = Choices.DEFAULT.adopting(List.of(DEB822));

            refuses(
                    adopting,
                    PlanRefusal.OTHER_KEY,
                    "127.0.0.1: expected key %s, by which this system knows it, got %s"
                            .formatted(
                                    other.certificate().fingerprint(),
                                    system.certificate().fingerprint()));

            assertThat(system.apply(
                                    file,
                                    adopting.withNewKey(system.certificate().fingerprint()))
                            .adopted())
                    .containsOnlyKeys(DEB822);
        }

        @Test
        void ifItIsDisabledAndNamesAnotherKey() throws Exception {
            system.put(DEB822, "Enabled: no\n" + withKey(otherKey()));

            assertThatThrownBy(() -> system.plan(file, Choices.DEFAULT.adopting(List.of(DEB822))))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.OTHER_KEY));
        }

        private void refuses(Choices choices, PlanRefusal refusal, String message) {
            assertThatThrownBy(() -> system.plan(file, choices))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
                    .hasMessage(message);
        }
    }

    @Test
    void isAsItWasIfTheArchiveCannotBeReached() throws Exception {
        system.put(OLD, line("stable"));
        Map<String, String> before = system.tree();
        InstallRequest request = system.request(file, ADOPTING);
        system.close();

        assertThatThrownBy(() -> system.applier(system.files()).apply(request, system.now))
                .isInstanceOf(PlanException.class);
        assertThat(system.tree()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISK_FULL", "POWER_AFTER"})
    void isThereOrTakenOverWhateverHappensWhen(Fault fault) throws Exception {
        Map<String, String> after = Map.of();
        int last = 1;
        for (int at = Integer.MAX_VALUE; at != last + 1; at = at == Integer.MAX_VALUE ? 1 : at + 1) {
            system.renew("adopting-%d".formatted(at));
            system.put(OLD, line("stable"));
            Map<String, String> before = system.tree();
            InstallRequest request = system.request(file, ADOPTING);
            FaultyFiles faulty = new FaultyFiles(system.files(), fault, at);
            if (at == Integer.MAX_VALUE) {
                system.applier(faulty).apply(request, system.now);
                after = system.tree();
                last = faulty.changes();
                assertThat(last).isGreaterThanOrEqualTo(8);
            } else {
                assertThatThrownBy(() -> system.applier(faulty).apply(request, system.now))
                        .isInstanceOfAny(PowerCut.class, IOException.class);
                system.applier(system.files()).recover();
                assertThat(system.tree()).as("change %d", at).isIn(before, after);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isPutBackWhollyOrNotWhateverHappensWhen(Fault fault) throws Exception {
        system.put(OLD, line("stable"));
        Map<String, String> before = system.tree();
        SourceRecord record = system.apply(file, ADOPTING);
        Map<String, String> adopted = system.tree();
        RemovalRequest request = new RemovalRequest(record.id(), List.of());
        int at = 1;
        FaultyFiles faulty = new FaultyFiles(system.files(), fault, at);
        while (true) {
            try {
                system.remover(faulty).remove(request);
                break;
            } catch (PowerCut | IOException e) {
                system.applier(system.files()).recover();
                assertThat(system.tree()).as("change %d", at).isIn(before, adopted);
                if (system.tree().equals(before)) {
                    break; // it was done, and nobody heard of it
                }
            }
            at++;
            faulty = new FaultyFiles(system.files(), fault, at);
        }
        assertThat(at).isGreaterThanOrEqualTo(7);
        assertThat(system.tree()).isEqualTo(before);
        assertThat(Files.exists(system.root().resolve("var/lib/tufa"))).isFalse();
    }
}
