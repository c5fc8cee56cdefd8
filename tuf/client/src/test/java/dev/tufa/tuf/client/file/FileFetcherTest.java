package dev.tufa.tuf.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileFetcherTest {
    @TempDir
    Path folder;

    private final FileFetcher fetcher = new FileFetcher();

    private Fetcher.Response open(URI uri) throws IOException {
        return fetcher.open(new Fetcher.Request(uri, false));
    }

    private String read(String path) throws IOException {
        try (Fetcher.Response response = open(URI.create(folder.toUri() + path))) {
            return new String(response.body().readAllBytes(), UTF_8);
        }
    }

    private void assertNotAvailable(URI uri) {
        assertThatThrownBy(() -> open(uri))
                .isExactlyInstanceOf(NotAvailableException.class)
                .hasMessage(uri + ": expected a file, got none");
    }

    @ParameterizedTest
    @CsvSource({
        "a b.json, a%20b.json",
        "\u00fc.json, %C3%BC.json",
        "a+b.json, a+b.json",
        "2.a%2Fb.json, 2.a%2Fb.json",
        "a%20b.json, a%20b.json",
        "100%.json, 100%25.json",
        "sub/a b.json, sub/a%20b.json",
    })
    void findsAFileByItsNameOrByTheUrlsName(String name, String path) throws Exception {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve(name), "content");

        assertThat(read(path)).isEqualTo("content");
    }

    @Test
    void prefersTheNameToTheUrlsName() throws Exception {
        Files.writeString(folder.resolve("a b"), "decoded");
        Files.writeString(folder.resolve("a%20b"), "as in the URL");

        assertThat(read("a%20b")).isEqualTo("decoded");
    }

    /** A role may have any name; it must not lead out of the folder. */
    @ParameterizedTest
    @ValueSource(strings = {"%2e%2e/outside", "..%2Foutside", "%2Fetc%2Fhostname", "sub%2F..%2F..%2Foutside", "%2e"})
    void doesNotFindWhatAnEncodedNameWouldLeadTo(String path) throws Exception {
        Files.writeString(folder.resolve("outside"), "content");
        Path inner = folder.resolve("inner");
        Files.createDirectories(inner.resolve("sub"));

        assertNotAvailable(URI.create(inner.toUri() + path));
    }

    @Test
    void doesNotOpenFolders() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));

        assertNotAvailable(inner.toUri());
        assertNotAvailable(URI.create(folder.toUri() + "inner"));
    }

    @Test
    void doesNotWaitForAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertNotAvailable(pipe.toUri());
    }

    @Test
    void doesNotOpenDevicesAlsoNotByALink() throws Exception {
        assertNotAvailable(Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"))
                .toUri());
    }

    @Test
    void followsALinkToAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(read("link")).isEqualTo("content");
    }

    @Test
    void saysThatALinkToNothingIsNotAvailable() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));

        assertNotAvailable(link.toUri());
    }

    @Test
    void isAnErrorWhereTheSystemCannotSayWhetherItIsThere() {
        URI uri = URI.create(folder.toUri() + "x".repeat(300));

        assertThatThrownBy(() -> open(uri))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith(uri + ": expected a file that can be read, got ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:relative",
                "file://elsewhere.example/x",
                "file:///x?query",
                "file:///x#part",
                "file:///a%00b"
            })
    void refusesWhatIsNoUrlOfAFileHere(String uri) {
        assertThatThrownBy(() -> open(URI.create(uri)))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessageStartingWith(uri + ": expected the URL of a file, got ");
    }

    @Test
    void knowsNoOtherUrls() {
        assertThatThrownBy(() -> open(URI.create("https://example.org/x")))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("https://example.org/x: expected a file URL, got another scheme");
    }

    @Test
    void leavesOtherUrlsToAnother() throws Exception {
        Files.writeString(folder.resolve("file"), "from the folder");
        Fetcher both = new FileFetcher(request -> new Fetcher.Response(
                new ByteArrayInputStream(request.uri().toString().getBytes(UTF_8)), OptionalLong.empty()));

        try (Fetcher.Response here =
                        both.open(new Fetcher.Request(folder.resolve("file").toUri(), false));
                Fetcher.Response there = both.open(new Fetcher.Request(URI.create("https://example.org/x"), false))) {
            assertThat(here.body().readAllBytes()).isEqualTo("from the folder".getBytes(UTF_8));
            assertThat(there.body().readAllBytes()).isEqualTo("https://example.org/x".getBytes(UTF_8));
        }
    }

    /** It may change again and keep its size and its time. */
    @Test
    void doesNotNameTheContentOfAFileThatHasJustChanged() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        try (Fetcher.Response response = open(file.toUri())) {
            assertThat(response.validator()).isEmpty();
        }

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        try (Fetcher.Response response = open(file.toUri())) {
            assertThat(response.validator()).isPresent();
        }
    }

    @Test
    void isNoCopyUnlessTheOtherOneIs() {
        Fetcher live = request -> {
            throw new NotAvailableException(request.uri(), "none");
        };
        Fetcher copy = new Fetcher() {
            @Override
            public Response open(Request request) throws IOException {
                return live.open(request);
            }

            @Override
            public boolean isCopy() {
                return true;
            }
        };

        assertThat(fetcher.isCopy()).isFalse();
        assertThat(new FileFetcher(live).isCopy()).isFalse();
        assertThat(new FileFetcher(copy).isCopy()).isTrue();
    }
}
