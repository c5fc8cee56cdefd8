package dev.tufa.tuf.repository.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A program that signs")
class SigningProgramTest {
    private static final Surroundings SURROUNDINGS = Keys.environment(Map.of());

    @TempDir
    Path temporary;

    private Path privateKey;

    @BeforeEach
    void makeKey() throws Exception {
        privateKey = temporary.resolve("key.pem");
        Openssl.run("genpkey", "-algorithm", "ed25519", "-out", privateKey.toString());
    }

    /** A script that is called with an argument of its own and a sub-command. */
    private String program(String onSign) throws IOException {
        Path script = temporary.resolve("signer");
        Files.writeString(script, """
                #!/bin/sh
                cd '%s' || exit 9
                case "$1 $2" in
                  'own public') exec openssl pkey -in key.pem -pubout ;;
                  'own sign') %s ;;
                  *) echo "unexpected: $*" >&2; exit 8 ;;
                esac
                """.formatted(temporary, onSign));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return "exec:" + script + " own";
    }

    private static final String OPENSSL = "cat >m; exec openssl pkeyutl -sign -rawin -inkey key.pem -in m";

    @ParameterizedTest
    @ValueSource(strings = {"", " | od -An -v -tx1 | tr -d ' \\n'"})
    void answersASignatureRawOrInHex(String form) throws Exception {
        StoredKey key = Keys.register(
                program("cat >m; openssl pkeyutl -sign -rawin -inkey key.pem -in m" + form), SURROUNDINGS);
        assertThat(key.key().scheme()).isEqualTo("ed25519");
        assertThat(Keys.verifies(key.key(), Keys.sign(key, SURROUNDINGS))).isTrue();
    }

    @Test
    void getsExactlyTheBytesToSign() throws Exception {
        StoredKey key = Keys.register(program(OPENSSL), SURROUNDINGS);
        Keys.sign(key, SURROUNDINGS);
        assertThat(Files.readAllBytes(temporary.resolve("m"))).isEqualTo(Keys.SIGNED.canonicalBytes());
    }

    @Test
    void isNotBelieved() throws Exception {
        StoredKey key = Keys.register(
                program("cat >m; printf x >>m; openssl pkeyutl -sign -rawin -inkey key.pem -in m"), SURROUNDINGS);
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS))
                .isInstanceOf(WrongSignatureException.class)
                .hasMessage(
                        "key %s: expected a signature that its public key verifies, got another one from exec:%s own"
                                .formatted(key.keyId(), temporary.resolve("signer")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo garbage", "cat /dev/null; echo 00"})
    void thatAnswersGarbageIsNotBelieved(String answer) throws Exception {
        StoredKey key = Keys.register(program(answer), SURROUNDINGS);
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS)).isInstanceOf(WrongSignatureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"head -c 1000000 /dev/zero", "cat /dev/zero"})
    void thatAnswersWithoutEndIsCutShort(String answer) throws Exception {
        StoredKey key = Keys.register(program(answer), SURROUNDINGS);
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS))
                .isInstanceOf(IOException.class)
                .hasMessage("exec:%s sign: expected an answer of at most 65536 bytes, got more"
                        .formatted(temporary.resolve("signer")));
    }

    @Test
    void thatHasAnotherKeyThanBeforeIsRefused() throws Exception {
        StoredKey key = Keys.register(program(OPENSSL), SURROUNDINGS);
        makeKey();
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS))
                .hasMessage("exec:%s own: expected the private key of %s, got another one"
                        .formatted(temporary.resolve("signer"), key.keyId()));
    }

    @Test
    void thatAnswersNothingIsSaidToHave() throws Exception {
        StoredKey key = Keys.register(program("exit 0"), SURROUNDINGS);
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS))
                .hasMessage("exec:%s sign: expected a signature, got nothing".formatted(temporary.resolve("signer")));
    }

    @Test
    void thatFailsIsQuotedWithoutControlCharacters() throws Exception {
        StoredKey key = Keys.register(program("printf 'quota \\033[31mexceeded\\n' >&2; exit 3"), SURROUNDINGS);
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "exec:%s sign: expected exit code 0, got 3: quota ".formatted(temporary.resolve("signer")))
                .hasMessageEndingWith("exceeded")
                .message()
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 60", "sleep 60 & exit 0"})
    void thatHangsIsGivenUp(String hang) throws Exception {
        StoredKey key = Keys.register(program(hang), SURROUNDINGS);
        long begun = System.nanoTime();
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS.withPatience(Duration.ofSeconds(1))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("exec:%s sign: expected ".formatted(temporary.resolve("signer")))
                // Whoever leaves a child behind that holds the output has ended, or has not, as the platform sees it.
                .hasMessageMatching("(?s).*(an answer within 1 seconds, got none|a signature, got nothing)");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void thatIsNotThereIsAKeyThatIsNotHere() throws Exception {
        StoredKey key = Keys.register(program(OPENSSL), SURROUNDINGS);
        Files.delete(temporary.resolve("signer"));
        assertThatThrownBy(() -> Keys.sign(key, SURROUNDINGS))
                .hasMessageStartingWith("not here: exec:%s: expected a program that can be started, got "
                        .formatted(temporary.resolve("signer")));
    }

    @Test
    void isCalledWithoutAShell() throws Exception {
        Path echo = temporary.resolve("out");
        assertThatThrownBy(() -> Keys.register("exec:/bin/echo $(touch " + echo + ") ; true", SURROUNDINGS))
                .hasMessage("exec:/bin/echo public: expected a public key as PEM, KEY object or hex, got another text");
        assertThat(Files.exists(echo)).isFalse();
    }

    @Test
    void saysItsPublicKeyAsAKeyObjectToo() throws Exception {
        StoredKey key = Keys.register(program(OPENSSL), SURROUNDINGS);
        Path script = Files.writeString(
                temporary.resolve("json"), "#!/bin/sh\necho '" + key.key().toJson() + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        assertThat(Keys.register("exec:" + script, SURROUNDINGS, Optional.empty())
                        .key())
                .isEqualTo(key.key());
    }
}
