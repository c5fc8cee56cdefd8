package dev.tufa.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Here apt is played by the test, which asks for what apt would not. */
@DisplayName("an index is redirected")
class IndexTest extends AptTest {
    private static final String OTHER = "0f".repeat(32);
    private static final String FOLDER = "dists/stable/main/binary-amd64/";

    private final BlockingQueue<Message> said = new LinkedBlockingQueue<>();
    private final PipedOutputStream toMethod = new PipedOutputStream();

    @Test
    void onlyIfTheReleaseThatAptWasGivenNamesItsDigest() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
        String named = ReleaseDigests.ofInRelease(Files.readAllBytes(archive.served("dists/stable/InRelease")))
                .iterator()
                .next();
        AcquireMethod method = new AcquireMethod(
                apt.path("tuf"),
                new Listening(),
                Clock.fixed(now, ZoneOffset.UTC),
                Duration.ofMinutes(1),
                fault -> said.add(Message.of(0, fault.toString())));
        PipedInputStream in = new PipedInputStream(toMethod);
        Thread thread = new Thread(() -> run(method, in), "method");
        thread.start();

        String byHash = FOLDER + "by-hash/SHA256/" + named;
        assertThat(ask(byHash, named).code()).as("before there is a Release").isEqualTo(400);
        assertThat(ask("dists/stable/InRelease", "").code()).isEqualTo(201);
        assertThat(ask(byHash, named).field("New-URI")).contains(server.address() + "/" + byHash);
        assertThat(ask(FOLDER + "by-hash/SHA256/" + OTHER, OTHER).field("Message"))
                .contains(
                        "TUF: %sby-hash/SHA256/%s: expected a file that a verified Release names, got one with SHA-256 %s"
                                .formatted(FOLDER, OTHER, OTHER));
        assertThat(ask("dists/other/main/Packages", named).code())
                .as("of another suite")
                .isEqualTo(400);
        assertThat(ask(FOLDER + "Packages", "").code()).as("without a digest").isEqualTo(400);

        assertThat(ask(FOLDER + "Packages.diff/T-1.gz", OTHER).code())
                .as("a patch of no list")
                .isEqualTo(400);
        assertThat(ask(FOLDER + "Packages.diff/Index", OTHER).code())
                .as("a list that is not named")
                .isEqualTo(400);
        assertThat(ask(FOLDER + "Packages.diff/Index", named).code()).isEqualTo(103);
        assertThat(ask(FOLDER + "Packages.diff/T-1.gz", OTHER).code()).isEqualTo(103);
        assertThat(ask("dists/stable/main/binary-arm64/Packages.diff/T-1.gz", OTHER)
                        .code())
                .isEqualTo(400);

        toMethod.close();
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(thread.isAlive()).isFalse();
    }

    private static void run(AcquireMethod method, PipedInputStream in) {
        try {
            method.run(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The final answer about a path; what is asked for in between is fetched. */
    private Message ask(String path, String sha256) throws Exception {
        String base = "tuf+" + server.address();
        send(Message.of(600, "URI Acquire")
                .with("URI", base + "/" + path)
                .with("Filename", temporary.resolve("asked").toString())
                .with("Target-Repo-URI", base)
                .with("Target-Type", "index")
                .with("Expected-SHA256", sha256));
        while (true) {
            Message message = said.poll(60, TimeUnit.SECONDS);
            assertThat(message).as(path).isNotNull();
            if (message.code() == 351) {
                Path fetched = Files.createTempFile(temporary, "aux", "");
                Files.write(
                        fetched,
                        Files.readAllBytes(archive.served(URI.create(message.required("Aux-URI"))
                                .getPath()
                                .substring(1))));
                send(Message.of(600, "URI Acquire")
                        .with("URI", message.required("Aux-URI"))
                        .with("Filename", fetched.toString()));
            } else if (message.code() != 200) {
                assertThat(message.required("URI")).isEqualTo(base + "/" + path);
                return message;
            }
        }
    }

    private void send(Message message) throws IOException {
        toMethod.write(message.bytes());
        toMethod.flush();
    }

    /** The method says every message in one piece. */
    private final class Listening extends OutputStream {
        @Override
        public void write(int b) {
            throw new AssertionError("expected whole messages, got a byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                said.add(Message.read(new ByteArrayInputStream(Arrays.copyOfRange(bytes, offset, offset + length)))
                        .orElseThrow());
            } catch (IOException e) {
                throw new AssertionError(new String(bytes, UTF_8), e);
            }
        }
    }
}
