package dev.tufa.conformance.client;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A repository that publishes at random, a client that follows it, and between them somebody who may hand out anything that was
 * ever published under any name, or break it. The client never goes back, and never believes what nobody signed.
 */
class ReplayTest {
    private static final int STEPS = 40;

    /** Every so many steps, nobody interferes. */
    private static final int PAUSE = 10;

    private static final List<String> ROLES = List.of("targets", "a", "b");

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    static LongStream manySeeds() {
        return LongStream.range(1000, 2000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverLeadsBack(long seed) throws Exception {
        new History(seed).run();
    }

    @ParameterizedTest
    @MethodSource("manySeeds")
    @Tag("soak")
    void neverLeadsBackHoweverOftenItIsTried(long seed) throws Exception {
        new History(seed).run();
    }

    /** One run; everything in it follows from the seed. */
    private static final class History {
        private final Random random;
        private final RepositorySimulator repository = new RepositorySimulator();
        private final Installation client = new Installation(repository);
        /** When each signed part was published. */
        private final Map<JsonValue, Integer> publishedAt = new HashMap<>();

        private final Map<String, Integer> storedAt = new TreeMap<>();
        private final Map<String, Set<String>> contents = new HashMap<>();
        /** The publications whose root took the snapshot key away: from there on the timestamp may begin anew (§5.3.11). */
        private final TreeSet<Integer> snapshotKeyRevokedAt = new TreeSet<>();

        private int publications;
        private int keys;

        History(long seed) {
            random = new Random(seed);
            repository.targets().delegate(aDelegation("a").paths("a/*"));
            repository.targets().delegate(aDelegation("b").paths("b/*"));
            repository.role("a");
            repository.role("b");
            publish();
        }

        void run() throws Exception {
            for (int step = 1; step <= STEPS; step++) {
                if (random.nextInt(3) == 0) {
                    change();
                    publish();
                }
                if (step % PAUSE == 0) {
                    repository.serveAll();
                    assertThat(update()).as("while nobody interferes").isTrue();
                    assertThat(client.store.read("timestamp")).contains(repository.file("metadata/timestamp.json"));
                } else {
                    attack();
                    update();
                }
                assertNothingWentBack();
            }
        }

        private void change() {
            switch (random.nextInt(8)) {
                case 0 -> repository.root().changed();
                case 1 -> repository.root().keys(RoleType.ROOT, 1, key("root " + keys++));
                case 2 -> repository.root().keys(RoleType.TIMESTAMP, 1, key("timestamp " + keys++));
                case 3 -> {
                    repository.root().keys(RoleType.SNAPSHOT, 1, key("snapshot " + keys++));
                    snapshotKeyRevokedAt.add(publications + 1);
                }
                case 4 -> {
                    repository.root().keys(RoleType.TARGETS, 1, key("targets " + keys++));
                    repository.targets().changed();
                }
                case 5 -> repository.pinning(random.nextBoolean());
                default -> {
                    String role = ROLES.get(random.nextInt(ROLES.size()));
                    String path = role + "/file";
                    String content = role + " in publication " + publications;
                    repository.role(role).add(path, content);
                    contents.computeIfAbsent(path, unused -> new HashSet<>()).add(content);
                }
            }
        }

        private void publish() {
            repository.publish();
            publications++;
            for (String file : repository.files()) {
                if (file.startsWith("metadata/")) {
                    for (byte[] bytes : repository.history(file)) {
                        publishedAt.putIfAbsent(signed(bytes), publications);
                    }
                }
            }
        }

        /** Has some files answered with others, or broken; the rest with what is right. */
        private void attack() {
            repository.serveAll();
            List<String> files = new ArrayList<>(repository.files());
            files.add("metadata/%d.root.json".formatted(repository.root().version() + 1));
            for (String file : files) {
                if (random.nextInt(4) == 0) {
                    repository.serve(file, fault(files.get(random.nextInt(files.size() - 1))));
                }
            }
            List<byte[]> timestamps = repository.history("metadata/timestamp.json");
            if (random.nextInt(2) == 0) {
                repository.serve(
                        "metadata/timestamp.json", Fault.bytes(timestamps.get(random.nextInt(timestamps.size()))));
            }
        }

        private Fault fault(String other) {
            List<byte[]> past = repository.history(other);
            byte[] bytes = past.get(random.nextInt(past.size()));
            return switch (random.nextInt(6)) {
                case 0 -> Fault.missing();
                case 1 -> Fault.unreachable().times(1 + random.nextInt(3));
                case 2 -> Fault.bytes(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
                case 3 -> {
                    byte[] broken = bytes.clone();
                    if (broken.length > 0) {
                        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    yield Fault.bytes(broken);
                }
                default -> Fault.bytes(bytes);
            };
        }

        /** Whether all of it succeeded; anything but a refusal or a failed transfer is an error of the client. */
        private boolean update() {
            try {
                Updater updater = client.builder().build();
                updater.refresh();
                for (String role : ROLES) {
                    String path = role + "/file";
                    var found = updater.find(path);
                    if (found.isPresent()) {
                        updater.download(found.get().target());
                    }
                    client.artifacts
                            .content(path)
                            .ifPresent(bytes -> assertThat(contents.get(path)).contains(new String(bytes, UTF_8)));
                }
                return true;
            } catch (IOException | TrustException e) {
                return false;
            }
        }

        private void assertNothingWentBack() {
            if (rise("root")) {
                storedAt.remove("timestamp");
            }
            client.store.roles().forEach(this::rise);
        }

        /** Asserts that a stored role was published, and not before what was stored last; whether a revocation came between. */
        private boolean rise(String role) {
            int before = storedAt.getOrDefault(role, 0);
            Integer at = publishedAt.get(signed(client.store.read(role).orElseThrow()));
            assertThat(at).as("%s was published", role).isNotNull();
            assertThat(at).as("publication of %s", role).isGreaterThanOrEqualTo(before);
            storedAt.put(role, at);
            return !snapshotKeyRevokedAt.subSet(before, false, at, true).isEmpty();
        }

        private static JsonValue signed(byte[] bytes) {
            try {
                JsonObject document = CanonicalJson.read(bytes, JsonLimits.DEFAULT);
                return document.member("signed").orElseThrow();
            } catch (JsonException e) {
                throw new AssertionError("not even JSON", e);
            }
        }
    }
}
