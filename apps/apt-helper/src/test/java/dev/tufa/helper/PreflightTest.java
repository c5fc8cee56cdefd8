package dev.tufa.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.guard.Foreseen;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.preflight.InstallTarget;
import dev.tufa.apt.install.preflight.Preflight;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.MemoryFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real apt-get, on a system in a folder. */
@DisplayName("before anybody is asked, an archive")
class PreflightTest {
    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private ServedSystem system;
    private Map<String, String> before;

    @BeforeEach
    void begin() throws Exception {
        system = ServedSystem.begin(temporary);
        before = system.tree();
    }

    @AfterEach
    void end() {
        system.close();
    }

    private Foreseen foreseen(byte[] file) throws Exception {
        InstallTarget target = new InstallTarget(
                SystemRoot.of(system.root()), system.target(system.files()).facts(), system.apt());
        try (Preflight preflight = Preflight.begin(system.plan(file, Choices.DEFAULT), target)) {
            return preflight.run();
        }
    }

    private void refuses(byte[] file, PlanRefusal refusal, String message) throws Exception {
        assertThatThrownBy(() -> foreseen(file))
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
                .hasMessageContaining(message);
        assertNothingHappened();
    }

    private void assertNothingHappened() throws Exception {
        assertThat(system.tree()).isEqualTo(before);
        assertThat(system.lists()).isEmpty();
    }

    @Test
    void isReadAndLeavesTheSystemAsItWas() throws Exception {
        Foreseen foreseen = foreseen(system.aptFile());

        assertThat(foreseen.chosen()).containsExactly("acme-editor:amd64=2.0");
        assertThat(foreseen.fromThere()).containsExactly("acme-editor");
        assertNothingHappened();
    }

    @Test
    void isSignedByWhoeverSignedTheFile() throws Exception {
        SigningKey other = SigningKey.read(
                SigningKey.create("Other", system.now.minusSeconds(60), Optional.empty(), "x".toCharArray()),
                "x".toCharArray());

        refuses(
                system.aptFile(other, List.of(system.stanza("bookworm", "stable", ""))),
                PlanRefusal.RELEASE,
                ": expected apt-get to take it, got: ");
    }

    @Test
    void hasThePackagesThatAreToBeInstalled() throws Exception {
        Field archive = Field.of("Archive", system.address() + " stable main");

        refuses(
                system.aptFile(system.key(), List.of(Stanza.of(List.of(archive, Field.of("Install", "acme-none"))))),
                PlanRefusal.NO_PACKAGE,
                "acme-none: expected a package of %s/, got none".formatted(system.address()));
    }

    @Test
    void hasThePackagesThatAreToBePreferred() throws Exception {
        Field archive = Field.of("Archive", system.address() + " stable main");

        refuses(
                system.aptFile(
                        system.key(), List.of(Stanza.of(List.of(archive, Field.of("Pin", "acme-editor acme-none"))))),
                PlanRefusal.NO_PACKAGE,
                "acme-none: expected a package of %s/, got none".formatted(system.address()));
        assertThat(foreseen(system.aptFile(
                                system.key(), List.of(Stanza.of(List.of(archive, Field.of("Pin", "acme-editor"))))))
                        .versions())
                .extracting(AvailableVersion::name)
                .containsExactly("acme-editor");
    }
}
