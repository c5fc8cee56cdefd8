package dev.tufa.conformance.faults;

import static dev.tufa.testkit.TestMetadata.aDelegatedTargets;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.conformance.client.MemoryFolder;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.tuf.client.MissingRootException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cache that was damaged heals by itself, and never makes a client believe what nobody signed. */
class BrokenCacheTest {
    private static final List<String> ROLES = List.of("timestamp", "snapshot", "targets", "a");

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private DiskClient client;

    @BeforeEach
    void fillTheCache() throws Exception {
        repository.root().changed();
        repository.targets().delegate(aDelegation("a"));
        repository.role("a").add("file", "content");
        repository.publish();
        client = DiskClient.of(folder, repository);
        client.update("file");
        repository.takeRequests();
    }

    /** What can become of a file. */
    enum Damage {
        EMPTY {
            @Override
            void to(Path file, String role) throws IOException {
                Files.write(file, new byte[0]);
            }
        },
        GARBAGE {
            @Override
            void to(Path file, String role) throws IOException {
                Files.write(file, new byte[] {(byte) 0xFF, 0, 1, 2, 3});
            }
        },
        ZEROS {
            @Override
            void to(Path file, String role) throws IOException {
                Files.write(file, new byte[(int) Files.size(file)]);
            }
        },
        TRUNCATED {
            @Override
            void to(Path file, String role) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        OTHER_JSON {
            @Override
            void to(Path file, String role) throws IOException {
                Files.writeString(file, "{\"signed\":null,\"signatures\":[null]}");
            }
        },
        /** As if to keep the client from everything that comes. */
        UNSIGNED_HIGH_VERSION {
            @Override
            void to(Path file, String role) throws IOException {
                String text = Files.readString(file, UTF_8);
                Files.writeString(file, text.replaceFirst("\"version\":[0-9]+", "\"version\":999999"), UTF_8);
            }
        },
        SIGNED_BY_A_STRANGER {
            @Override
            void to(Path file, String role) throws IOException {
                var stranger = TestKeys.key("stranger");
                Files.write(
                        file,
                        switch (role) {
                            case "root" -> aRoot().version(999_999).unsigned().build();
                            case "timestamp" ->
                                aTimestamp().version(999_999).signedBy(stranger).build();
                            case "snapshot" ->
                                aSnapshot().version(999_999).signedBy(stranger).build();
                            case "targets" ->
                                aTargets().version(999_999).signedBy(stranger).build();
                            default ->
                                aDelegatedTargets(role)
                                        .version(999_999)
                                        .signedBy(stranger)
                                        .build();
                        });
            }
        },
        ANOTHER_ROLES_FILE {
            @Override
            void to(Path file, String role) throws IOException {
                Path other = file.resolveSibling(role.equals("timestamp") ? "snapshot.json" : "timestamp.json");
                Files.write(file, Files.readAllBytes(other));
            }
        },
        HUGE {
            @Override
            void to(Path file, String role) throws IOException {
                try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
                    channel.position(3L << 30);
                    channel.write(ByteBuffer.wrap(new byte[1]));
                }
            }
        },
        MISSING {
            @Override
            void to(Path file, String role) throws IOException {
                Files.delete(file);
            }
        },
        LINK_TO_ITSELF {
            @Override
            void to(Path file, String role) throws IOException {
                Files.delete(file);
                Files.createSymbolicLink(file, file);
            }
        },
        LINK_TO_A_DEVICE {
            @Override
            void to(Path file, String role) throws IOException {
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
        };

        abstract void to(Path file, String role) throws IOException;
    }

    static Stream<Arguments> damages() {
        return ROLES.stream().flatMap(role -> Arrays.stream(Damage.values()).map(damage -> Arguments.of(role, damage)));
    }

    private void assertWhole() throws IOException {
        client.assertCacheIsThatOf(repository, repository.root().version(), "targets", "a");
    }

    @Nested
    @DisplayName("a role's file")
    class RoleFile {
        @ParameterizedTest
        @MethodSource("dev.tufa.conformance.faults.BrokenCacheTest#damages")
        void isFetchedAnew(String role, Damage damage) throws Exception {
            damage.to(client.cache.resolve(role + ".json"), role);

            client.update("file");

            assertWhole();
            assertThat(repository.takeRequests()).hasSizeLessThanOrEqualTo(3);
        }

        @ParameterizedTest
        @MethodSource("dev.tufa.conformance.faults.BrokenCacheTest#damages")
        void isReplacedWhenThereIsANewerOne(String role, Damage damage) throws Exception {
            damage.to(client.cache.resolve(role + ".json"), role);
            repository.targets().changed();
            repository.role("a").changed();
            repository.publish();

            client.update("file");

            assertWhole();
        }

        @ParameterizedTest
        @EnumSource
        void isReplacedWhenAllAreDamagedAtOnce(Damage damage) throws Exception {
            for (String role : ROLES) {
                if (damage != Damage.ANOTHER_ROLES_FILE) {
                    damage.to(client.cache.resolve(role + ".json"), role);
                }
            }

            client.update("file");

            assertWhole();
        }
    }

    @Nested
    @DisplayName("the root")
    class Root {
        private Path root() {
            return client.cache.resolve("root.json");
        }

        @ParameterizedTest
        @EnumSource
        void isTakenFromThoseThatWereKept(Damage damage) throws Exception {
            damage.to(root(), "root");

            client.update("file");

            assertWhole();
            assertThat(repository.takeRequests()).startsWith("metadata/3.root.json");
        }

        @ParameterizedTest
        @EnumSource
        void isTakenFromAnOlderOneWhenTheNewestIsDamagedToo(Damage damage) throws Exception {
            damage.to(root(), "root");
            Files.writeString(client.cache.resolve("root-history/2.root.json"), "{");

            client.update("file");

            assertWhole();
            assertThat(client.cache.resolve("root-history/2.root.json"))
                    .hasBinaryContent(repository.file("metadata/2.root.json"));
        }

        @Test
        void isTakenFromTheOldestOneIfItWasPublishedSince() throws Exception {
            repository.root().keys(RoleType.ROOT, 1, TestKeys.key("new root"));
            repository.publish();
            Files.delete(root());
            Files.delete(client.cache.resolve("root-history/2.root.json"));

            client.update("file");

            assertWhole();
        }

        @Test
        void isAnErrorWhenNoneIsWhole() throws Exception {
            Files.writeString(root(), "{");
            for (long version : new long[] {1, 2}) {
                Files.writeString(client.cache.resolve("root-history/" + version + ".root.json"), "{");
            }

            assertThatThrownBy(() -> client.update())
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("root.json: expected a complete document, got only its beginning");
            assertThat(repository.takeRequests()).isEmpty();
        }

        @Test
        void isAnErrorWhenNoneIsLeft() throws Exception {
            Files.delete(root());
            for (long version : new long[] {1, 2}) {
                Files.delete(client.cache.resolve("root-history/" + version + ".root.json"));
            }

            assertThatThrownBy(() -> client.update())
                    .isInstanceOf(MissingRootException.class)
                    .hasMessage("root.json: expected a trusted root in the metadata store, got none");
        }

        @ParameterizedTest
        @EnumSource
        void thatIsKeptIsMendedFromTheOneInUse(Damage damage) throws Exception {
            Path kept = client.cache.resolve("root-history/2.root.json");
            if (damage == Damage.ANOTHER_ROLES_FILE) {
                Files.write(kept, Files.readAllBytes(client.cache.resolve("timestamp.json")));
            } else {
                damage.to(kept, "root");
            }

            client.update("file");

            assertThat(kept).hasBinaryContent(repository.file("metadata/2.root.json"));
        }

        @Test
        void isNotLookedForUnderNamesThatAreNone() throws Exception {
            Path history = client.cache.resolve("root-history");
            for (String name : List.of(
                    "0.root.json", "01.root.json", "-1.root.json", "x.root.json", "9999999999999999999999.root.json")) {
                Files.writeString(history.resolve(name), "{");
            }
            Files.delete(root());

            client.update("file");

            assertWhole();
        }
    }

    @Nested
    @DisplayName("what else may be in the folder")
    class Strangers {
        @Test
        void doesNotMatter() throws Exception {
            Files.writeString(client.cache.resolve("notes.txt"), "a note");
            Files.writeString(client.cache.resolve("b.json"), "{");
            Files.createDirectory(client.cache.resolve("folder.json"));

            client.update("file");

            assertWhole();
            assertThat(client.cache.resolve("notes.txt")).hasContent("a note");
        }

        @Test
        void isRemovedIfAKilledProcessLeftIt() throws Exception {
            Files.writeString(client.cache.resolve(".4711-123.tmp"), "{");
            Files.writeString(client.cache.resolve("root-history/.4711-124.tmp"), "{");

            client.update();

            assertThat(client.leftovers()).isEmpty();
        }

        @Test
        void isRemovedFromBesideTheArtifactsToo() throws Exception {
            Path unfinished = Files.createDirectory(folder.resolve(".artifacts.unfinished"));
            Files.writeString(unfinished.resolve("4711-123"), "half of an art");
            repository.role("a").add("file", "new content");
            repository.publish();

            client.update("file");

            assertThat(client.leftovers()).isEmpty();
            assertThat(client.artifact("file")).isEqualTo("new content");
        }
    }
}
