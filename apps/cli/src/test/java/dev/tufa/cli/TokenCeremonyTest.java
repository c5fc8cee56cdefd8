package dev.tufa.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A root of five keys, three of which sign, with two of the five in a token")
class TokenCeremonyTest {
    private static final String PIN = "1234";
    private static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";

    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";
    private String pin = "";
    private String event = "";
    private String digest = "";

    /** The module reads its configuration when it is loaded: one token for all tests of this JVM. */
    @BeforeAll
    static void aToken() throws IOException, InterruptedException {
        Path configuration = Path.of(Objects.requireNonNull(System.getenv("SOFTHSM2_CONF"), "SOFTHSM2_CONF"));
        Path tokens = configuration.resolveSibling("softhsm-tokens");
        if (Files.exists(tokens)) {
            try (Stream<Path> old = Files.walk(tokens)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(tokens);
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        tool("softhsm2-util", "--init-token", "--free", "--label", "people", "--pin", PIN, "--so-pin", "12345678");
        pkcs11("--keypairgen", "--key-type", "EC:edwards25519", "--label", "erin", "--id", "01");
        pkcs11("--keypairgen", "--key-type", "EC:prime256v1", "--label", "dave", "--id", "02");
        pkcs11("--keypairgen", "--key-type", "EC:edwards25519", "--label", "stranger", "--id", "03");
    }

    private static void pkcs11(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("pkcs11-tool", "--module", MODULE, "--token-label", "people", "--login"));
        command.addAll(List.of("--pin", PIN));
        command.addAll(List.of(words));
        tool(command.toArray(String[]::new));
    }

    private static void tool(String... command) throws IOException, InterruptedException {
        ToolRun run = ToolRun.of(List.of(command));
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private record ToolRun(int exitCode, String output) {
        static ToolRun of(List<String> command) throws IOException, InterruptedException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new ToolRun(process.waitFor(), output);
        }
    }

    @BeforeEach
    void anEventAboutANewTimestampKey() throws IOException {
        passphrase = secret("passphrase", "correct horse\n");
        pin = secret("pin", PIN);
        repository = folder.resolve("repository").toString();
        event = folder.resolve("work.tufevent").toString();
        done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, repository);
        for (String person : List.of("alice", "bob", "carol")) {
            String file = folder.resolve(person + ".pem").toString();
            publicKey(person, "key", "new", "--key-iterations", "1000", "--passphrase-file", passphrase, file);
        }
        publicKey("dave", "key", "public", token("object=dave"));
        publicKey("erin", "key", "public", token("object=erin"));
        List<String> rotate = new ArrayList<>(List.of("repo", "rotate", "--threshold", "3"));
        for (String person : List.of("alice", "bob", "carol", "dave", "erin")) {
            String file = folder.resolve(person + ".json").toString();
            done("repo", "key", "add", "--name", person, repository, "public:" + file);
            rotate.addAll(List.of("--key", person));
        }
        rotate.addAll(List.of(repository, "root"));
        done(rotate.toArray(String[]::new));
        done("event", "open", "--passphrase-file", passphrase, repository);
        done("event", "export", repository, event);
        digest = found("digest ([0-9a-f]{64})", done("event", "show", event));
    }

    private String secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private void publicKey(String person, String... words) throws IOException {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        Files.writeString(folder.resolve(person + ".json"), run.out());
    }

    private String token(String attributes) {
        return "pkcs11:token=people;%s?module-path=%s&pin-source=file:%s".formatted(attributes, MODULE, pin);
    }

    private static String done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private CommandLineRun sign(String key, String file) {
        return CommandLineRun.of(
                "event", "sign", "--yes", "--digest", digest, "--passphrase-file", passphrase, "--key", key, file);
    }

    private void assertFails(CommandLineRun run, ExitCode code, String message) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).matches(message);
        assertThat(run.out()).isEmpty();
        assertThat(done("event", "show", event)).contains("root by root 2: 0 of 3");
    }

    @Test
    void isPublishedWithTwoKeysOfTheTokenAndOneOfAFile() throws IOException {
        List<String> files = new ArrayList<>();
        for (String key :
                List.of(token("object=erin"), folder.resolve("bob.pem").toString(), token("object=dave"))) {
            String file = Files.copy(Path.of(event), folder.resolve("copy-" + files.size()))
                    .toString();
            assertThat(sign(key, file).out()).contains("signed root with key");
            files.add(file);
        }
        List<String> words = new ArrayList<>(List.of("event", "import", repository));
        words.addAll(files);
        words.addAll(files);
        assertThat(done(words.toArray(String[]::new))).contains("signatures were here already");
        done("event", "publish", "--passphrase-file", passphrase, repository);
        assertThat(done("repo", "status", repository)).containsPattern("root +version 2 +0 targets +3 of 5 keys");
    }

    @Test
    void isSignedByThePkcs11ToolOverThePayload() throws Exception {
        String payload = folder.resolve("payload").toString();
        String signature = folder.resolve("signature").toString();
        done("event", "payload", "--role", "root", "--out", payload, event);
        String hashed = folder.resolve("hashed").toString(); // SoftHSM has no mechanism that hashes for ECDSA
        tool("openssl", "dgst", "-sha256", "-binary", "-out", hashed, payload);
        // Without an id, whatever the label, pkcs11-tool takes the first private key of the token.
        pkcs11("--sign", "--mechanism", "ECDSA", "--id", "02", "--input-file", hashed, "--output-file", signature);
        assertThat(done("event", "attach", "--role", "root", "--keyid", "dave", "--signature", signature, event))
                .startsWith("took the signature of key ");
        assertThat(done("event", "show", event)).contains("root by root 2: 1 of 3; signed: dave ");
        CommandLineRun wrong = CommandLineRun.of(
                "event", "attach", "--role", "root", "--keyid", "bob", "--signature", signature, event);
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(wrong.err()).contains("expected one that the public key verifies, got a wrong one");
    }

    @Test
    void isNotSignedTwiceWithOneKey() {
        assertThat(sign(token("object=erin"), event).exitCode()).isEqualTo(ExitCode.DONE);
        CommandLineRun again = sign(token("id=%01"), event);
        assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err()).contains("expected a key that has not signed, got ");
    }

    @Test
    void isNotSignedWithAWrongPin() throws IOException {
        Files.writeString(Path.of(pin), "9999");
        assertFails(sign(token("object=erin"), event), ExitCode.UNREACHABLE, """
                error: token people: expected its PIN, got another one; .*
                hint: the PIN was tried once and will not be again by itself; nothing has changed
                """);
    }

    @Test
    void isNotSignedWithAKeyThatIsNotThere() {
        assertFails(sign(token("object=nobody"), event), ExitCode.UNREACHABLE, """
                error: token people: expected a public key pkcs11:.*object=nobody.*, got none
                hint: nothing has changed; try again where the key is within reach
                """);
    }

    @Test
    void isNotSignedWithATokenThatIsNotThere() {
        assertFails(sign("pkcs11:slot-id=4711;object=erin?module-path=" + MODULE, event), ExitCode.UNREACHABLE, """
                error: pkcs11: expected the token of pkcs11:slot-id=4711.*, got "people"
                hint: nothing has changed; try again where the key is within reach
                """);
        assertFails(sign("pkcs11:token=people;object=erin?module-path=/nowhere.so", event), ExitCode.UNREACHABLE, """
                error: pkcs11: expected a module at /nowhere.so, got no file
                hint: .*
                """);
    }

    @Test
    void isNotSignedWithAKeyThatNobodyAsksFor() {
        assertFails(sign(token("object=stranger"), event), ExitCode.REFUSED, """
                error: pkcs11:.*object=stranger.*: expected a key that the event asks for, got another
                hint: tufa event show lists the keys that are asked for
                """);
        assertFails(sign("pkcs11:what", event), ExitCode.USAGE, "error: --key: pkcs11: .*\nhint: .*\n");
    }

    @Test
    void saysWhoseKeysAreMissingWhenSomebodyPublishesAlone() {
        done(
                "event",
                "cancel",
                "--restage",
                repository,
                found("event ([0-9a-z-]+) ", done("event", "list", repository)));
        CommandLineRun run = CommandLineRun.of("repo", "publish", "--passphrase-file", passphrase, repository);
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .startsWith("error: root: expected signatures by 3 keys, got 0; not here: ")
                .contains("alice's ", "bob's ", "carol's ", "dave's ", "erin's ")
                .endsWith(
                        "hint: publish where these private keys are, or have their holders sign: tufa event open DIR\n");
    }
}
