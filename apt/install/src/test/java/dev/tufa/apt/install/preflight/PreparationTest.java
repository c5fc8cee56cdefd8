package dev.tufa.apt.install.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.answers.PackageAddress;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.Filter;
import dev.tufa.apt.install.file.RequestedPackage;
import dev.tufa.apt.install.guard.Foreseen;
import dev.tufa.apt.install.plan.Choices;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what apt is to see of the archives")
class PreparationTest {
    private static final String ARCHIVE = "https://apt.example.org/";
    private static final AptStanza STANZA = new AptStanza(
            Filter.ANY,
            Filter.ANY,
            Filter.ANY,
            Filter.ANY,
            List.of(new ArchiveEntry(
                    ArchiveEntry.Type.PACKAGES, List.of(), List.of(), URI.create(ARCHIVE), "stable", List.of("main"))),
            List.of(new RequestedPackage("editor", Optional.of("i386"))),
            List.of("pinned"),
            Optional.empty(),
            List.of());

    private static Foreseen foreseen(List<String> chosen, PackageAddress... addresses) {
        return new Foreseen(
                List.of(ARCHIVE),
                List.of(),
                chosen,
                new Transaction(List.of(), List.of()),
                List.of(addresses),
                List.of());
    }

    @Test
    void isWhatIsAskedForAndWhatComesWithIt() {
        assertThat(Preparation.included(
                        Choices.DEFAULT,
                        STANZA,
                        foreseen(
                                List.of("editor:i386=1"),
                                new PackageAddress(ARCHIVE + "pool/data_1_all.deb", "data", "1", 1),
                                new PackageAddress("http://deb.debian.org/debian/libc6_1.deb", "libc6", "1", 1))))
                .containsExactly("data", "editor", "pinned");
    }

    @Test
    void isWhatItWasIfAllOfItIsInstalledAlready() {
        assertThat(Preparation.included(
                        Choices.DEFAULT.including(List.of("data", "editor")),
                        STANZA,
                        foreseen(List.of("editor:i386=1"))))
                .containsExactly("data", "editor", "pinned");
    }

    @Test
    void isEverythingIfThatIsWantedOrNothingIsInstalled() {
        assertThat(Preparation.included(
                        Choices.DEFAULT.with(Choices.Reach.EVERYTHING), STANZA, foreseen(List.of("editor:i386=1"))))
                .isEmpty();
        assertThat(Preparation.included(Choices.DEFAULT, STANZA, foreseen(List.of())))
                .isEmpty();
    }
}
