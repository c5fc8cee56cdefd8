package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
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

/** A part of a file is taken for the rest that was asked for only if the server says that it is that. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class RangesTest {
    private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    private HostileServer server;

    @BeforeEach
    void start() throws IOException {
        server = new HostileServer(new RepositorySimulator());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Answers requests for a range by a script, others with the file. */
    private void onRange(HostileServer.Script script) {
        server.on("/file", exchange -> {
            if (exchange.header("Range").isPresent()) {
                script.answer(exchange);
            } else {
                exchange.send(200, CONTENT);
            }
        });
    }

    /** Asks for what follows "0123". */
    private Fetcher.Response open(Optional<String> validator, boolean compressible) throws IOException {
        Fetcher fetcher = platform.builder().proxies(ProxySelector.of(null)).build();
        return fetcher.open(new Fetcher.Request(
                server.uri("/file"), compressible, Optional.of(new Fetcher.Beginning(4, validator))));
    }

    private void assertSends(int start, String body) throws IOException {
        try (Fetcher.Response response = open(Optional.of("\"tag\""), false)) {
            assertThat(response.start()).isEqualTo(start);
            assertThat(response.body().readAllBytes()).isEqualTo(body.getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 4-9/10", "bytes 4-9/*"})
    void isTakenWhereItIsTheRest(String range) throws Exception {
        onRange(exchange -> {
            assertThat(exchange.header("Range")).contains("bytes=4-");
            assertThat(exchange.header("If-Range")).contains("\"tag\"");
            assertThat(exchange.header("Accept-Encoding")).contains("identity");
            exchange.send(206, "456789".getBytes(UTF_8), "ETag: \"tag\"", "Content-Range: " + range);
        });

        assertSends(4, "456789");
    }

    /** A server may send less than was asked for; what is missing is asked for later. */
    @Test
    void isTakenWhereItIsTheBeginningOfTheRest() throws Exception {
        onRange(exchange -> exchange.send(206, "45".getBytes(UTF_8), "ETag: \"tag\"", "Content-Range: bytes 4-5/10"));

        assertSends(4, "45");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Range: bytes 3-9/10 | 3456789",
                "Content-Range: bytes 5-9/10 | 56789",
                "Content-Range: bytes 0-9/10 | 0123456789",
                "Content-Range: bytes 4-3/10 | ''",
                "Content-Range: bytes 4-9/9 | 456789",
                "Content-Range: bytes 4-9/10 | 45678",
                "Content-Range: bytes 4-8/10 | 456789",
                "Content-Range: bytes */10 | 456789",
                "Content-Range: bytes 4-9 | 456789",
                "Content-Range: letters 4-9/10 | 456789",
                "Content-Range: bytes 99999999999999999999-9/10 | 456789",
                "Content-Range: nonsense | 456789",
                "Content-Type: multipart/byteranges; boundary=x | --x",
                "X-Nothing: here | 456789",
            })
    void isAskedForAsAWholeWhereItIsSomethingElse(String header, String body) throws Exception {
        onRange(exchange -> exchange.send(206, body.getBytes(UTF_8), "ETag: \"tag\"", header));

        assertSends(0, "0123456789");
    }

    @Test
    void isAskedForAsAWholeWhereItIsOfAnotherContent() throws Exception {
        onRange(exchange ->
                exchange.send(206, "abcdef".getBytes(UTF_8), "ETag: \"other\"", "Content-Range: bytes 4-9/10"));

        assertSends(0, "0123456789");
    }

    @Test
    void isAskedForAsAWholeWhereThereIsNoSuchRange() throws Exception {
        onRange(exchange -> exchange.send(416, new byte[0], "Content-Range: bytes */3"));

        assertSends(0, "0123456789");
    }

    @Test
    void isAskedForAsAWholeWhereItIsOfACompressedFile() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(CONTENT);
        }
        onRange(exchange -> exchange.send(
                206,
                compressed.toByteArray(),
                "Content-Encoding: gzip",
                "Content-Range: bytes 4-%d/99".formatted(3 + compressed.size())));

        try (Fetcher.Response response = open(Optional.empty(), true)) {
            assertThat(response.start()).isZero();
            assertThat(response.body().readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void isAskedForAgainWhereARedirectLeads() throws Exception {
        server.on("/file", exchange -> exchange.send(302, new byte[0], "Location: /there"));
        server.on(
                "/there",
                exchange ->
                        exchange.send(206, "456789".getBytes(UTF_8), "ETag: \"tag\"", "Content-Range: bytes 4-9/10"));

        assertSends(4, "456789");
    }

    /** It counts as no redirect. */
    @Test
    void isAskedForAsAWholeAfterAsManyRedirectsAsThereMayBe() throws Exception {
        server.on("/file", exchange -> exchange.send(302, new byte[0], "Location: /1"));
        for (int i = 1; i < 5; i++) {
            String next = "Location: /" + (i + 1);
            server.on("/" + i, exchange -> exchange.send(302, new byte[0], next));
        }
        server.on("/5", exchange -> {
            boolean range = exchange.header("Range").isPresent();
            exchange.send(range ? 416 : 200, range ? new byte[0] : CONTENT);
        });

        assertSends(0, "0123456789");
    }

    @Test
    void isAnErrorWhereItWasNotAskedFor() {
        server.on("/file", exchange -> exchange.send(206, CONTENT, "Content-Range: bytes 0-9/10"));
        Fetcher fetcher = platform.builder().proxies(ProxySelector.of(null)).build();

        assertThatThrownBy(() -> fetcher.open(new Fetcher.Request(server.uri("/file"), false)))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("%s: expected HTTP status 200, got 206", server.uri("/file"));
    }

    @Test
    void isAnErrorWhereTheServerAlwaysSendsAnother() {
        server.on("/file", exchange -> exchange.send(206, CONTENT, "Content-Range: bytes 0-9/10"));

        assertThatThrownBy(() -> open(Optional.empty(), false))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("%s: expected HTTP status 200, got 206", server.uri("/file"));
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "ETag: \"tag\" | \"tag\"",
                "ETag: W/\"tag\" | none",
                "ETag: tag | none",
                "ETag: \"with space\" | none",
                "X-Nothing: here | none",
                "Last-Modified: Sun, 01 Nov 2026 10:00:00 GMT | Sun, 01 Nov 2026 10:00:00 GMT",
                "Last-Modified: Sun, 01 Nov 2026 11:59:00 GMT | Sun, 01 Nov 2026 11:59:00 GMT",
                "Last-Modified: Sun, 01 Nov 2026 11:59:01 GMT | none",
                "Last-Modified: Sun, 01 Nov 2026 13:00:00 GMT | none",
                "Last-Modified: yesterday | none",
            })
    void isOfTheContentThatAStrongTagOrAnOldDateNames(String header, String validator) throws Exception {
        server.on("/file", exchange -> exchange.send(200, CONTENT, "Date: Sun, 01 Nov 2026 12:00:00 GMT", header));
        Fetcher fetcher = platform.builder().proxies(ProxySelector.of(null)).build();

        try (Fetcher.Response response = fetcher.open(new Fetcher.Request(server.uri("/file"), false))) {
            assertThat(response.validator()).isEqualTo(Optional.ofNullable(validator));
        }
    }
}
