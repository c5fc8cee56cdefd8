package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A client of one repository by each of the transports, and a server that sends it anything. */
@Timeout(30)
@ParameterizedClass
@EnumSource
@Execution(ExecutionMode.CONCURRENT)
abstract class TransportCase {
    static final String TIMESTAMP = "/metadata/timestamp.json";
    static final String OK = "HTTP/1.1 200 OK\r\n";
    static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    static final String GZIP = OK + "Content-Encoding: gzip\r\n\r\n";

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    final RepositorySimulator repository = new RepositorySimulator();
    HostileServer server;
    HttpClientFixture client;

    @BeforeEach
    void start() throws IOException {
        repository.targets().add("a.txt", "content");
        repository.publish();
        server = new HostileServer(repository);
        client = new HttpClientFixture(repository, server.uri("/metadata/"), platform.builder());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    void assertRefreshFails(HostileServer.Script timestamp, Class<? extends Exception> type, String message) {
        server.on(TIMESTAMP, timestamp);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(type)
                .hasMessage(message);
        assertThat(client.store.roles()).containsExactly("root");
    }

    /** In the platform's words. */
    void assertRefreshFails(HostileServer.Script timestamp, String expected, String words) {
        server.on(TIMESTAMP, timestamp);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(IOException.class)
                .satisfies(failure -> platform.assertSays(failure, expected, words));
        assertThat(client.store.roles()).containsExactly("root");
    }

    /** Trailers, which one of the platform's clients waits for and the other one does without. */
    void assertTrailersAreNotWaitedFor(HostileServer.Script afterSpaces) {
        if (platform == Platform.URL_CONNECTION) {
            assertRefreshFails(afterSpaces, IOException.class, expectedWholeFile(HttpClientFixture.LATE_BODY));
        } else {
            assertRefreshFails(
                    afterSpaces,
                    MalformedMetadataException.class,
                    "timestamp.json: expected a complete document, got only its beginning");
        }
    }

    String expectedAnswer(String actual) {
        return server.uri(TIMESTAMP) + ": expected an answer, got " + actual;
    }

    String expectedWholeFile(String actual) {
        return server.uri(TIMESTAMP) + ": expected the whole file, got " + actual;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
