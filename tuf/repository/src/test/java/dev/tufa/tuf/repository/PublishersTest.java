package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.signing.KeyRing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that publish: side by side, stopped, and killed. */
class PublishersTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private Path folder;
    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        folder = temporary.resolve("repo");
        sandbox = Sandbox.init(folder);
    }

    @Test
    void oneThatIsStoppedPastItsLeaseIsRefusedWhenItGoesOn() throws Exception {
        Duration second = Duration.ofSeconds(1);
        try (PublishingProgram stopped = PublishingProgram.start(folder, "stopped", 100_000, second, "kept")) {
            List<String> accepted = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                accepted.add(stopped.accepted());
            }
            stopped.signal("STOP");
            Repository other = Repository.open(
                    folder, LeaseOptions.DEFAULT.withLength(second).withPatience(Duration.ofSeconds(30)));
            other.add(sandbox.file("of the other"), "other.txt", AddOptions.DEFAULT);
            try (KeyRing keys = other.unlock(Sandbox.passphrase())) {
                other.publish(other.plan(keys, Sandbox.START, PlanOptions.DEFAULT), Sandbox.START);
            }
            Map<String, String> left = Trees.digests(folder);
            assertThat(sandbox.updatedClient().download("other.txt")).isEqualTo("of the other");

            stopped.signal("CONT");
            accepted.addAll(stopped.allAccepted());
            assertThat(stopped.exitCode()).isEqualTo(PublishingProgram.FENCED);
            assertThat(Trees.digests(folder)).isEqualTo(left);
            PublishingProgram.requireAll(sandbox.updatedClient(), accepted);
            assertThat(sandbox.updatedClient().download("other.txt")).isEqualTo("of the other");
        }
    }

    @Test
    void twoAtOnceLoseNothing() throws Exception {
        int each = 8;
        List<String> accepted = new ArrayList<>();
        try (PublishingProgram one = PublishingProgram.start(folder, "one", each, MINUTE, "given back");
                PublishingProgram two = PublishingProgram.start(folder, "two", each, MINUTE, "given back")) {
            accepted.addAll(one.allAccepted());
            accepted.addAll(two.allAccepted());
            assertThat(one.exitCode()).isZero();
            assertThat(two.exitCode()).isZero();
        }
        assertThat(accepted).hasSize(2 * each);
        PublishingProgram.requireAll(sandbox.updatedClient(), accepted);
        assertThat(EpochFolders.number(Trees.epoch(folder))).isEqualTo(1);
    }

    @Test
    void oneThatIsKilledLosesNothingThatItAccepted() throws Exception {
        killed(20);
    }

    @Test
    @Tag("soak")
    void oneThatIsKilledFiveHundredTimesLosesNothingThatItAccepted() throws Exception {
        killed(500);
    }

    private void killed(int times) throws Exception {
        Random random = new Random(42);
        FolderClient client = sandbox.updatedClient(); // which refuses a version below the last one
        List<String> all = new ArrayList<>();
        long version = 1;
        for (int life = 0; life < times; life++) {
            List<String> accepted = new ArrayList<>();
            try (PublishingProgram program =
                    PublishingProgram.start(folder, "life" + life, 100_000, MINUTE, "given back")) {
                program.line();
                if (life % 2
                        == 0) { // in its second publication or one soon after; else, more often than not, in its first
                    accepted.add(program.accepted());
                    Thread.sleep(random.nextInt(60));
                } else {
                    Thread.sleep(random.nextInt(400));
                }
                program.signal("KILL");
                accepted.addAll(program.allAccepted());
            }
            client.update(Sandbox.START); // before anybody has repaired anything
            PublishingProgram.requireAll(client, accepted);
            long seen = client.stage().timestamp().version();
            assertThat(seen).isGreaterThanOrEqualTo(version + accepted.size());
            version = seen;
            all.addAll(accepted);
            RepositoryFolder read = new RepositoryFolder(folder, sandbox.disk);
            if (!read.isPublishing()) {
                assertThat(read.lastPublication()
                                .map(LastPublication::timestamp)
                                .orElse(1L))
                        .isEqualTo(version);
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(times / 2);
        sandbox.repository.recover();
        client.update(Sandbox.START);
        PublishingProgram.requireAll(client, all);
        assertThat(sandbox.repository.status().publication()).isEqualTo(Status.Publication.IDLE);
    }
}
