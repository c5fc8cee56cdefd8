package dev.tufa.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.Updater;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFetcherTest {
    private final OwnFetcher fetcher = new OwnFetcher(
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(), Duration.ofSeconds(20));

    @Test
    void updatesFromARepository() throws Exception {
        RepositorySimulator repository = new RepositorySimulator();
        repository.targets().add("a.jar", "content");
        repository.publish();
        MemoryTargetStore targets = new MemoryTargetStore();
        try (TestServer server = TestServer.of(repository)) {
            Updater updater = Updater.of(server.metadataUrl())
                    .pinnedRoot(repository.file("metadata/1.root.json"))
                    .fetcher(fetcher)
                    .metadataStore(new MemoryMetadataStore())
                    .targetStore(targets)
                    .build();
            updater.download(updater.find("a.jar").orElseThrow().target());
        }
        assertThat(targets.content("a.jar")).hasValue("content".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"403", "404", "410"})
    void saysThatAFileIsNotThere(int status) throws IOException {
        try (TestServer server = TestServer.serving(path -> new TestServer.Answer(status, new byte[0]))) {
            assertThatThrownBy(() -> open(server.url())).isInstanceOf(NotAvailableException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, false", "401, false", "429, true", "500, true", "503, true"})
    void saysWhetherTryingAgainMayHelp(int status, boolean temporary) throws IOException {
        try (TestServer server = TestServer.serving(path -> new TestServer.Answer(status, "no".getBytes(UTF_8)))) {
            assertThatThrownBy(() -> open(server.url()))
                    .isExactlyInstanceOf(temporary ? IOException.class : PermanentFetchException.class)
                    .hasMessage("%s: expected HTTP status 200, got %d", server.url(), status);
        }
    }

    @Test
    void readsByteByByteToTheEnd() throws IOException {
        try (TestServer server = TestServer.serving(path -> new TestServer.Answer(200, new byte[] {(byte) 0xFF}));
                Fetcher.Response response = open(server.url())) {
            assertThat(response.length()).hasValue(1);
            assertThat(response.body().read()).isEqualTo(0xFF);
            assertThat(response.body().read()).isNegative();
        }
    }

    @Test
    @Timeout(60)
    void endsABodyThatDoesNotGoOn() throws IOException {
        OwnFetcher impatient = new OwnFetcher(HttpClient.newHttpClient(), Duration.ofSeconds(1));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> sendHalf(server));
            thread.start();
            URI uri = URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
            try (Fetcher.Response response = impatient.open(new Fetcher.Request(uri, false))) {
                assertThat(response.body().readNBytes(4)).isEqualTo("half".getBytes(UTF_8));
                assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
            }
        }
    }

    /** Announces eight bytes, sends four and waits until the client goes away. */
    private static void sendHalf(ServerSocket server) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf".getBytes(UTF_8));
            while (in.read() >= 0) {
                // the request, and then nothing
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    private Fetcher.Response open(URI uri) throws IOException {
        return fetcher.open(new Fetcher.Request(uri, false));
    }
}
