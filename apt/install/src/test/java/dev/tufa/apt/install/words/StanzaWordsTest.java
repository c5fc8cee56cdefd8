package dev.tufa.apt.install.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.Filter;
import dev.tufa.apt.install.file.RequestedPackage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a stanza in words")
class StanzaWordsTest {
    private static AptStanza stanza(Filter architectures, Filter distributions, Filter codenames, Filter releases) {
        ArchiveEntry archive = new ArchiveEntry(
                ArchiveEntry.Type.PACKAGES,
                List.of(),
                List.of(),
                URI.create("https://apt.example.org/debian"),
                "stable",
                List.of("main", "extra"));
        ArchiveEntry flat = new ArchiveEntry(
                ArchiveEntry.Type.PACKAGES,
                List.of("amd64"),
                List.of(),
                URI.create("https://apt.example.org/flat"),
                "./",
                List.of());
        return new AptStanza(
                architectures,
                distributions,
                codenames,
                releases,
                List.of(archive, flat),
                List.of(
                        new RequestedPackage("one", Optional.empty()),
                        new RequestedPackage("two", Optional.of("i386")),
                        new RequestedPackage("three", Optional.empty())),
                List.of("libone"),
                Optional.empty(),
                List.of());
    }

    private static Filter filter(String... values) {
        return new Filter(List.of(values));
    }

    @Test
    void saysForWhichSystems() {
        assertThat(StanzaWords.systems(stanza(Filter.ANY, Filter.ANY, Filter.ANY, Filter.ANY)))
                .isEqualTo("every system with apt");
        assertThat(StanzaWords.systems(
                        stanza(filter("amd64", "arm64"), filter("Debian"), filter("bookworm", "trixie"), Filter.ANY)))
                .isEqualTo("Debian bookworm or trixie, on amd64 or arm64");
        assertThat(StanzaWords.systems(
                        stanza(Filter.ANY, filter("Debian", "Ubuntu", "Linuxmint"), Filter.ANY, filter("12"))))
                .isEqualTo("Debian, Ubuntu or Linuxmint release 12");
        assertThat(StanzaWords.systems(stanza(filter("i386"), Filter.ANY, Filter.ANY, Filter.ANY)))
                .isEqualTo("any distribution, on i386");
    }

    @Test
    void saysWhatWouldBeDone() {
        assertThat(StanzaWords.actions(stanza(Filter.ANY, Filter.ANY, Filter.ANY, Filter.ANY)))
                .containsExactly(
                        "add the archive https://apt.example.org/debian, suite stable, components main and extra",
                        "add the archive https://apt.example.org/flat, folder ./, for amd64",
                        "install one, two:i386 and three",
                        "prefer its libone to the distribution's, even where that has a higher version");
    }
}
