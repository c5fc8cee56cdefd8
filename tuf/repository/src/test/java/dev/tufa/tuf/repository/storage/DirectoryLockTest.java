package dev.tufa.tuf.repository.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path temporary;

    @Test
    void oneAtATimeHoldsTheLock() throws Exception {
        try (DirectoryLock first = DirectoryLock.tryHold(temporary).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(DirectoryLock.tryHold(temporary)).isEmpty();
            assertThat(DirectoryLock.tryHold(temporary.resolve("."))).isEmpty();
        }
        DirectoryLock.tryHold(temporary).orElseThrow().close();
    }

    @Test
    void anotherProcessIsRefusedAlsoAfterThisOneWasRefusedASecondLock() throws Exception {
        try (DirectoryLock first = DirectoryLock.tryHold(temporary).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(DirectoryLock.tryHold(temporary)).isEmpty();
            assertThat(LockProbe.another(temporary)).isFalse();
        }
        assertThat(LockProbe.another(temporary)).isTrue();
    }
}
