package dev.tufa.tuf.repository.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A key that an ssh-agent holds")
class SshAgentTest {
    @TempDir
    Path temporary;

    private Path socket;
    private Process agent;

    @BeforeEach
    void start() throws Exception {
        socket = temporary.resolve("agent");
        agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < 200 && !Files.exists(socket); i++) {
            Thread.sleep(50);
        }
    }

    @AfterEach
    void stop() {
        agent.destroy();
    }

    private Surroundings surroundings() {
        return Keys.environment(environment());
    }

    private Map<String, String> environment() {
        return Map.of("SSH_AUTH_SOCK", socket.toString());
    }

    /** Gives the agent a new key. */
    private String add(String... type) throws Exception {
        Path file = temporary.resolve("id-" + String.join("-", type).replace(" ", ""));
        List<String> command =
                new java.util.ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-f", file.toString(), "-t"));
        command.addAll(List.of(type));
        Tool.run(Map.of(), command);
        Tool.run(environment(), List.of("ssh-add", "-q", file.toString()));
        return "ssh-agent:"
                + Tool.run(Map.of(), List.of("ssh-keygen", "-l", "-f", file.toString()))
                        .split(" ", -1)[1];
    }

    @ParameterizedTest
    @CsvSource({"ed25519, ed25519", "ecdsa, ecdsa-sha2-nistp256"})
    void signsAsTufWants(String type, String scheme) throws Exception {
        add("ed25519", "-C", "another");
        StoredKey key = Keys.register(add(type), surroundings());
        assertThat(key.key().scheme()).isEqualTo(scheme);
        for (int i = 0; i < 20; i++) { // numbers of ECDSA have many lengths
            assertThat(Keys.verifies(key.key(), Keys.sign(key, surroundings()))).isTrue();
        }
    }

    @Test
    void ofAnotherKindIsRefused() throws Exception {
        String rsa = add("rsa");
        assertThatThrownBy(() -> Keys.register(rsa, surroundings()))
                .hasMessage("ssh-agent: expected a key of type ssh-ed25519 or ecdsa-sha2-nistp256, got ssh-rsa");
    }

    @Test
    void thatItDoesNotHoldIsNotHere() throws Exception {
        String held = add("ed25519").substring("ssh-agent:".length());
        String other = "ssh-agent:SHA256:" + "A".repeat(43);
        assertThatThrownBy(() -> Keys.register(other, surroundings()))
                .isInstanceOf(KeyUnreachableException.class)
                .hasMessage("ssh-agent: expected a key SHA256:%s, got %s".formatted("A".repeat(43), held));
    }

    @Test
    void withoutAnAgentIsNotHere() throws Exception {
        String key = add("ed25519");
        assertThatThrownBy(() -> Keys.register(key, Keys.environment(Map.of())))
                .isInstanceOf(KeyUnreachableException.class)
                .hasMessage("ssh-agent: expected its socket in SSH_AUTH_SOCK, got no such variable");
        agent.destroy();
        agent.waitFor();
        assertThatThrownBy(() -> Keys.register(key, surroundings()))
                .isInstanceOf(KeyUnreachableException.class)
                .hasMessageStartingWith("ssh-agent: expected it to listen at " + socket + ", got ");
    }

    @Test
    void behindASocketThatNeverAnswersIsGivenUp() throws Exception {
        Path silent = temporary.resolve("silent");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(silent));
            Surroundings surroundings =
                    Keys.environment(Map.of("SSH_AUTH_SOCK", silent.toString())).withPatience(Duration.ofSeconds(1));
            assertThatThrownBy(() -> Keys.register("ssh-agent:SHA256:" + "A".repeat(43), surroundings))
                    .isInstanceOf(IOException.class)
                    .hasMessage("ssh-agent: expected an answer within 1 seconds, got none");
        }
    }
}
