package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the disk of whoever holds a lease")
class FencedDiskTest {
    @TempDir
    Path temporary;

    private Path own;
    private FencedDisk disk;

    @BeforeEach
    void begin() throws IOException {
        own = Files.createDirectory(temporary.resolve("own"));
        disk = new FencedDisk(
                new LocalDisk(), own, "session", () -> new FencedException("folder", 1, 2, Optional.empty()));
    }

    @Test
    void makesLinksThroughItsDirectory() throws Exception {
        Path target = Files.createDirectory(temporary.resolve("target"));
        disk.symbolicLink(temporary.resolve("link"), Path.of("target"));
        disk.symbolicLink(own.resolve("link"), Path.of("../target"));
        assertThat(temporary.resolve("link").toRealPath()).isEqualTo(target.toRealPath());
        assertThat(own.resolve("link").toRealPath()).isEqualTo(target.toRealPath());
        assertThat(disk.list(own)).containsExactly(own.resolve("link"));
    }

    @Test
    void makesNoLinkInThePlaceOfAFile() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "kept");
        assertThatThrownBy(() -> disk.symbolicLink(file, Path.of("target")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("kept");
    }

    @Test
    void saysWhatFilesAreAndWhatLinksLeadTo() throws Exception {
        Path file = Files.write(temporary.resolve("file"), "text".getBytes(UTF_8));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), file);
        assertThat(disk.attributes(file).size()).isEqualTo(4);
        assertThat(disk.attributes(link).isRegularFile()).isTrue();
        assertThat(disk.attributes(link, LinkOption.NOFOLLOW_LINKS).isSymbolicLink())
                .isTrue();
    }

    @Test
    void doesNeitherWhenTheLeaseIsLost() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "text");
        Files.delete(own);
        assertThatThrownBy(() -> disk.symbolicLink(temporary.resolve("link"), Path.of("file")))
                .isInstanceOf(FencedException.class);
        assertThat(temporary.resolve("link")).doesNotExist();
        assertThatThrownBy(() -> disk.attributes(file)).isInstanceOf(FencedException.class);
    }
}
