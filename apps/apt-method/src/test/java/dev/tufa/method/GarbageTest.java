package dev.tufa.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the method, started as apt starts it, ends after")
class GarbageTest extends AptTest {
    private static final int SECONDS = 20;
    private static final String CAPABILITIES =
            "100 Capabilities\nVersion: 1.0\nSingle-Instance: true\nSend-Config: true\nAuxRequests: true\n\n";

    @BeforeEach
    void begin() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "601 Configuration\nConfig-Item: Dir::State::tuf=/x\n",
                "\u0000\u0000\u0000",
                "garbage\ngarbage"
            })
    void nothingOfWhichItWouldStartAVirtualMachine(String text) throws Exception {
        Ended ended = say(text);
        assertThat(ended.text()).isEqualTo(CAPABILITIES);
        if (!text.startsWith("\n")) {
            assertThat(apt.started()).isEmpty();
        }
    }

    @Test
    void anEndWithoutAQuestion() throws Exception {
        Ended ended = say(configuration());
        assertThat(ended.exit()).isZero();
        assertThat(ended.text()).isEqualTo(CAPABILITIES);
    }

    @Test
    void messagesThatItDoesNotKnow() throws Exception {
        Ended ended =
                say(configuration() + "999 What\nField: x\n\n602 Authorization Credentials\nSite: h\n\n\n\n0 \n\n");
        assertThat(ended.exit()).isZero();
        assertThat(ended.text()).isEqualTo(CAPABILITIES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "600 URI Acquire\n\n",
                "600 URI Acquire\nURI: tuf+http://h/x\nFilename: /dev/shm/never-wri",
                "600 URI Acquire\nURI: tuf+http://h/x\nFilename: /x\n",
                "600 URI Acquire\nURI: \u0000\n\n",
                "\u0001\u0002\n\n",
                "no number\n\n",
                "99999999999 x\n\n"
            })
    void whatIsNoMessageWithAnErrorAndNoAnswer(String garbage) throws Exception {
        Ended ended = say(configuration() + garbage);
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.text()).startsWith(CAPABILITIES);
        assertThat(ended.text().substring(CAPABILITIES.length()))
                .startsWith("tuf: message")
                .hasLineCount(1);
    }

    @Test
    void aLineWithoutEnd() throws Exception {
        Ended ended = say(configuration() + "600 URI Acquire\nURI: " + "x".repeat(3 << 20));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.text()).contains("tuf: message: expected lines of at most 1048576 bytes, got more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/tuf/timestamp.json\nFilename: /nowhere", // an answer to what was not asked
                "tuf+http://h/x",
                "tuf+http://h/r/%zz\nTarget-Repo-URI: tuf+http://h/r",
                "tuf+http://h/r/InRelease\nTarget-Repo-URI: tuf+http://[h/r",
                "tuf+http://h/r/InRelease\nTarget-Repo-URI: not an address",
                "tuf+http://h/other\nTarget-Repo-URI: tuf+http://h/r\nExpected-SHA256: 00",
                "tuf+http://h/r/../x\nTarget-Repo-URI: tuf+http://h/r\nExpected-SHA256: 00",
                "tuf+http://h/r/a%2f%2e%2e/x\nTarget-Repo-URI: tuf+http://h/r\nExpected-SHA256: 00",
                "tuf+http://h/r/\nTarget-Repo-URI: tuf+http://h/r\nExpected-SHA256: 00",
                "tuf+http://h/r/InRelease\nTarget-Repo-URI: tuf+http://h/r",
                "tuf+http://h/r/InRelease\nTarget-Repo-URI: tuf+http://h/r\nFilename: /x\nExpected-SHA256: 00",
                "tuf+http://h/r/Packages\nTarget-Repo-URI: tuf+http://h/r\nTarget-Type: index\nExpected-SHA256: 00",
                "tuf+http://h/r/a.deb\nTarget-Repo-URI: tuf+http://h/r\nTarget-Type: deb\nExpected-SHA256: 00",
            })
    void answeringWhatItCannotDo(String uri) throws Exception {
        Process process = start();
        try (OutputStream in = process.getOutputStream()) {
            in.write((configuration() + "600 URI Acquire\nURI: " + uri + "\n\n").getBytes(UTF_8));
            in.flush();
            assertThat(output(process, "400 URI Failure\n"))
                    .contains("400 URI Failure\nURI: " + uri.lines().findFirst().orElseThrow() + "\nMessage: ");
        }
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aptWasKilledInTheMiddle() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = RawServer.start(archive.served(""), "timestamp.json", (connection, out, path) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".getBytes(UTF_8));
            out.flush();
            asked.countDown();
            Thread.sleep(60_000);
        })) {
            apt = AptHome.in(temporary.resolve("killed"), archive, server.address(), "packages");
            AptHome.Running update = apt.start("update");
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            List<ProcessHandle> children = update.process().descendants().toList();
            assertThat(children)
                    .anyMatch(each -> each.info().commandLine().orElse("").contains("MethodMain"));
            update.process().destroyForcibly();
            for (ProcessHandle child : children) {
                child.onExit().get(SECONDS, TimeUnit.SECONDS);
            }
            assertThat(apt.tree("tuf/state")).allMatch(file -> file.contains(".lock ") || file.contains(".json "));
            try (Stream<Path> files = Files.walk(apt.path("tuf/state"))) {
                assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
            }
        }
    }

    private String configuration() {
        return "601 Configuration\nConfig-Item: Dir::State::tuf=%s\nConfig-Item: APT::Sandbox::User=\n\n"
                .formatted(apt.path("tuf"));
    }

    private Process start() throws IOException {
        return new ProcessBuilder(apt.path("methods/tuf+http").toString())
                .redirectErrorStream(true)
                .start();
    }

    private Ended say(String text) throws Exception {
        List<String> before = apt.tree("tuf");
        Process process = start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            // it has ended already
        }
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("it goes on").isTrue();
        assertThat(apt.tree("tuf")).isEqualTo(before);
        return new Ended(
                process.exitValue(), new String(process.getInputStream().readAllBytes(), UTF_8));
    }

    /** What it says up to some words. */
    private static String output(Process process, String words) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = process.getInputStream().read();
        while (next >= 0 && !(text.indexOf(words) >= 0 && text.toString().endsWith("\n\n"))) {
            text.append((char) next);
            next = text.indexOf(words) >= 0 && text.toString().endsWith("\n\n")
                    ? next
                    : process.getInputStream().read();
        }
        return text.toString();
    }

    private record Ended(int exit, String text) {}
}
