package dev.tufa.tuf.client.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.TargetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large artifacts go to the disk while they come. */
@Timeout(60)
class EarlySyncTest {
    private static final byte[] MEGABYTE = new byte[1 << 20];

    @TempDir
    Path folder;

    private final FaultyDisk disk = new FaultyDisk();

    private TargetStore.Incoming create() throws IOException {
        return new FileTargetStore(folder.resolve("targets"), disk).create("file");
    }

    private static void write(TargetStore.Incoming incoming, int megabytes) throws IOException {
        for (int i = 0; i < megabytes; i++) {
            incoming.stream().write(MEGABYTE);
        }
    }

    @Test
    void aSmallOneGoesThereAtItsEnd() throws Exception {
        try (TargetStore.Incoming incoming = create()) {
            write(incoming, 15);
            incoming.commit();
        }

        assertThat(disk.order).containsExactly("all");
    }

    @Test
    void aLargeOneIsBegunBeforeAndEndsAfterWhatWasBegun() throws Exception {
        disk.held = new CountDownLatch(1);
        try (TargetStore.Incoming incoming = create()) {
            write(incoming, 40); // one at a time: no other is begun while one has not ended
            disk.held.countDown();
            incoming.commit();
        }

        assertThat(disk.order).containsExactly("bytes", "bytes are there", "all");
        assertThat(folder.resolve("targets/file")).hasSize(40 << 20);
    }

    @Test
    void aFailureIsToldAtTheEndEvenIfTheDiskWorksAgain() throws Exception {
        try (TargetStore.Incoming incoming = create()) {
            disk.failing = true;
            write(incoming, 16);
            while (disk.order.isEmpty()) {
                Thread.sleep(1);
            }
            disk.failing = false;

            assertThatThrownBy(incoming::commit).isInstanceOf(IOException.class).hasMessage("the disk has failed");
        }

        assertThat(folder.resolve("targets/file")).doesNotExist();
    }

    @Test
    void whatIsGivenUpWaitsForWhatWasBegun() throws Exception {
        disk.held = new CountDownLatch(1);
        TargetStore.Incoming incoming = create();
        write(incoming, 16);
        Thread release = new Thread(() -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                // at once, then
            }
            disk.held.countDown();
        });
        release.start();

        incoming.close();

        release.join();
        assertThat(disk.order).containsExactly("bytes", "bytes are there");
        assertThat(Files.exists(folder.resolve("targets/file"))).isFalse();
    }
}
