package dev.tufa.apt.publish.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a file that is written bit by bit")
class AppendedFileTest {
    private static final int PART = 1 << 18;

    @TempDir
    Path temporary;

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PART - 1, PART, PART + 1, 2 * PART, 3 * PART + 5})
    void hasWhatWasWritten(int length) throws Exception {
        byte[] content = content(length);
        Path file = temporary.resolve("file");
        try (OutputStream out = new AppendedFile(CrashingDisk.counting(), file, Access.PUBLIC)) {
            out.write(content[0]);
            for (int from = 1; from < length; ) {
                int count = Math.min(length - from, 1 + from % 100_003);
                out.write(content, from, count);
                from += count;
            }
        }
        assertThat(file).hasBinaryContent(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void isNotThereIfNothingWas() throws Exception {
        Path file = temporary.resolve("file");
        new AppendedFile(CrashingDisk.counting(), file, Access.PUBLIC).close();
        assertThat(file).doesNotExist();
    }

    @Test
    void endsWhereTheDiskIsFull() throws Exception {
        byte[] content = content(3 * PART);
        Path file = temporary.resolve("file");
        OutputStream out = new AppendedFile(CrashingDisk.after(1, Failure.FULL), file, Access.PUBLIC);
        assertThatThrownBy(() -> out.write(content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        assertThat(file).hasBinaryContent(Arrays.copyOf(content, PART + PART / 2));
    }
}
