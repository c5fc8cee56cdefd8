package dev.tufa.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.Planner;
import dev.tufa.apt.install.plan.Renewal;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.QuickKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** With the real apt-get and dpkg, on a system in a folder. */
@DisplayName("sources that the system has already from a .apt file")
@Execution(ExecutionMode.CONCURRENT)
class RenewalTest {
    private static final List<String> EDITOR = List.of("acme-editor");

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private ServedSystem system;
    private byte[] file;
    private SourceRecord record;
    private Map<String, String> tree;

    @BeforeEach
    void begin() throws Exception {
        system = ServedSystem.begin(temporary);
        file = system.aptFile();
        record = system.apply(file, Choices.DEFAULT);
        tree = system.tree();
    }

    @AfterEach
    void end() {
        system.close();
    }

    private List<String> differences(byte[] other, Choices choices) throws Exception {
        return Renewal.of(
                        record,
                        system.plan(other, choices),
                        system.target(system.files()).facts().configuration(),
                        Renewal.digests(SystemRoot.of(system.root()), Renewal.files(record)))
                .differences();
    }

    private List<String> differences() throws Exception {
        return differences(file, record.choices());
    }

    private String archive(String suite) {
        return "deb %s %s main".formatted(system.address(), suite);
    }

    @Test
    void areAsTheyWereIfNothingHappened() throws Exception {
        assertThat(differences()).isEmpty();
        assertThat(Planner.id(
                        VerifiedAptFile.read(file, system.now),
                        system.target(system.files()).facts().host(),
                        Choices.DEFAULT))
                .contains(record.id());

        assertThat(system.apply(file, record.choices())).isEqualTo(record);
        assertThat(system.tree()).isEqualTo(tree);
    }

    @Test
    void areEnabledAgainAfterAnUpgradeOfTheDistribution() throws Exception {
        String path = record.id().sourcesFile();
        system.put(path, Objects.requireNonNull(tree.get(path)).replace("Types: ", "Enabled: no\nTypes: "));

        assertThat(differences()).containsExactly(path + " was disabled, and not by tufa");

        system.apply(file, record.choices());
        assertThat(system.tree()).isEqualTo(tree);
    }

    @Test
    void areWrittenAnewWhereTheyWereChangedOrRemoved() throws Exception {
        String sources = record.id().sourcesFile();
        String preferences = record.id().preferencesFile();
        system.put(sources, tree.get(sources) + "# by hand\n");
        Files.delete(system.root().resolve(preferences.substring(1)));
        Files.delete(system.root().resolve(record.id().recordFolder().substring(1) + "/original.apt"));

        assertThat(differences())
                .containsExactly(
                        preferences + " is gone",
                        sources + " was changed, and not by tufa",
                        record.id().recordFolder() + "/original.apt is gone");

        system.apply(file, record.choices());
        assertThat(system.tree()).isEqualTo(tree);
    }

    @Test
    void areMatchedWithTheNewRelease() throws Exception {
        system.become("trixie");

        assertThat(differences())
                .containsExactly(
                        "part 2 of the file is for this system now, it was part 1",
                        "apt will no longer read " + archive("stable"),
                        "apt will also read " + archive("next"),
                        record.id().sourcesFile() + " will say something else");

        SourceRecord renewed = system.applier(system.files())
                .apply(system.request(file, record.choices().replacing(EDITOR)), system.now.plusSeconds(5));
        assertThat(system.tree().get(record.id().sourcesFile())).contains("\nSuites: next\n");
        assertThat(system.root().resolve("usr/bin/acme-editor")).hasContent("acme-editor 3.0\n");
        assertThat(renewed.since()).isEqualTo(record.since());
        record = renewed;
        assertThat(differences()).isEmpty();
    }

    @Test
    void areLeftAloneIfTheFileIsNotForTheNewRelease() throws Exception {
        system.become("forky");

        assertThatThrownBy(this::differences)
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.NOT_FOR_SYSTEM))
                .hasMessage(
                        "expected a file for Debian (forky) on amd64, got one for any distribution bookworm; any distribution trixie");
        assertThat(system.tree()).isEqualTo(tree);
    }

    @Test
    void areToldWhatANewerFileWithTheSameKeyHasElse() throws Exception {
        byte[] newer = system.aptFile(
                system.key(), List.of(system.stanza("bookworm", "stable", system.address() + " next main")));

        assertThat(differences(newer, Choices.DEFAULT))
                .containsExactly(
                        "apt will also read " + archive("next"),
                        record.id().sourcesFile() + " will say something else",
                        "it is another file than the one that is kept");

        record = system.apply(newer, Choices.DEFAULT.replacing(EDITOR));
        assertThat(system.root().resolve("usr/bin/acme-editor")).hasContent("acme-editor 3.0\n");
        assertThat(differences(newer, Choices.DEFAULT)).isEmpty();
    }

    @Test
    void leaveNothingOfWhatTheyWereBefore() throws Exception {
        Choices everything = Choices.DEFAULT.with(Choices.Reach.EVERYTHING);
        assertThat(differences(file, everything)).containsExactly(record.id().preferencesFile() + " will be removed");

        record = system.apply(file, everything);

        assertThat(system.tree()).doesNotContainKey(record.id().preferencesFile());
        system.remove(record);
        assertThat(system.tree()).isEmpty();
    }

    @Test
    void forgetWhatAptFetchedOfAnArchiveThatTheyHaveNoMore() throws Exception {
        String elsewhere = system.address().replace("127.0.0.1", "localhost");
        byte[] two =
                system.aptFile(system.key(), List.of(system.stanza("bookworm", "stable", elsewhere + " stable main")));
        record = system.apply(two, Choices.DEFAULT);
        String prefix = elsewhere.substring("http://".length()).replace('/', '_');
        Path lists = system.root().resolve("var/lib/apt/lists");
        assertThat(lists)
                .isDirectoryContaining(path -> path.getFileName().toString().startsWith(prefix));

        record = system.apply(file, Choices.DEFAULT);

        assertThat(lists)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith(prefix));
        assertThat(system.lists()).isNotEmpty();
    }

    @Test
    void keepTheirListsIfWritingThemAnewFails() throws Exception {
        List<String> lists = system.lists();
        InstallRequest request = system.request(file, Choices.DEFAULT);
        system.close();

        assertThatThrownBy(() -> system.applier(system.files()).apply(request, system.now))
                .isInstanceOf(PlanException.class);
        assertThat(system.tree()).isEqualTo(tree);
        assertThat(system.lists()).containsAll(lists);
    }

    @Test
    void areReadAgainAfterThereWereNoUpdates() throws Exception {
        record = system.apply(file, Choices.DEFAULT.with(Choices.Updates.NONE));

        assertThat(differences(file, Choices.DEFAULT)).contains("apt reads it again: until now there were no updates");
    }

    @Test
    void blockAnotherKeyForTheSameHost() throws Exception {
        SigningKey other = SigningKey.read(
                QuickKey.create(
                        "Other", system.now.minusSeconds(60), Optional.of(Duration.ofDays(30)), "x".toCharArray()),
                "x".toCharArray());
        byte[] theirs = system.aptFile(other, List.of(system.stanza("bookworm", "stable", "")));

        assertThatThrownBy(() -> system.plan(theirs, Choices.DEFAULT))
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.OTHER_KEY))
                .hasMessage("127.0.0.1: expected key %s, by which this system knows it, got %s"
                        .formatted(
                                system.certificate().fingerprint(),
                                other.certificate().fingerprint()));
    }
}
