package dev.tufa.method;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("apt ends with an error, and recovers, when a server")
class HostileServerTest extends AptTest {
    private static final byte[] CHUNK = new byte[1 << 16];
    private static final long GIGABYTE = 1L << 30;

    @BeforeEach
    void begin() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
    }

    static Stream<Arguments> behaviours() {
        Stream<Named<RawServer.Behaviour>> all = Stream.of(
                Named.of("resets", (connection, out, path) -> {
                    connection.setSoLinger(true, 0);
                    connection.close();
                }),
                Named.of("says nothing", (connection, out, path) -> Thread.sleep(60_000)),
                Named.of("stops in the middle", (connection, out, path) -> {
                    send(out, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"signed\"");
                    Thread.sleep(60_000);
                }),
                Named.of(
                        "hangs up in the middle",
                        (connection, out, path) ->
                                send(out, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"signed\"")),
                Named.of("sends garbage", (connection, out, path) -> send(out, "\0\1\2garbage\n\n\n")),
                Named.of(
                        "sends garbage as a file",
                        (connection, out, path) -> send(
                                out, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n\0\1garbage")),
                Named.of(
                        "redirects in circles",
                        (connection, out, path) -> send(
                                out,
                                "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                        .formatted(path))),
                Named.of("announces a gigabyte", (connection, out, path) -> {
                    send(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(GIGABYTE));
                    flood(out);
                }),
                Named.of("sends a gigabyte", (connection, out, path) -> {
                    send(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    flood(out);
                }),
                Named.of("drips", (connection, out, path) -> {
                    send(out, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
                    for (int i = 0; i < 900; i++) {
                        send(out, " ");
                        Thread.sleep(300);
                    }
                }),
                Named.of(
                        "has lost it",
                        (connection, out, path) ->
                                send(out, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
                Named.of(
                        "is broken",
                        (connection, out, path) ->
                                send(out, "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")));
        return all.flatMap(each -> Stream.of("timestamp.json", "root.json").map(file -> Arguments.of(each, file)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("behaviours")
    void ends(RawServer.Behaviour behaviour, String file) throws Exception {
        boolean[] isHostile = {true};
        try (RawServer hostile = RawServer.start(archive.served(""), file, (connection, out, path) -> {
            if (isHostile[0]) {
                behaviour.answer(connection, out, path);
            } else {
                byte[] good = Files.readAllBytes(archive.served(path.substring(1)));
                send(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n".formatted(good.length));
                out.write(good);
            }
        })) {
            apt = AptHome.in(temporary.resolve("hostile"), archive, hostile.address(), "packages");
            apt.configure("""
                Acquire::http::Timeout "2";
                Acquire::tuf::Timeout "8";
                """);
            AptHome.Answer answer = apt.apt("update").fails();
            assertThat(answer.text()).contains("E: ").contains(file);
            assertThat(apt.files("var/lib/apt/lists")).noneMatch(name -> name.contains("Release"));
            isHostile[0] = false;
            apt.apt("update").succeeds();
            apt.apt("download", "acme").succeeds();
        }
    }

    private static void send(OutputStream out, String text) throws java.io.IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static void flood(OutputStream out) throws java.io.IOException {
        for (long sent = 0; sent < GIGABYTE; sent += CHUNK.length) {
            out.write(CHUNK);
        }
    }
}
