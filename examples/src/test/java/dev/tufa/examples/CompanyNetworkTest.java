package dev.tufa.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.Updater;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanyNetworkTest {
    private static final Map<String, String> NO_PROXIES = Map.of();
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    Path folder;

    private Path authorities;
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        authorities = folder.resolve("authorities.pem");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        String wanted = "Basic " + Base64.getEncoder().encodeToString("build:secret".getBytes(UTF_8));
        server.createContext("/file", exchange -> {
            boolean known = wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = exchange.getRequestHeaders().getFirst("User-Agent").getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
            if (known) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SSLContext selfSigned() throws Exception {
        Path keys = folder.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                keys.toString());
        keytool("-exportcert", "-rfc", "-file", authorities.toString(), "-keystore", keys.toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", String.valueOf(PASSWORD)));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private Path passwords(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("passwords"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String fetch(Fetcher fetcher) throws IOException {
        URI uri = URI.create("https://" + address() + "/file");
        try (Fetcher.Response response = fetcher.open(new Fetcher.Request(uri, false))) {
            return new String(response.body().readAllBytes(), UTF_8);
        }
    }

    @Test
    void fetchesWithItsOwnAuthorityAndPassword() throws Exception {
        Path passwords = passwords("machine " + address() + " login build password secret");

        assertThat(fetch(CompanyNetwork.closed(authorities, passwords, NO_PROXIES)))
                .isEqualTo("example-updater/1.2 tufa");
    }

    @Test
    void saysThatAPasswordIsMissing() throws Exception {
        Fetcher fetcher = CompanyNetwork.closed(authorities, passwords("# none yet"), NO_PROXIES);

        assertThatThrownBy(() -> fetch(fetcher))
                .isInstanceOf(PermanentFetchException.class)
                .hasMessageEndingWith("got 401 (no credentials for %s)", address());
    }

    @Test
    void goesThroughTheProxy() throws Exception {
        Fetcher fetcher = CompanyNetwork.closed(
                authorities, passwords(""), Map.of("https_proxy", "http://user:password@127.0.0.1:1"));

        assertThatThrownBy(() -> fetch(fetcher))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Connection refused"); // by what is no proxy
    }

    @Test
    void updatesFromAFolder() throws Exception {
        RepositorySimulator repository = new RepositorySimulator();
        repository.targets().add("a.jar", "content");
        repository.publish();
        repository.writeTo(folder.resolve("mirror"));
        MemoryTargetStore targets = new MemoryTargetStore();
        Updater updater = Updater.of(folder.resolve("mirror/metadata").toUri())
                .pinnedRoot(repository.file("metadata/1.root.json"))
                .fetcher(CompanyNetwork.busy())
                .metadataStore(new MemoryMetadataStore())
                .targetStore(targets)
                .build();

        updater.download(updater.find("a.jar").orElseThrow().target());

        assertThat(targets.content("a.jar")).hasValue("content".getBytes(UTF_8));
    }
}
