package dev.tufa.tuf.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static Optional<Login> of(String text, String uri) {
        return Credentials.parse(text).of(URI.create(uri));
    }

    @Nested
    @DisplayName("a machine")
    class OfAMachine {
        @ParameterizedTest
        @CsvSource({
            "example.org, https://example.org/",
            "example.org, https://example.org:8443/file",
            "Example.ORG, https://example.org/",
            "example.org, HTTPS://EXAMPLE.ORG/",
            "https://example.org, https://example.org/",
            "HTTPS://example.org, https://example.org/",
            "http://example.org, http://example.org/",
            "example.org:443, https://example.org/",
            "example.org:8443, https://example.org:8443/",
            "http://example.org:80, http://example.org/",
            "example.org/, https://example.org/file",
            "example.org/team, https://example.org/team",
            "example.org/team, https://example.org/team/",
            "example.org/team, https://example.org/team/file",
            "example.org/team/, https://example.org/team/file",
            "example.org/a%20b, https://example.org/a%20b/file",
            "example.org/team, https://example.org/%74eam/file",
            "under_score, https://under_score/",
            "127.0.0.1, https://127.0.0.1/",
            "[::1], https://[::1]/",
            "[::1]:8443, https://[::1]:8443/",
        })
        void covers(String machine, String uri) {
            assertThat(of("machine " + machine + " login l password p", uri)).contains(new Login("l", "p"));
        }

        @ParameterizedTest
        @CsvSource({
            "example.org, http://example.org/",
            "http://example.org, https://example.org/",
            "tor+https://example.org, https://example.org/",
            "127.0.0.1, http://127.0.0.1/",
            "localhost, http://localhost/",
            "example.org, https://example.com/",
            "example.org, https://sub.example.org/",
            "example.org, https://example.org.evil.example/",
            "example.org, https://notexample.org/",
            "example.org, https://example.org./",
            "example.org, https://example.org@evil.example/",
            "example.org:8443, https://example.org/",
            "example.org:443, https://example.org:8443/",
            "example.org/team, https://example.org/",
            "example.org/team, https://example.org/teams/file",
            "example.org/team, https://example.org/Team/file",
            "example.org/team, https://example.org/other/team/file",
            "example.org/team, https://example.org/team/../file",
            "example.org/team, https://example.org/team/%2e%2e/file",
            "example.org/team, https://example.org/team/..%2ffile",
            "example.org/team, https://example.org/team/..%5cfile",
            "example.org/team, https://example.org/team/./file",
            "::1, https://[::2]/",
        })
        void doesNotCover(String machine, String uri) {
            String text = machine.equals("::1") ? "[::1]" : machine;

            assertThat(of("machine " + text + " login l password p", uri)).isEmpty();
        }

        @Test
        void thatFitsFirstCounts() {
            String text = "machine example.org/a login first password 1 machine example.org login second password 2";

            assertThat(of(text, "https://example.org/a/b")).contains(new Login("first", "1"));
            assertThat(of(text, "https://example.org/b")).contains(new Login("second", "2"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"https://", "example.org?x", "example.org#x", "[::1", "::1", "example.org:port", "a/%zz"})
        void isRefusedWhereItIsNone(String machine) {
            assertThatThrownBy(() -> Credentials.parse("machine " + machine + " login l password p"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("line 1: machine: expected ");
        }

        @Test
        void isShownWithoutThePasswordThatDoesNotBelongThere() {
            assertThatThrownBy(() -> Credentials.none().with("https://me:secret@example.org", "l", "p"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("machine: expected [SCHEME://]HOST[:PORT][/PATH], got ***@example.org");
        }
    }

    @Nested
    @DisplayName("text")
    class OfText {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "machine example.org login l password p",
                    "machine example.org password p login l",
                    "machine example.org\n\tlogin l\r\n\tpassword p\r\n",
                    "machine\nexample.org\nlogin\nl\npassword\np",
                    "# comment\nmachine example.org # another\nlogin l #\npassword p\n#",
                    "#machine other login x password y\nmachine example.org login l password p",
                    "machine example.org login l account a password p",
                    "machine example.org login \"l\" password \"p\"",
                    "machine a.example login x password y\nmachine example.org login l password p",
                })
        void isRead(String text) {
            assertThat(of(text, "https://example.org/")).contains(new Login("l", "p"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "p#ss | p#ss",
                    "#pass | #pass",
                    "machine | machine",
                    "a\"b | a\"b",
                    "\"with spaces\" | with spaces",
                    "\"\" | ``",
                    "\"say \\\"hi\\\"\" | say \"hi\"",
                    "\"back\\\\slash\" | back\\slash",
                    "back\\slash | back\\slash",
                    "p\u00e4ss | p\u00e4ss",
                    "a:b | a:b",
                })
        void hasPasswordsOfManyKinds(String written, String password) {
            assertThat(of("machine example.org login l password " + written, "https://example.org/"))
                    .contains(new Login("l", password));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " \n\t", "# nothing\n# here"})
        void mayBeEmpty(String text) {
            assertThat(of(text, "https://example.org/")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "login secret password secret | line 1: expected a machine first, got login",
                    "machine m login secret | line 1: expected login and password, got no password",
                    "machine m password secret | line 1: expected login and password, got no login",
                    "#~machine m~machine n login l password secret | line 2: expected login and password, got no login",
                    "machine m login l login secret password secret | line 1: expected one login for a machine, got a second one",
                    "machine m login l password secret~password secret | line 2: expected one password for a machine, got a second one",
                    "machine m login l password my secret | line 1: expected machine, login, password or account, got another word",
                    "machine m login l password | line 1: expected a word after password, got the end",
                    "machine | line 1: expected a word after machine, got the end",
                    "machine m login l password \"secret | line 1: expected a second quotation mark, got the end of the line",
                    "machine m login l password \"sec~ret\" | line 1: expected a second quotation mark, got the end of the line",
                    "machine m login l:secret password p | line 1: login: expected a name without a colon, got one with it",
                    "machine m login l password \"a\\nsecret\" | line 1: login: expected no control characters, got some",
                    "default login l password secret | line 1: expected a machine, got default: no password is for everybody",
                    "machine m login l password p~macdef secret | line 2: expected machine, login, password or account, got macdef, which has no meaning here",
                })
        void isRefusedByItsLineAndNotShown(String text, String message) {
            assertThatThrownBy(() -> Credentials.parse(text.replace('~', '\n')))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message)
                    .hasMessageNotContaining("secret");
        }
    }

    @Nested
    @DisplayName("a file")
    class OfAFile {
        @TempDir
        Path folder;

        private Path write(byte[] content, String permissions) throws IOException {
            Path file = Files.write(folder.resolve("netrc"), content);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }

        @ParameterizedTest
        @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
        void isReadWhereItIsForItsOwnerAlone(String permissions) throws Exception {
            Path file = write("machine example.org login l password p".getBytes(UTF_8), permissions);

            assertThat(Credentials.read(file).of(URI.create("https://example.org/")))
                    .contains(new Login("l", "p"));
        }

        @ParameterizedTest
        @CsvSource({"rw-r--r--, 644", "rw-r-----, 640", "rw-----w-, 602", "rwx--x---, 710", "rw------x, 601"})
        void isRefusedWhereItIsForOthersToo(String permissions, String mode) throws Exception {
            Path file = write("machine example.org login l password p".getBytes(UTF_8), permissions);

            assertThatThrownBy(() -> Credentials.read(file))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(
                            "%s: expected a file for its owner alone (mode 600), got mode %s; chmod 600 changes that",
                            file, mode);
        }

        @Test
        void isReadWhereALinkLeads() throws Exception {
            Path file = write("machine example.org login l password p".getBytes(UTF_8), "rw-------");
            Path link = Files.createSymbolicLink(folder.resolve("link"), file);

            assertThat(Credentials.read(link).of(URI.create("https://example.org/")))
                    .isPresent();
        }

        @Test
        void isNamedWhereItIsWrong() throws Exception {
            Path file = write("machine example.org\nlogin l\nsecret".getBytes(UTF_8), "rw-------");

            assertThatThrownBy(() -> Credentials.read(file))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(file + ": line 3: expected machine, login, password or account, got another word");
        }

        @Test
        void isRefusedWhereItIsNoText() throws Exception {
            Path file = write(new byte[] {(byte) 0xFF}, "rw-------");

            assertThatThrownBy(() -> Credentials.read(file)).hasMessage(file + ": expected UTF-8, got something else");
        }

        @Test
        void isRefusedWhereItIsTooLong() throws Exception {
            Path file = write(new byte[(1 << 20) + 1], "rw-------");

            assertThatThrownBy(() -> Credentials.read(file))
                    .hasMessage(file + ": expected at most 1048576 bytes, got more");
        }

        @Test
        void isAnErrorWhereItIsNotThere() {
            assertThatThrownBy(() -> Credentials.read(folder.resolve("nothing")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("nothing");
        }
    }

    @Test
    void areShownWithoutNamesAndPasswords() {
        Credentials credentials = Credentials.none()
                .with("example.org:8443/team", "secretary", "secret")
                .with("http://proxy.example", "secretary", "secret");

        assertThat(credentials).hasToString("credentials for [https://example.org:8443/team, http://proxy.example]");
        assertThat(credentials.of(URI.create("https://example.org:8443/team/x")).toString())
                .doesNotContain("secret");
    }

    @Test
    void areAddedToACopy() {
        Credentials none = Credentials.none();

        assertThat(none.with("example.org", "l", "p").of(URI.create("https://example.org/")))
                .isPresent();
        assertThat(none.of(URI.create("https://example.org/"))).isEmpty();
    }

    @Test
    void mayHaveAnEmptyNameOrPassword() {
        assertThatCode(() -> Credentials.none().with("example.org", "", "")).doesNotThrowAnyException();
    }
}
