package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The policy of a repository")
class PolicyTest {
    @TempDir
    Path temporary;

    private static Settings changed() {
        return Settings.DEFAULT
                .withLine("lifetime.timestamp", "36h")
                .withLine("lifetime.bins", "700d")
                .withLine("lifetime.dev", "90m")
                .withLine("lifetime.bin-*", "45s")
                .withLine("renew-at.root", "60%")
                .withLine("renew-at.bins", "33")
                .withLine("key-schemes", "ed25519,ml-dsa-44/1")
                .withLine("paths.allowed", "[a-z/]+ .*\\.jar")
                .withLine("paths.refused", ".*secret.*")
                .withLine("replace", "never")
                .withLine("bridge", "3d")
                .withLine("clock-jump", "10d")
                .withLine("key-iterations", "1000");
    }

    @Nested
    @DisplayName("in settings.json")
    class File {
        @Test
        void isReadAsItWasWritten() throws Exception {
            assertThat(Settings.read(changed().toBytes())).isEqualTo(changed());
            assertThat(changed().policy().delegatedLifetimes())
                    .isEqualTo(Map.of("dev", Duration.ofMinutes(90), "bin-*", Duration.ofSeconds(45)));
        }

        @Test
        void ofAnEarlierVersionMeansWhatItMeant() throws Exception {
            String old = """
                    {"lifetimes": {"root": 31536000, "targets": 31536000, "snapshot": 2592000, "timestamp": 604800},
                     "bridge": 172800, "clock_jump": 31622400, "key_iterations": 600000}""";
            assertThat(Settings.read(old.getBytes(UTF_8))).isEqualTo(Settings.DEFAULT);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                value = {
                    "\"lifetime\": {} | settings.json: expected known members, got \"lifetime\"; the nearest is \"lifetimes\"",
                    "\"renew_at\": {\"bin\": 5} | settings.json: expected known members, got \"renew_at.bin\"; the nearest is"
                            + " \"renew_at.bins\"",
                    "\"renew_at\": {\"bins\": 100} | settings.json: bins: expected an integer from 1 to 99, got 100",
                    "\"target_paths\": {\"allow\": []} | settings.json: expected known members, got \"target_paths.allow\"; the"
                            + " nearest is \"target_paths.allowed\"",
                    "\"target_paths\": {\"allowed\": [\"(\"]} | settings.json: path rule: expected a regular expression, got"
                            + " \"(\": Unclosed group",
                    "\"replace\": \"maybe\" | settings.json: replace: expected when-asked, never or always, got \"maybe\"",
                    "\"key_schemes\": [\"ed25591\"] | settings.json: key scheme: expected a known one, got \"ed25591\"; the nearest"
                            + " is ed25519",
                    "\"key_schemes\": [] | settings.json: key schemes: expected at least one, got none",
                    "\"delegated_lifetimes\": {\"dev\": 0} | settings.json: dev: expected an integer from 1 to"
                            + " 9223372036854775807, got 0",
                })
        void isReadWithClearErrors(String member, String message) {
            String text = """
                    {"lifetimes": {"root": 1, "targets": 1, "snapshot": 1, "timestamp": 1},
                     "bridge": 1, "clock_jump": 1, "key_iterations": 1000, %s}""".formatted(member);
            assertThatThrownBy(() -> Settings.read(text.getBytes(UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(message);
        }

        @Test
        void isReplacedAtOnce() throws Exception {
            Sandbox sandbox = Scenario.begin(temporary.resolve("base"));
            boolean ended = false;
            for (int survives = 0; !ended; survives++) {
                Path folder = Trees.copy(sandbox.folder, temporary.resolve("copy-" + survives));
                try {
                    Repository.open(folder, CrashingDisk.after(survives, CrashingDisk.Failure.KILL_HALF_WRITTEN))
                            .configure(changed());
                    ended = true;
                } catch (CrashingDisk.Killed e) {
                    ended = false;
                }
                assertThat(Repository.open(folder).settings()).isIn(sandbox.repository.settings(), changed());
                assertThat(Repository.open(folder).settings().equals(changed()) || !ended)
                        .isTrue();
            }
        }
    }

    @Nested
    @DisplayName("in lines")
    class Lines {
        @Test
        void isReadAsItIsShown() {
            Settings again = Settings.DEFAULT;
            for (Map.Entry<String, String> line : changed().lines().entrySet()) {
                again = again.withLine(line.getKey(), line.getValue());
            }
            assertThat(again).isEqualTo(changed());
        }

        @Test
        void showsTimesInTheLargestUnitThatFits() {
            assertThat(changed().lines())
                    .containsEntry("lifetime.timestamp", "36h")
                    .containsEntry("lifetime.dev", "90m")
                    .containsEntry("lifetime.bin-*", "45s")
                    .containsEntry("lifetime.bins", "700d")
                    .containsEntry("renew-at.timestamp", "25%");
        }

        @Test
        void takesALifetimeOfADelegatedRoleBack() {
            assertThat(changed().withLine("lifetime.dev", "").policy().delegatedLifetimes())
                    .containsOnlyKeys("bin-*");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "renew-at.timestmp | 5 | setting: expected a known one, got \"renew-at.timestmp\"; the nearest is"
                            + " renew-at.timestamp",
                    "brigde | 2d | setting: expected a known one, got \"brigde\"; the nearest is bridge",
                    "bridge | 2w | bridge: expected a time such as 30d, 12h, 90m or 45s, got \"2w\"",
                    "bridge | d | bridge: expected a time such as 30d, 12h, 90m or 45s, got \"d\"",
                    "lifetime.root | 0s | lifetime of root: expected at least a second, got PT0S",
                    "renew-at.root | 100% | renewal of root: expected 1 to 99 percent, got 100",
                    "renew-at.root | x | renew-at.root: expected a number, got \"x\"",
                    "replace | no | replace: expected when-asked, never or always, got \"no\"",
                    "key-iterations | 1 | key iterations: expected >= 1000, got 1",
                    "paths.allowed | [ | path rule: expected a regular expression, got \"[\": Unclosed character class",
                })
        void areRefusedWithClearErrors(String key, String value, String message) {
            assertThatThrownBy(() -> Settings.DEFAULT.withLine(key, value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    @Nested
    @DisplayName("is kept to")
    class Kept {
        private Sandbox sandbox(Policy policy) throws Exception {
            Sandbox sandbox = Scenario.begin(temporary.resolve("repo"));
            sandbox.repository.configure(sandbox.repository.settings().withPolicy(policy));
            return sandbox;
        }

        @Test
        void byPathsThatAreAdded() throws Exception {
            Sandbox sandbox = sandbox(Policy.DEFAULT.withTargetPaths(
                    new PathRules(List.of("[a-z/]+", ".*\\.jar"), List.of(".*secret.*"))));
            sandbox.add("a/b", "allowed");
            sandbox.add("X.jar", "allowed");
            assertThatThrownBy(() -> sandbox.add("X.zip", "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(
                            "target path: expected one that matches one of [[a-z/]+, .*\\.jar] in settings.json, got"
                                    + " \"X.zip\"");
            assertThatThrownBy(() -> sandbox.add("topsecret", "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(
                            "target path: expected one that does not match .*secret.* in settings.json, got \"topsecret\"");
            assertThat(sandbox.repository.status().staged()).hasSize(2);
        }

        @ParameterizedTest
        @CsvSource({
            "WHEN_ASKED, REFUSE, false",
            "WHEN_ASKED, REPLACE, true",
            "NEVER, REPLACE, false",
            "ALWAYS, REFUSE, true"
        })
        void byContentThatIsReplaced(Policy.Replacing replacing, AddOptions.Existing asked, boolean possible)
                throws Exception {
            Sandbox sandbox = sandbox(Policy.DEFAULT.withReplacing(replacing));
            AddOptions options = AddOptions.DEFAULT.withExisting(asked);
            Path other = sandbox.file("other");
            if (possible) {
                sandbox.repository.add(other, "a.txt", options);
                assertThat(sandbox.repository.status().staged()).hasSize(1);
            } else {
                assertThatThrownBy(() -> sandbox.repository.add(other, "a.txt", options))
                        .isInstanceOf(ChangeRefusedException.class)
                        .hasMessageStartingWith("target a.txt: expected a path that is free or has the same content");
            }
        }

        @Test
        void byNewKeys() throws Exception {
            Policy policy = Policy.DEFAULT.withKeySchemes(Set.of(SignatureScheme.ECDSA_P256));
            Sandbox sandbox = sandbox(policy);
            String message = "key scheme: expected one of ecdsa-sha2-nistp256, as settings.json says, got ed25519";
            assertThatThrownBy(() -> sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> sandbox.repository.stage(Scenario.delegation("dev", "*")))
                    .hasMessage(message);
            assertThatThrownBy(() -> Sandbox.init(
                            temporary.resolve("other"), Sandbox.FAST.withSettings(Settings.DEFAULT.withPolicy(policy))))
                    .hasMessage(message);
            sandbox.repository.rotate(RoleType.TIMESTAMP, new KeyRequest(1, 1, SignatureScheme.ECDSA_P256));
            sandbox.publish();
            sandbox.updatedClient();
        }
    }
}
