package dev.tufa.tuf.repository.signing.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The signer by rule")
class OnlineSignerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final SigningPolicy POLICY =
            new SigningPolicy("repo", Map.of(RoleType.SNAPSHOT, WEEK, RoleType.TARGETS, WEEK.multipliedBy(50)));
    private static final Map<String, Signer> KEYS = Map.of("key", new Signer() {
        @Override
        public Key key() {
            return Key.of("ed25519", "ed25519", "00");
        }

        @Override
        public String sign(JsonObject signed) {
            return "signature";
        }
    });

    @TempDir
    Path temporary;

    private Path file;

    @BeforeEach
    void name() {
        file = temporary.resolve("signing.log");
    }

    private OnlineSigner signer() throws Exception {
        return signer(NOW);
    }

    private OnlineSigner signer(Instant now) throws Exception {
        return OnlineSigner.open(
                POLICY,
                SigningLog.resume(new LocalDisk(), file, temporary.resolve("signing.mark")),
                Map.of("snapshot", 3L),
                now);
    }

    private static Signed snapshot(long version, Instant expires) {
        return new Snapshot(Header.of(version, expires), Map.of());
    }

    private static SigningRequest request(long version, Instant expires) {
        return new SigningRequest("repo", "snapshot", snapshot(version, expires));
    }

    private static void assertRefused(OnlineSigner signer, SigningRequest request, String message) {
        assertThatThrownBy(() -> signer.sign(request, KEYS))
                .isInstanceOf(SigningRefusedException.class)
                .hasMessage(message);
    }

    @Test
    void signsTheNextVersion() throws Exception {
        OnlineSigner signer = signer();
        assertThat(signer.sign(request(4, NOW.plus(WEEK)), KEYS)).isEqualTo(Map.of("key", "signature"));
        signer.commit();
        assertThat(signer().lastVersion("snapshot")).isEqualTo(4);
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {
        @Test
        void aVersionThatIsPublished() throws Exception {
            assertRefused(signer(), request(3, NOW), "signer: snapshot: expected version > 3, got 3");
        }

        @Test
        void aVersionThatWasSignedWithOtherContentNowOrBefore() throws Exception {
            OnlineSigner signer = signer();
            signer.sign(request(9, NOW), KEYS);
            String message = "signer: snapshot: expected version > 9, got 9";
            assertRefused(signer, request(9, NOW.plusSeconds(1)), message);
            signer.commit();
            assertRefused(signer, request(9, NOW.plusSeconds(1)), message);
            assertRefused(signer(), request(9, NOW.plusSeconds(1)), message);
            assertRefused(signer(), request(8, NOW), "signer: snapshot: expected version > 9, got 8");
        }

        @Test
        void anExpiryBeyondTheLifetime() throws Exception {
            assertRefused(
                    signer(),
                    request(4, NOW.plus(WEEK).plusSeconds(1)),
                    "signer: snapshot: expected expiry by 2030-01-08T00:00:00Z, got 2030-01-08T00:00:01Z");
        }

        @Test
        void anotherRepository() throws Exception {
            assertRefused(
                    signer(),
                    new SigningRequest("other", "snapshot", snapshot(4, NOW)),
                    "signer: expected repository repo, got other");
        }

        @Test
        void aTypeThatItIsNotForAndATypeUnderAnothersName() throws Exception {
            Signed targets = Targets.of(Header.of(1, NOW), List.of(), Optional.empty());
            assertRefused(
                    signer(),
                    new SigningRequest("repo", "snapshot", targets),
                    "signer: expected a document of role snapshot, got one of type targets");
            assertRefused(
                    signer(),
                    new SigningRequest("repo", "dev", snapshot(4, NOW)),
                    "signer: expected a document of role dev, got one of type snapshot");
            assertRefused(
                    signer(),
                    new SigningRequest("repo", "timestamp", targets),
                    "signer: expected a document of role timestamp, got one of type targets");
            assertThat(signer().sign(new SigningRequest("repo", "dev", targets), KEYS))
                    .hasSize(1);
        }

        @Test
        void theLogOfAnotherRepository() throws Exception {
            signer();
            assertThatThrownBy(() -> OnlineSigner.open(
                            new SigningPolicy("other", Map.of()),
                            SigningLog.open(new LocalDisk(), file),
                            Map.of(),
                            NOW))
                    .isInstanceOf(SigningRefusedException.class)
                    .hasMessage("signing log: expected one of repository other, got one of repo");
        }
    }

    @Test
    void signsTheVerySameAgain() throws Exception {
        OnlineSigner signer = signer();
        signer.sign(request(4, NOW), KEYS);
        signer.sign(request(4, NOW), KEYS);
        signer.commit();
        assertThat(signer().sign(request(4, NOW), KEYS)).hasSize(1);
    }

    @Test
    void forgetsWhatWasNeverCommitted() throws Exception {
        signer().sign(request(4, NOW), KEYS);
        assertThat(signer().lastVersion("snapshot")).isEqualTo(3);
    }

    @Test
    void writesAllOfAPlanWithOneSync() throws Exception {
        RecordingDisk disk = new RecordingDisk(temporary);
        OnlineSigner signer = OnlineSigner.open(POLICY, SigningLog.open(disk, file), Map.of(), NOW);
        int before = disk.operations().size();
        for (int bin = 0; bin < 16_384; bin++) {
            Signed targets = Targets.of(Header.of(1, NOW), List.of(), Optional.empty());
            signer.sign(new SigningRequest("repo", "bin-" + bin, targets), KEYS);
        }
        signer.commit();
        assertThat(disk.operations()).hasSize(before + 2);
        assertThat(signer().lastVersion("bin-16383")).isEqualTo(1);
    }

    @Nested
    @DisplayName("the log")
    class Log {
        private List<String> lines() throws Exception {
            OnlineSigner signer = signer();
            for (int version = 4; version < 9; version++) {
                signer.sign(request(version, NOW), KEYS);
            }
            signer.commit();
            return new ArrayList<>(Files.readAllLines(file));
        }

        private void assertBroken(List<String> lines, String message) throws Exception {
            Files.writeString(file, String.join("\n", lines) + "\n");
            assertThatThrownBy(() -> SigningLog.open(new LocalDisk(), file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(message);
        }

        @Test
        void saysAfterWhichLineItWasChanged() throws Exception {
            List<String> lines = lines();
            lines.set(2, lines.get(2).replace("\"version\":5", "\"version\":4"));
            assertBroken(lines, "signing.log: line 4: previous: expected ");
        }

        @Test
        void saysWhereALineIsMissing() throws Exception {
            List<String> lines = lines();
            lines.remove(3);
            assertBroken(lines, "signing.log: line 4: previous: expected ");
        }

        @Test
        void saysWhereTwoLinesWereSwapped() throws Exception {
            List<String> lines = lines();
            lines.add(1, lines.remove(2));
            assertBroken(lines, "signing.log: line 2: previous: expected ");
        }

        @Test
        void saysWhichLineIsNoJson() throws Exception {
            List<String> lines = lines();
            lines.set(4, "x");
            assertBroken(lines, "signing.log: line 5: ");
        }

        @Test
        void readsAsWrittenAndIsForItsOwnerAlone() throws Exception {
            lines();
            List<SigningRecord> records = new ArrayList<>();
            SigningLog.open(new LocalDisk(), file, records::add);
            assertThat(records).extracting(SigningRecord::version).containsExactly(4L, 5L, 6L, 7L, 8L);
            assertThat(records.get(0).keyIds()).containsExactly("key");
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        }

        @Test
        void overwritesWhatACrashLeftOfALine() throws Exception {
            lines();
            byte[] whole = Files.readAllBytes(file);
            for (int survives = 0; survives < 2; survives++) {
                Files.write(file, whole);
                OnlineSigner dying = OnlineSigner.open(
                        POLICY,
                        SigningLog.open(CrashingDisk.after(survives, CrashingDisk.Failure.KILL_HALF_WRITTEN), file),
                        Map.of(),
                        NOW);
                dying.sign(request(20, NOW), KEYS);
                assertThatThrownBy(dying::commit).isInstanceOf(CrashingDisk.Killed.class);
                OnlineSigner next = signer();
                assertThat(next.lastVersion("snapshot")).isEqualTo(survives == 0 ? 8 : 20);
                next.sign(request(21, NOW), KEYS);
                next.commit();
                assertThat(signer().lastVersion("snapshot")).isEqualTo(21);
            }
        }
    }

    @Test
    void neverBreaksItsRuleHoweverItIsAsked() throws Exception {
        random(20_000, 42);
    }

    @Test
    @Tag("jazzer")
    void neverBreaksItsRuleInAMillionRequests() throws Exception {
        random(1_000_000, System.nanoTime());
    }

    private void random(int requests, long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, SigningPolicy.LastSigned> lastGiven = new HashMap<>();
        Instant now = NOW;
        OnlineSigner signer = signer(now);
        lastGiven.put("snapshot", new SigningPolicy.LastSigned(3, ""));
        int given = 0;
        for (int i = 0; i < requests; i++) {
            if (random.nextInt(2000) == 0) {
                signer.commit();
                now = now.plusSeconds(random.nextInt(100_000));
                signer = signer(now);
            }
            String role = random.nextInt(3) == 0 ? "snapshot" : "bin-" + random.nextInt(20);
            long last = lastGiven
                    .getOrDefault(role, new SigningPolicy.LastSigned(0, ""))
                    .version();
            long version = Math.max(1, last + random.nextInt(5) - 2);
            boolean isSnapshot = random.nextInt(20) == 0 ? random.nextBoolean() : role.equals("snapshot");
            Duration lifetime = isSnapshot ? WEEK : WEEK.multipliedBy(50);
            Instant expires = now.plus(lifetime).plusSeconds(random.nextInt(20) - 15);
            Signed document = isSnapshot
                    ? snapshot(version, expires)
                    : Targets.of(Header.of(version, expires), List.of(), Optional.empty());
            String repository = random.nextInt(50) == 0 ? "other" : "repo";
            SigningRequest request = new SigningRequest(repository, role, document);
            try {
                signer.sign(request, KEYS);
            } catch (SigningRefusedException e) {
                continue;
            }
            given++;
            assertThat(repository).isEqualTo("repo");
            assertThat(isSnapshot).isEqualTo(role.equals("snapshot"));
            assertThat(expires.isAfter(now.plus(lifetime))).isFalse();
            if (version <= last) {
                assertThat(new SigningPolicy.LastSigned(version, request.sha256()))
                        .isEqualTo(lastGiven.get(role));
            }
            lastGiven.put(role, new SigningPolicy.LastSigned(version, request.sha256()));
        }
        assertThat(given).isBetween(requests / 10, requests * 9 / 10);
    }
}
