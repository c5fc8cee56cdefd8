package dev.tufa.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.PackageAddress;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.guard.Foreseen;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.install.words.ConsentWords;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.QuickKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("what a person is told before agreeing")
@Execution(ExecutionMode.CONCURRENT)
class ConsentWordsTest {
    private static final String OLD = "/etc/apt/sources.list.d/acme.list";

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

    private ConsentWords words(byte[] file, Choices choices) throws Exception {
        return words(
                file,
                choices,
                new Foreseen(
                        List.of(), List.of(), List.of(), new Transaction(List.of(), List.of()), List.of(), List.of()));
    }

    private ConsentWords words(byte[] file, Choices choices, Foreseen foreseen) throws Exception {
        VerifiedAptFile apt = VerifiedAptFile.read(file, system.now);
        SystemFacts facts = system.target(system.files()).facts();
        return new ConsentWords(
                new Preparation(
                        apt,
                        HostMatch.find(apt.stanzas(), facts.host()).orElseThrow(),
                        system.plan(file, choices),
                        foreseen,
                        system.request(file, choices),
                        system.now),
                facts.configuration());
    }

    @ParameterizedTest
    @CsvSource({"P30D, true", "P31D, false"})
    void saysThatTheKeyEndsSoon(Duration life, boolean told) throws Exception {
        SigningKey key = SigningKey.read(
                QuickKey.create("A", system.now.minusSeconds(60), Optional.of(life), "x".toCharArray()),
                "x".toCharArray());
        byte[] file = system.aptFile(key, List.of(system.stanza("bookworm", "stable", "")));
        String sentence =
                "The key ends on %s: from then on nothing comes from there, unless its owner prolongs it and you open a newer file."
                        .formatted(system.now
                                .minusSeconds(60)
                                .plus(life)
                                .atZone(ZoneOffset.UTC)
                                .toLocalDate());

        if (told) {
            assertThat(words(file, Choices.DEFAULT).who()).contains(sentence);
        } else {
            assertThat(words(file, Choices.DEFAULT).who()).doesNotContain(sentence);
        }
    }

    @Test
    void saysWhoItIsByWhatIsVerifiedAndThatTheyCanChangeEverything() throws Exception {
        assertThat(words(system.aptFile(), Choices.DEFAULT).who())
                .containsExactly(
                        "Software from 127.0.0.1",
                        "signed with the key "
                                + system.certificate().fingerprint().grouped(),
                        "This key is new to this computer. Whoever has it can change any software on this computer, now and with every"
                                + " update.");
    }

    @Test
    void saysWhatComesFromWhereAndInWhosePlace() throws Exception {
        String archive = system.address() + "/";
        Foreseen foreseen = new Foreseen(
                List.of(archive),
                List.of(),
                List.of("acme-editor:amd64=2.0"),
                new Transaction(
                        List.of(
                                new Transaction.Arrival("acme-editor", Optional.of("1.0"), "2.0", "amd64"),
                                new Transaction.Arrival("libc6", Optional.empty(), "2", "amd64")),
                        List.of()),
                List.of(
                        new PackageAddress(archive + "pool/acme-editor_2.0_amd64.deb", "acme-editor", "2.0", 1500),
                        new PackageAddress("http://deb.debian.org/debian/pool/libc6_2_amd64.deb", "libc6", "2", 501)),
                List.of(
                        new AvailableVersion("acme-editor", DebianVersion.parse("2.0"), archive),
                        new AvailableVersion(
                                "acme-editor", DebianVersion.parse("1.0"), "http://deb.debian.org/debian/")));

        assertThat(words(system.aptFile(), Choices.DEFAULT, foreseen).what())
                .containsExactly(
                        "apt will read deb %s stable main".formatted(system.address()),
                        "acme-editor 2.0 will replace 1.0, from there",
                        "libc6 2 will be installed, from your system's own archives",
                        "3 kB will be downloaded",
                        "Your system has a package acme-editor of its own, in the place of which this one comes.",
                        "Packages run programs of theirs as root while they are installed.");
    }

    @Test
    void saysWhatIsPreferredToTheSystemsOwn() throws Exception {
        byte[] file = system.aptFile(
                system.key(),
                List.of(Stanza.of(List.of(
                        Field.of("Archive", system.address() + " stable main"), Field.of("Pin", "bash, zip bash")))));
        Foreseen foreseen = new Foreseen(
                List.of(system.address() + "/"),
                List.of(),
                List.of(),
                new Transaction(List.of(), List.of()),
                List.of(),
                List.of(new AvailableVersion("zip", DebianVersion.parse("3"), "http://deb.debian.org/debian/")));

        assertThat(words(file, Choices.DEFAULT, foreseen).what())
                .containsSubsequence(
                        "apt will prefer bash, zip from there, even where your system's own archives have a higher version",
                        "Your system has a package zip of its own, in the place of which this one comes.");
    }

    @Test
    void saysWhetherThereWillBeUpdatesAndHowToBeRidOfThem() throws Exception {
        byte[] file = system.aptFile();

        assertThat(words(file, Choices.DEFAULT).afterwards())
                .containsExactly(
                        "New versions will come with your system's updates.",
                        "Of the archive, only these packages can come, and what they need that nobody else has. That keeps accidents"
                                + " away, not whoever has the key.",
                        "To be rid of it: tufa apt remove "
                                + system.plan(file, Choices.DEFAULT).id());
        assertThat(words(file, Choices.DEFAULT.with(Choices.Updates.NONE)).afterwards())
                .containsExactly("There will be no updates: the archive is removed from your system's sources again.");
    }

    @Test
    void saysNothingOfAKeyThatDoesNotEnd() throws Exception {
        assertThat(words(system.aptFile(), Choices.DEFAULT).who())
                .noneMatch(line -> line.startsWith("The key ends on "));
    }

    @Test
    void saysThatTheKeyIsKnownThoughAnUpgradeSwitchedTheSourcesOff() throws Exception {
        String path = system.apply(system.aptFile(), Choices.DEFAULT).id().sourcesFile();
        system.put(path, Objects.requireNonNull(system.tree().get(path)).replace("Types: ", "Enabled: no\nTypes: "));

        assertThat(words(system.aptFile(), Choices.DEFAULT).who())
                .contains("This key is trusted on this computer already, by %s.".formatted(path));
    }

    @Test
    void saysWhosePlaceItTakesAndWhatIsNoLongerRead() throws Exception {
        system.put(OLD, """
                deb [trusted=yes] %1$s/ stable main
                deb [trusted=yes] %1$s stable main extra
                # deb-src [trusted=yes] %1$s stable main
                deb-src [trusted=yes] %1$s stable main
                """.formatted(system.address()));

        assertThat(words(system.aptFile(), Choices.DEFAULT.adopting(List.of(OLD)))
                        .what())
                .containsSubsequence(
                        "apt will read deb %s stable main".formatted(system.address()),
                        "This takes the place of %s, which tufa apt remove puts back.".formatted(OLD),
                        "apt will no longer read deb %s stable main extra, which stands there"
                                .formatted(system.address()),
                        "apt will no longer read deb-src %s stable main, which stands there"
                                .formatted(system.address()))
                .doesNotContain(
                        "apt will no longer read deb %s/ stable main, which stands there".formatted(system.address()));
    }
}
