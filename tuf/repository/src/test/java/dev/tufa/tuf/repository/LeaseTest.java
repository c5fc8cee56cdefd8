package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.storage.DiskWithoutLinks;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    Path temporary;

    private Path folder;
    private Sandbox sandbox;

    @BeforeEach
    void aRepository() throws Exception {
        folder = temporary.resolve("repo");
        sandbox = Scenario.begin(folder);
    }

    private void requireGoesOn(Path repository) throws Exception {
        Sandbox next = Sandbox.open(repository);
        next.add("b.txt", "new");
        next.publish();
        assertThat(next.updatedClient().download("a.txt")).isEqualTo("old");
        assertThat(next.updatedClient().download("b.txt")).isEqualTo("new");
    }

    @Test
    void costsNoWaitForTheDisk() throws Exception {
        RecordingDisk disk = new RecordingDisk(folder);
        Repository repository = Repository.open(folder, disk);
        repository.hold().close();
        assertThat(disk.operations())
                .hasSize(2)
                .noneMatch(done -> done.toString().startsWith("Sync"));
    }

    @Test
    void isKeptOverManyCallsAndThenGivenBack() throws Exception {
        Repository other = Repository.open(folder, LeaseOptions.DEFAULT.withPatience(Duration.ZERO));
        try (RepositoryHold hold = sandbox.repository.hold()) {
            sandbox.add("b.txt", "new");
            assertThatThrownBy(other::unstage)
                    .isInstanceOfSatisfying(
                            LockedException.class, e -> assertThat(e.holder()).contains(hold.holder()));
        }
        other.unstage();
        assertThat(sandbox.repository.status().staged()).isEmpty();
    }

    @Test
    void isRenewedAsLongAsItIsHeld() throws Exception {
        Repository slow = Repository.open(folder, LeaseOptions.DEFAULT.withLength(Duration.ofMillis(300)));
        List<LeaseHolder> waitedFor = new ArrayList<>();
        Repository other = Repository.open(
                folder,
                LeaseOptions.DEFAULT.withPatience(Duration.ofMillis(900)).onWaiting(waitedFor::add));
        try (RepositoryHold hold = slow.hold()) {
            assertThatThrownBy(other::unstage).isInstanceOf(LockedException.class);
            assertThat(waitedFor)
                    .extracting(LeaseHolder::since)
                    .containsExactly(hold.holder().since());
        }
    }

    /** The clock of whoever waits is a day behind. */
    @Test
    void thatIsNotRenewedExpiresWhateverTheClockSays() throws Exception {
        RepositoryHold hold = Repository.open(folder, LeaseOptions.DEFAULT.withLength(Duration.ofHours(1)))
                .hold();
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        Path lease = Trees.epoch(folder).resolve("lease");
        Files.writeString(lease, Files.readString(lease).replaceFirst("3600000", "200"));
        Repository other = Repository.open(
                folder,
                LeaseOptions.DEFAULT.withPatience(Duration.ofSeconds(30)).withClock(behind));
        other.unstage();
        assertThatThrownBy(hold::close).isInstanceOfSatisfying(FencedException.class, e -> {
            assertThat(e.epoch()).isEqualTo(1);
            assertThat(e.presentEpoch()).isEqualTo(2);
        });
    }

    @Test
    void ofAnOperatorsChoiceIsTakenAtOnce() throws Exception {
        RepositoryHold hold = sandbox.repository.hold();
        assertThat(Repository.breakLease(folder, LeaseOptions.DEFAULT)).contains(hold.holder());
        requireGoesOn(folder);
        assertThatThrownBy(hold::close).isInstanceOf(FencedException.class);
        assertThat(Repository.breakLease(folder, LeaseOptions.DEFAULT)).isEmpty();
        assertThat(sandbox.disk.list(folder.resolve("journal"))).hasSize(1);
    }

    @Test
    void beginsInARepositoryFromBeforeThereWereEpochs() throws Exception {
        Optional<LastPublication> last = new RepositoryFolder(folder, sandbox.disk).lastPublication();
        Path epoch = Trees.epoch(folder);
        Files.move(epoch.resolve("log"), folder.resolve("journal/log"));
        Trees.delete(epoch);
        assertThat(new RepositoryFolder(folder, sandbox.disk).lastPublication()).isEqualTo(last);
        Sandbox.open(folder).repository.unstage();
        assertThat(new RepositoryFolder(folder, sandbox.disk).lastPublication()).isEqualTo(last);
        assertThat(folder.resolve("journal/log")).doesNotExist();
        requireGoesOn(folder);
    }

    @Test
    void beginsAnewWhereTheJournalIsLost() throws Exception {
        Trees.delete(folder.resolve("journal"));
        requireGoesOn(folder);
    }

    /** Copying makes two files of one with two names. */
    @Test
    void losesNothingOfWhatWasSignedInACopy() throws Exception {
        sandbox.add("c.txt", "c");
        sandbox.publish();
        Path copy = Trees.copy(folder, temporary.resolve("copy"));
        int signed = sandbox.repository.signingLog().size();
        requireGoesOn(copy);
        assertThat(Sandbox.open(copy).repository.signingLog()).hasSizeGreaterThan(signed);
        Files.copy(
                folder.resolve("keys/signing.log"),
                Files.createDirectories(temporary.resolve("backup")).resolve("signing.log"));
        requireGoesOnWithBackup(copy);
    }

    private void requireGoesOnWithBackup(Path copy) throws Exception {
        int signed = Sandbox.open(copy).repository.signingLog().size();
        Path log = copy.resolve("keys/signing.log");
        Files.delete(log);
        Files.copy(temporary.resolve("backup/signing.log"), log);
        Sandbox next = Sandbox.open(copy);
        next.add("d.txt", "d");
        next.publish();
        assertThat(next.repository.signingLog()).hasSizeGreaterThan(signed);
    }

    @Test
    void isPossibleOnAFileSystemWithoutHardLinks() throws Exception {
        Sandbox without = Sandbox.open(folder, new DiskWithoutLinks());
        without.add("b.txt", "new");
        without.publish();
        RepositoryHold hold = without.repository.hold();
        assertThat(new RepositoryFolder(folder, new DiskWithoutLinks()).breakLease())
                .contains(hold.holder());
        assertThatThrownBy(without.repository::unstage).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> without.add("c.txt", "c")).isInstanceOf(FencedException.class);
        Sandbox next = Sandbox.open(folder, new DiskWithoutLinks());
        next.add("d.txt", "d");
        next.publish();
        assertThat(next.updatedClient().download("b.txt")).isEqualTo("new");
        assertThat(next.updatedClient().download("d.txt")).isEqualTo("d");
    }
}
