package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names are any text: in URLs, in the cache folder and in the folder of artifacts they stay what and where they are. */
class NamesTest {
    private static final List<String> ODD_NAMES = List.of(
            "?",
            "#",
            "a?b#c",
            "/x",
            "../x",
            "../../x",
            "a/../../x",
            "..",
            ".",
            "...",
            ".hidden",
            "a.",
            "a ",
            " a",
            "a b",
            "a+b",
            "a%2fb",
            "%2e%2e",
            "100%",
            "a&b=c;d",
            "a\\b",
            "..\\x",
            "C:\\x",
            "C:",
            "a:b",
            "a*b",
            "\"quoted\"",
            "<tag>",
            "a|b",
            "~",
            "-rf",
            "\0",
            "a\0b",
            "a\nb",
            "\u001b[31mred",
            "\u202egpj.exe",
            "\u00fc",
            "u\u0308",
            "\u65e5\u672c",
            "\ud83d\ude00",
            "\ufb01",
            "ROOT",
            "Root",
            "TIMESTAMP",
            "root.json",
            "1.root",
            "root-history",
            ".lock",
            "con",
            "CON",
            "nul.txt",
            "aux",
            "com1",
            "LPT9.json",
            "constructor",
            "__proto__",
            "a".repeat(199),
            "a".repeat(200),
            "a".repeat(201),
            "a".repeat(300),
            "a".repeat(299) + "b",
            "\u00fc".repeat(300),
            "A".repeat(100));

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Installation client = new Installation(repository);
    private Path cache;
    private Path artifacts;

    @BeforeEach
    void makeFolders() throws Exception {
        cache = Files.createDirectories(folder.resolve("outer/cache"));
        artifacts = Files.createDirectories(folder.resolve("outer/artifacts"));
        FileMetadataStore store = new FileMetadataStore(cache);
        Updater.trust(repository.file("metadata/1.root.json"), store, client.clock);
        repository.takeRequests();
    }

    private Updater updater() {
        return client.builder()
                .metadataStore(new FileMetadataStore(cache))
                .targetStore(new FileTargetStore(artifacts))
                .build();
    }

    /** Every file below the temporary folder, by its path. */
    private Set<String> allFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Nested
    @DisplayName("names of roles")
    class Roles {
        @ParameterizedTest
        @FieldSource("dev.tufa.conformance.client.NamesTest#ODD_NAMES")
        void stayInTheCacheAndAreFoundThereAgain(String name) throws Exception {
            repository.targets().delegate(TestMetadata.aDelegation(name));
            repository.role(name).add("file", "content");
            repository.publish();
            updater().refresh();
            Set<String> before = allFiles();

            assertThat(updater().find("file").orElseThrow().role()).isEqualTo(name);

            Set<String> added = allFiles();
            added.removeAll(before);
            assertThat(added).hasSize(1).first().asString().matches("outer/cache/[-_.%~a-z0-9]{1,250}\\.json");
            repository.takeRequests();
            assertThat(updater().find("file")).isPresent();
            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
        }

        @Test
        void neverMeet() throws Exception {
            for (String name : ODD_NAMES) {
                String path = "file-" + ODD_NAMES.indexOf(name);
                repository.targets().delegate(TestMetadata.aDelegation(name).paths(path));
                repository.role(name).add(path, "content");
            }
            repository.publish();
            updater().list();

            try (Stream<Path> files = Files.list(cache)) {
                Set<String> names = files.map(
                                file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                        .filter(name -> name.endsWith(".json"))
                        .collect(Collectors.toSet());
                assertThat(names).hasSize(ODD_NAMES.size() + 4);
            }
            repository.takeRequests();
            assertThat(updater().list().found()).hasSize(ODD_NAMES.size());
            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ' ',
                quoteCharacter = '`',
                value = {
                    "plain plain",
                    "UPPER-lower_0.9~ UPPER-lower_0.9~",
                    "`a b` a%20b",
                    "a+b a%2Bb",
                    "a/b a%2Fb",
                    "../x ..%2Fx",
                    "a?b a%3Fb",
                    "a#b a%23b",
                    "a%2fb a%252fb",
                    "\u00fc %C3%BC",
                    "\ud83d\ude00 %F0%9F%98%80",
                    "a\\b a%5Cb",
                    "a&b=c a%26b%3Dc",
                    "a*b a%2Ab",
                    "a:b@c a%3Ab%40c",
                })
        void areOneSegmentOfUrls(String name, String segment) throws Exception {
            repository.targets().delegate(TestMetadata.aDelegation(name));
            repository.publish();
            updater().find("file");

            assertThat(repository.takeRequests()).endsWith("metadata/1." + segment + ".json");
        }

        @Test
        void areOneSegmentOfUrlsWithoutVersionsToo() throws Exception {
            repository.root().consistentSnapshot(false);
            repository.targets().delegate(TestMetadata.aDelegation("../a b"));
            repository.publish();
            updater().find("file");

            assertThat(repository.takeRequests()).endsWith("metadata/..%2Fa%20b.json");
        }
    }

    @Nested
    @DisplayName("target paths")
    class TargetPaths {
        static Stream<String> oddPaths() {
            return Stream.concat(
                    ODD_NAMES.stream(),
                    Stream.of(
                            "",
                            "/",
                            "//",
                            "a/",
                            "/a",
                            "a//b",
                            "a/./b",
                            "a/../b",
                            "../../../../../../tmp/escaped",
                            "/etc/passwd",
                            "..\\..\\x",
                            "con/aux/nul",
                            "a/.hidden/b",
                            ".artifacts.unfinished/1",
                            "../.artifacts.unfinished/1",
                            "x".repeat(150) + "/" + "y".repeat(150) + "/" + "z".repeat(150)));
        }

        @ParameterizedTest
        @MethodSource("oddPaths")
        void stayInTheFolderAndAreFoundThereAgain(String path) throws Exception {
            repository.targets().add(path, "content of " + path);
            repository.publish();
            Updater updater = updater();
            TargetFile target = updater.find(path).orElseThrow().target();
            Set<String> before = allFiles();

            Path file = updater.download(target);

            assertThat(file).startsWith(artifacts).hasContent("content of " + path);
            assertThat(file.normalize()).isEqualTo(file);
            Set<String> added = allFiles();
            added.removeAll(before);
            assertThat(added).containsExactly(folder.relativize(file).toString());
            repository.takeRequests();
            assertThat(updater().download(updater.find(path).orElseThrow().target()))
                    .isEqualTo(file);
            assertThat(repository.takeRequests()).isEmpty();
        }

        @Test
        void neverMeet() throws Exception {
            List<String> paths = List.of(
                    "a", "A", "a%41", "%41", "a b", "a%20b", "a+b", "b/c", "b%2fc", "b\\c", "\u00fc", "u\u0308", "%_",
                    "");
            for (String path : paths) {
                repository.targets().add(path, "content of " + path);
            }
            repository.publish();
            Updater updater = updater();
            for (String path : paths) {
                updater.download(updater.find(path).orElseThrow().target());
            }

            for (String path : paths) {
                assertThat(new FileTargetStore(artifacts).locate(path)).hasContent("content of " + path);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "file.txt, file.txt",
            "Release-1.0_RC1.tar.gz, Release-1.0_RC1.tar.gz",
            "dir/Sub Dir/libstdc++ (1).so, dir/Sub Dir/libstdc++ (1).so",
            "~user@host=x, ~user@host=x",
        })
        void areWhatPeopleExpect(String path, String file) {
            assertThat(new FileTargetStore(artifacts).locate(path)).isEqualTo(artifacts.resolve(file));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ' ',
                quoteCharacter = '`',
                value = {
                    "file.txt HASH.file.txt",
                    "dir/file.txt dir/HASH.file.txt",
                    "`a b.txt` HASH.a%20b.txt",
                    "100%.txt HASH.100%25.txt",
                    "a+b.txt HASH.a%2Bb.txt",
                    "a//b.txt a//HASH.b.txt",
                    "/a /HASH.a",
                    "a/ a/HASH.",
                    "a?b/c#d a%3Fb/HASH.c%23d",
                    "\u00fc/\ud83d\ude00 %C3%BC/HASH.%F0%9F%98%80",
                    "a\\b HASH.a%5Cb",
                })
        void keepTheirSegmentsInUrls(String path, String url) throws Exception {
            repository.targets().add(path, "content");
            repository.publish();
            Updater updater = updater();
            TargetFile target = updater.find(path).orElseThrow().target();
            repository.takeRequests();

            updater.download(target);

            assertThat(repository.takeRequests())
                    .containsExactly("targets/" + url.replace("HASH", Digests.sha256("content".getBytes(UTF_8))));
        }
    }

    @Nested
    @DisplayName("symbolic links")
    class Links {
        @BeforeEach
        void publish() {
            repository.targets().add("dir/file", "content");
            repository.publish();
        }

        private void download() throws Exception {
            Updater updater = updater();
            updater.download(updater.find("dir/file").orElseThrow().target());
        }

        @Test
        void inThePlaceOfAFolderAreRefused() throws Exception {
            Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            Files.createSymbolicLink(artifacts.resolve("dir"), elsewhere);

            assertThatThrownBy(this::download)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "%s: expected a file or folder of this store, got a symbolic link",
                            artifacts.resolve("dir"));
            assertThat(elsewhere).isEmptyDirectory();
        }

        @Test
        void inThePlaceOfAFileAreRefused() throws Exception {
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
            Files.createDirectory(artifacts.resolve("dir"));
            Files.createSymbolicLink(artifacts.resolve("dir/file"), elsewhere);

            assertThatThrownBy(this::download)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "%s: expected a file or folder of this store, got a symbolic link",
                            artifacts.resolve("dir/file"));
            assertThat(elsewhere).hasContent("precious");
        }

        @Test
        void toTheRightContentAreRefusedAsWell() throws Exception {
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "content");
            Files.createDirectory(artifacts.resolve("dir"));
            Files.createSymbolicLink(artifacts.resolve("dir/file"), elsewhere);

            assertThatThrownBy(this::download).hasMessageEndingWith("got a symbolic link");
        }

        @Test
        void mayBeTheFolderOfArtifactsItself() throws Exception {
            Path real = folder.resolve("outer/real");
            Files.move(artifacts, real);
            Files.createSymbolicLink(artifacts, real);

            download();

            assertThat(real.resolve("dir/file")).hasContent("content");
        }

        @Test
        void inThePlaceOfMetadataAreReplacedNotFollowed() throws Exception {
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
            for (String role : List.of("timestamp", "snapshot", "targets")) {
                Files.createSymbolicLink(cache.resolve(role + ".json"), elsewhere);
            }

            updater().refresh();

            assertThat(elsewhere).hasContent("precious");
            assertThat(Files.isSymbolicLink(cache.resolve("timestamp.json"))).isFalse();
        }

        @Test
        void inThePlaceOfTheLockAreRefused() throws Exception {
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
            Files.deleteIfExists(cache.resolve(".lock"));
            Files.createSymbolicLink(cache.resolve(".lock"), elsewhere);

            assertThatThrownBy(() -> updater().refresh()).isInstanceOf(IOException.class);
            assertThat(elsewhere).hasContent("precious");
        }
    }
}
