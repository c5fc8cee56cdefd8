package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.serve.FileServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The server for trying out")
class FileServerTest {
    @TempDir
    Path parent;

    private FileServer server;

    @BeforeEach
    void start() throws IOException {
        Path folder = parent.resolve("served");
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("a b.txt"), "content");
        Files.writeString(folder.resolve(".hidden"), "secret");
        Files.writeString(parent.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("link"), parent.resolve("secret"));
        server = FileServer.start(folder, "127.0.0.1", 0, (path, status) -> {});
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String statusLine(String request) throws IOException {
        URI url = server.url();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            socket.getOutputStream()
                    .write((request + " HTTP/1.0\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void sendsFilesWithTheirLength() throws IOException {
        var connection = (HttpURLConnection)
                URI.create(server.url() + "a%20b.txt").toURL().openConnection();
        assertThat(connection.getContentLength()).isEqualTo(7);
        assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/%2e%2e/secret",
                "/sub/../../secret",
                "/sub/..%2f..%2fsecret",
                "/link",
                "/.hidden",
                "/",
                "/sub",
                "//etc/passwd",
                "/a%20b.txt/",
                "/%00"
            })
    void sendsNothingElse(String path) throws IOException {
        assertThat(statusLine("GET " + path)).matches("HTTP/1\\.[01] (404|400) .*");
    }

    @Test
    void writesNothing() throws IOException {
        assertThat(statusLine("PUT /x")).contains(" 405 ");
        assertThat(statusLine("POST /a%20b.txt")).contains(" 405 ");
    }
}
