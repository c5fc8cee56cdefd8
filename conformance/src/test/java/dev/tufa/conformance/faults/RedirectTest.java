package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects are followed a few times; see {@link TlsTest} for those that would leave TLS. */
@Timeout(30)
@ParameterizedClass
@EnumSource
class RedirectTest {
    private static final String TIMESTAMP = "/metadata/timestamp.json";

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    private final RepositorySimulator repository = new RepositorySimulator();
    private HostileServer server;
    private HttpClientFixture client;

    @BeforeEach
    void start() throws IOException {
        server = new HostileServer(repository);
        client = new HttpClientFixture(repository, server.uri("/metadata/"), platform.builder());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void redirect(String from, int status, String location) {
        server.on(from, exchange -> exchange.send(status, "elsewhere".getBytes(ISO_8859_1), "Location: " + location));
    }

    /** The file is at {@code /there/}. */
    private void moveTimestamp() {
        server.on("/there/timestamp.json", exchange -> exchange.send(200, repository.file("metadata/timestamp.json")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isFollowedByEachStatus(int status) throws Exception {
        moveTimestamp();
        redirect(TIMESTAMP, status, server.uri("/there/timestamp.json").toString());

        client.updater().refresh();

        assertThat(server.requests()).contains("GET /there/timestamp.json HTTP/1.1");
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/there/timestamp.json", "../there/timestamp.json"})
    void isFollowedWhenItIsRelative(String location) throws Exception {
        moveTimestamp();
        redirect(TIMESTAMP, 302, location);

        client.updater().refresh();

        assertThat(client.store.read("timestamp")).isPresent();
    }

    @Test
    void isFollowedFiveTimes() throws Exception {
        moveTimestamp();
        redirect(TIMESTAMP, 302, "/1");
        redirect("/1", 302, "/2");
        redirect("/2", 302, "/3");
        redirect("/3", 302, "/4");
        redirect("/4", 302, "/there/timestamp.json");

        client.updater().refresh();

        assertThat(client.store.read("timestamp")).isPresent();
    }

    @Test
    void isNotFollowedSixTimes() {
        redirect(TIMESTAMP, 302, "/1");
        for (int i = 1; i <= 5; i++) {
            redirect("/" + i, 302, "/" + (i + 1));
        }

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage(server.uri(TIMESTAMP) + ": expected at most 5 redirects, got more");
        assertThat(server.requests()).doesNotContain("GET /6 HTTP/1.1");
    }

    @Test
    void thatLoopsEnds() {
        redirect(TIMESTAMP, 302, TIMESTAMP);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage(server.uri(TIMESTAMP) + ": expected at most 5 redirects, got more");
        assertThat(server.requests()).hasSize(1 + 6);
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "ftp://127.0.0.1/x", "jar:file:/x.jar!/y", "mailto:someone@example.org"})
    void isNotFollowedToAnotherScheme(String location) {
        redirect(TIMESTAMP, 302, location);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("%s: expected a redirect that stays as safe, got %s", server.uri(TIMESTAMP), location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[", "http://exa mple/", "%zz"})
    void isNotFollowedToWhatIsNoUrl(String location) {
        redirect(TIMESTAMP, 302, location);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("%s: expected a redirect to a URL, got %s", server.uri(TIMESTAMP), location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:", "http:///nowhere", "http://:80/"})
    void isAnErrorWhereTheUrlHasNoHost(String location) {
        redirect(TIMESTAMP, 302, location);

        assertThatThrownBy(() -> client.updater().refresh()).isInstanceOf(IOException.class);
    }

    @Test
    void withoutLocationIsAnError() {
        server.on(TIMESTAMP, exchange -> exchange.send(302, new byte[0]));

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage(server.uri(TIMESTAMP) + ": expected HTTP status 200, got 302");
    }

    @Test
    void ofTheNextRootToNowhereEndsTheChain() throws Exception {
        redirect("/metadata/2.root.json", 302, "/nowhere");

        assertThat(client.updater().refresh().root().version()).isEqualTo(1);
    }

    @Test
    void isToldByTheAddressThatFailed() {
        redirect(TIMESTAMP, 302, "/nowhere");

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(NotAvailableException.class)
                .hasMessage(server.uri("/nowhere") + ": expected a file, got HTTP status 404");
    }
}
