package dev.tufa.tuf.repository.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
    private final Disk disk = new LocalDisk();

    @TempDir
    Path temporary;

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aPrivateFileIsPrivateWhileItIsWritten() throws Exception {
        Path file = temporary.resolve("key.pem");
        List<String> seen = new ArrayList<>();
        InputStream watching = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public long transferTo(OutputStream out) throws IOException {
                seen.add(permissions(file));
                return super.transferTo(out);
            }
        };
        disk.create(file, watching, Access.PRIVATE);
        assertThat(seen).containsExactly("rw-------");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void aPrivateDirectoryIsForItsOwner() throws Exception {
        disk.makeDirectory(temporary.resolve("keys"), Access.PRIVATE);
        assertThat(permissions(temporary.resolve("keys"))).isEqualTo("rwx------");
    }

    @Test
    void aFileThatExistsIsNotCreated() throws Exception {
        Path file = Files.writeString(temporary.resolve("a"), "first");
        assertThatThrownBy(() -> disk.create(file, content("second"), Access.PUBLIC))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("first");
    }

    @Test
    void aNameThatExistsIsNotLinked() throws Exception {
        Path first = Files.writeString(temporary.resolve("a"), "first");
        Path second = Files.writeString(temporary.resolve("b"), "second");
        assertThatThrownBy(() -> disk.link(first, second)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(second).hasContent("second");
    }

    @Test
    void linksLeadWhereTheyAreToldAndAreNotReplaced() throws Exception {
        Path directory = Files.createDirectory(temporary.resolve("directory"));
        Path file = Files.writeString(directory.resolve("a"), "first");
        Path link = temporary.resolve("link");
        disk.symbolicLink(link, Path.of("directory"));
        assertThat(link.resolve("a")).hasContent("first");
        assertThat(disk.attributes(link).isDirectory()).isTrue();
        assertThat(disk.attributes(link, LinkOption.NOFOLLOW_LINKS).isSymbolicLink())
                .isTrue();
        assertThat(disk.attributes(file).size()).isEqualTo(5);
        assertThatThrownBy(() -> disk.symbolicLink(link, Path.of("elsewhere")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.attributes(temporary.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void filesAndDirectoriesCanBeSynced() throws Exception {
        disk.sync(Files.writeString(temporary.resolve("a"), "first"));
        disk.sync(temporary);
    }

    @Test
    void entriesAreListedByName() throws Exception {
        for (String name : List.of("b", "c", "a")) {
            Files.writeString(temporary.resolve(name), name);
        }
        assertThat(disk.list(temporary))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("a", "b", "c");
        assertThat(disk.list(temporary.resolve("none"))).isEmpty();
        assertThatThrownBy(() -> disk.list(temporary.resolve("a"))).isInstanceOf(NotDirectoryException.class);
    }

    @Nested
    @DisplayName("files that are whole or absent")
    class Durable {
        private final DurableFiles files = new DurableFiles(disk);

        @Test
        void aFileIsCreatedOnce() throws Exception {
            Path file = temporary.resolve("a");
            files.create(file, content("first"), Access.PUBLIC);
            assertThatThrownBy(() -> files.create(file, content("second"), Access.PUBLIC))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(file).hasContent("first");
        }

        @Test
        void whatACrashHasLeftIsNoObstacle() throws Exception {
            Files.writeString(temporary.resolve(".tufa.tmp"), "half a fi");
            files.create(temporary.resolve("a"), content("whole"), Access.PUBLIC);
            assertThat(disk.list(temporary)).containsExactly(temporary.resolve("a"));
            assertThat(temporary.resolve("a")).hasContent("whole");
        }

        @Test
        void aFileIsReplaced() throws Exception {
            Path file = temporary.resolve("a");
            files.replace(file, "first".getBytes(UTF_8), Access.PRIVATE);
            files.replace(file, "second".getBytes(UTF_8), Access.PRIVATE);
            assertThat(file).hasContent("second");
            assertThat(permissions(file)).isEqualTo("rw-------");
        }

        @Test
        void directoriesAreMadeAllTheWay() throws Exception {
            files.makeDirectories(temporary.resolve("a/b/c"), Access.PUBLIC);
            files.makeDirectories(temporary.resolve("a/b/c"), Access.PUBLIC);
            assertThat(temporary.resolve("a/b/c")).isDirectory();
        }

        @Test
        void aFileSystemWithoutLinksStillWritesOnce() throws Exception {
            DurableFiles without = new DurableFiles(new DiskWithoutLinks());
            Path file = temporary.resolve("a");
            without.create(file, content("first"), Access.PUBLIC);
            assertThatThrownBy(() -> without.create(file, content("second"), Access.PUBLIC))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(file).hasContent("first");
        }
    }
}
