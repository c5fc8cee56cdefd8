package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.http.Credentials;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A password goes to the machine that it is for, and nowhere else. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class AuthenticationTest {
    private static final String GIVEN = TinyProxy.basic("build", "secret");

    @TempDir
    static Path folder;

    private static Certificates certificates;

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    private final RepositorySimulator repository = new RepositorySimulator();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private HostileServer here;
    private HostileServer elsewhere;
    private HostileServer plain;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
        try (HostileServer server = new HostileServer(
                new RepositorySimulator(), certificates.server().getServerSocketFactory(), "https")) {
            HttpClientFixture.warmUp(server.uri("/metadata/1.root.json"), certificates.client());
        }
    }

    @BeforeEach
    void start() throws Exception {
        here = new HostileServer(repository, certificates.server().getServerSocketFactory(), "https");
        elsewhere = new HostileServer(repository, certificates.server().getServerSocketFactory(), "https");
        plain = new HostileServer(repository);
        for (HostileServer server : List.of(here, elsewhere, plain)) {
            server.on("/file", exchange -> answer(server, exchange));
        }
    }

    @AfterEach
    void stop() throws IOException {
        here.close();
        elsewhere.close();
        plain.close();
    }

    /** Writes down who has got what. */
    private void answer(HostileServer server, Exchange exchange) throws IOException {
        write(server, exchange);
        exchange.send(200, new byte[10]);
    }

    private void write(HostileServer server, Exchange exchange) {
        String name = server == here ? "here" : server == elsewhere ? "elsewhere" : "plain";
        sent.add(name
                + exchange.header("Authorization").map(value -> " " + value).orElse(""));
    }

    private void redirect(HostileServer server, String path, URI to) {
        server.on(path, exchange -> {
            write(server, exchange);
            exchange.send(302, new byte[0], "Location: " + to);
        });
    }

    private void open(URI uri, Credentials credentials) throws Exception {
        Fetcher fetcher = platform.builder()
                .proxies(ProxySelector.of(null))
                .sslContext(certificates.client())
                .credentials(credentials)
                .build();
        try (Fetcher.Response response = fetcher.open(new Fetcher.Request(uri, false))) {
            assertThat(response.body().readAllBytes()).hasSize(10);
        }
    }

    private Credentials forHere() {
        return Credentials.none().with(here.uri("").getAuthority(), "build", "secret");
    }

    @Test
    void goesToItsMachine() throws Exception {
        open(here.uri("/file"), forHere());

        assertThat(sent).containsExactly("here " + GIVEN);
    }

    @Test
    void goesToNoOtherMachine() throws Exception {
        open(elsewhere.uri("/file"), forHere());

        assertThat(sent).containsExactly("elsewhere");
    }

    @Test
    void goesNowhereElseByARedirectAndAgainToItsMachineByTheNext() throws Exception {
        redirect(here, "/1", elsewhere.uri("/2"));
        redirect(elsewhere, "/2", here.uri("/file"));

        open(here.uri("/1"), forHere());

        assertThat(sent).containsExactly("here " + GIVEN, "elsewhere", "here " + GIVEN);
    }

    @Test
    void goesToAnotherMachineWithAPasswordOfItsOwn() throws Exception {
        redirect(here, "/1", elsewhere.uri("/file"));

        open(here.uri("/1"), forHere().with(elsewhere.uri("").getAuthority(), "other", "one"));

        assertThat(sent).containsExactly("here " + GIVEN, "elsewhere " + TinyProxy.basic("other", "one"));
    }

    @Test
    void leavesItsFolderByNoRedirect() throws Exception {
        redirect(here, "/team/1", here.uri("/team/../file"));
        here.on("/team/../file", exchange -> answer(here, exchange));

        open(
                here.uri("/team/1"),
                Credentials.none().with(here.uri("/team/").getAuthority() + "/team", "build", "secret"));

        assertThat(sent).containsExactly("here " + GIVEN, "here");
    }

    @Test
    void isNotSentWithoutTlsAlsoToThisHost() throws Exception {
        open(plain.uri("/file"), Credentials.none().with("127.0.0.1", "build", "secret"));

        assertThat(sent).containsExactly("plain");
    }

    @Test
    void isSentWithoutTlsWhereItSaysSo() throws Exception {
        open(plain.uri("/file"), Credentials.none().with("http://127.0.0.1", "build", "secret"));

        assertThat(sent).containsExactly("plain " + GIVEN);
    }

    @Test
    void isSaidToBeMissing() {
        here.on("/file", exchange -> exchange.send(401, new byte[0], "WWW-Authenticate: Basic realm=\"x\""));

        assertThatThrownBy(() -> open(here.uri("/file"), Credentials.none()))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage(
                        "%s: expected HTTP status 200, got 401 (no credentials for %s)",
                        here.uri("/file"), here.uri("").getAuthority());
    }

    @Test
    void isSaidToBeWrongAndNotShown() {
        here.on("/file", exchange -> exchange.send(401, new byte[0], "WWW-Authenticate: Basic realm=\"x\""));

        assertThatThrownBy(() -> open(here.uri("/file"), forHere()))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage(
                        "%s: expected HTTP status 200, got 401 (the credentials for %s were not accepted)",
                        here.uri("/file"), here.uri("").getAuthority());
    }

    @Test
    void isSaidToBeForTlsAlone() {
        plain.on("/file", exchange -> exchange.send(401, new byte[0], "WWW-Authenticate: Basic realm=\"x\""));

        assertThatThrownBy(() -> open(plain.uri("/file"), Credentials.none().with("127.0.0.1", "build", "secret")))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage(
                        "%s: expected HTTP status 200, got 401 (the credentials for %s are not for http)",
                        plain.uri("/file"), plain.uri("").getAuthority());
    }

    @Test
    void isNotTakenFromAUrl() {
        URI uri = URI.create(here.uri("/file").toString().replace("//", "//build:secret@"));

        assertThatThrownBy(() -> open(uri, Credentials.none()))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("%s: expected a URL without name and password, got one with them", here.uri("/file"));
        assertThat(sent).isEmpty();
    }

    @Test
    void isNotTakenFromARedirect() {
        redirect(here, "/1", URI.create(here.uri("/file").toString().replace("//", "//build:secret@")));

        assertThatThrownBy(() -> open(here.uri("/1"), Credentials.none()))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("%s: expected a URL without name and password, got one with them", here.uri("/file"));
    }
}
