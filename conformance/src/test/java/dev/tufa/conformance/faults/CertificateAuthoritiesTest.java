package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a file says to trust is trusted, and nobody else. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class CertificateAuthoritiesTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Certificates others;

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
        others = Certificates.selfSigned(folder, "ip:127.0.0.1");
    }

    private static Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "authorities", ".pem"), content);
    }

    private void open(Path pem) throws Exception {
        Fetcher fetcher = platform.builder()
                .proxies(ProxySelector.of(null))
                .certificateAuthorities(pem)
                .build();
        try (HostileServer server = new HostileServer(
                new RepositorySimulator(), certificates.server().getServerSocketFactory(), "https")) {
            fetcher.open(new Fetcher.Request(server.uri("/metadata/1.root.json"), true))
                    .close();
        }
    }

    @Test
    void areTrusted() throws Exception {
        open(file(certificates.pem()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# a comment\n", "subject=CN = test\r\n\r\n"})
    void areTrustedEachOfThem(String between) throws Exception {
        open(file(between + others.pem() + between + certificates.pem() + between));
        open(file(between + certificates.pem() + between + others.pem() + between));
    }

    @Test
    void areTrustedBesideAKey() throws Exception {
        open(file("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + certificates.pem()));
    }

    @Test
    void areReadWithTheLineEndsOfOtherSystems() throws Exception {
        open(file(certificates.pem().replace("\n", "\r\n")));
    }

    @Test
    void areTheOnlyOnesThatAreTrusted() throws Exception {
        Path pem = file(others.pem());

        assertThatThrownBy(() -> open(pem))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessageContaining("expected a trusted TLS connection, got ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | none",
                "nothing of the kind | none",
                "-----BEGIN CERTIFICATE----- | none",
                "-----BEGIN PRIVATE KEY-----~AAAA~-----END PRIVATE KEY----- | PRIVATE KEY",
                "-----BEGIN X-----~-----END X-----~-----BEGIN CERTIFICATE REQUEST-----~-----END CERTIFICATE REQUEST-----"
                        + " | CERTIFICATE REQUEST, X",
            })
    void areMissingWhereThereAreNone(String content, String actual) throws Exception {
        Path pem = file(content.replace('~', '\n'));

        assertThatThrownBy(() -> platform.builder().certificateAuthorities(pem))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("%s: expected certificates in PEM, got %s", pem, actual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no base64!", "A"})
    void areCountedWhereOneCannotBeRead(String content) throws Exception {
        Path pem =
                file(certificates.pem() + "-----BEGIN CERTIFICATE-----\n" + content + "\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> platform.builder().certificateAuthorities(pem))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        pem + ": expected certificate 2 to be X.509 in base64, got one that cannot be read: ");
    }

    @Test
    void areAnErrorWhereTheFileIsNotThere() {
        assertThatThrownBy(() -> platform.builder().certificateAuthorities(folder.resolve("nothing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void areNotReadFromAFileWithoutEnd() throws Exception {
        Path pem = file("-".repeat((8 << 20) + 1));

        assertThatThrownBy(() -> platform.builder().certificateAuthorities(pem))
                .hasMessage(pem + ": expected at most 8388608 bytes, got more");
        assertThat(Files.size(pem)).isPositive();
    }
}
