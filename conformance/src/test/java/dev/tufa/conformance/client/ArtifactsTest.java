package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.TargetNaming;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An artifact is what its description says, or it is not there. */
class ArtifactsTest {
    private final RepositorySimulator repository = new RepositorySimulator();
    private final Installation client = new Installation(repository);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static TargetFile described(long length, Map<String, String> hashes) {
        return TargetFile.of("file", length, new Hashes(hashes));
    }

    /** Publishes an artifact under a description that may be wrong. */
    private void publish(TargetFile target, String content) {
        repository.targets().add(target, bytes(content));
        repository.publish();
    }

    private void publish(String content) {
        repository.targets().add("file", content);
        repository.publish();
    }

    /** The name under which the server has the artifact. */
    private static String served(String content) {
        return "targets/" + Digests.sha256(bytes(content)) + ".file";
    }

    private void assertNothingTaken() {
        assertThat(client.artifacts.content("file")).isEmpty();
        assertThat(client.artifacts.unfinished()).isZero();
    }

    @Nested
    @DisplayName("TUF §5.7.3 hashes")
    class HashesOfArtifacts {
        @ParameterizedTest
        @EnumSource
        void ofEachFunctionWillDo(HashFunction function) throws Exception {
            publish(described(7, Map.of(function.text(), Digests.of(function, bytes("content")))), "content");

            assertThat(client.download("file")).isEqualTo("content");
        }

        @ParameterizedTest
        @EnumSource
        void ofEachFunctionAreChecked(HashFunction function) {
            String wrong = Digests.of(function, bytes("another"));
            publish(described(7, Map.of(function.text(), wrong)), "content");

            assertThatThrownBy(() -> client.download("file"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("file: %s: expected %s, got %s"
                            .formatted(function.text(), wrong, Digests.of(function, bytes("content"))));
            assertNothingTaken();
        }

        @ParameterizedTest
        @EnumSource(names = {"SHA256", "SHA512"})
        void areAllChecked(HashFunction wrong) {
            HashFunction right = wrong == HashFunction.SHA256 ? HashFunction.SHA512 : HashFunction.SHA256;
            publish(
                    described(
                            7,
                            Map.of(
                                    right.text(),
                                    Digests.of(right, bytes("content")),
                                    wrong.text(),
                                    Digests.of(wrong, bytes("another")))),
                    "content");

            assertThatThrownBy(() -> client.download("file"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageStartingWith("file: " + wrong.text() + ": expected ");
            assertNothingTaken();
        }

        @Test
        void ofUnknownFunctionsBesideAKnownOneDoNotMatter() throws Exception {
            publish(described(7, Map.of("sha256", Digests.sha256(bytes("content")), "blake4", "00")), "content");

            assertThat(client.download("file")).isEqualTo("content");
        }

        @Test
        void ofUnknownFunctionsAloneProveNothing() {
            publish(described(7, Map.of("md5", "00", "blake4", "00")), "content");

            assertThatThrownBy(() -> client.download("file"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("file: hashes: expected a known hash function, got only blake4, md5");
            assertNothingTaken();
        }

        @Test
        void mayBeInUpperCase() throws Exception {
            String hash = Digests.sha256(bytes("content")).toUpperCase(Locale.ROOT);
            publish(described(7, Map.of("sha256", hash)), "content");

            assertThat(client.download("file")).isEqualTo("content");
        }

        @Test
        void nameTheFileOnTheServer() throws Exception {
            String sha512 = Digests.of(HashFunction.SHA512, bytes("content"));
            publish(described(7, Map.of("sha512", sha512)), "content");
            client.download("file");

            assertThat(repository.takeRequests()).endsWith("targets/" + sha512 + ".file");
        }
    }

    @Nested
    @DisplayName("length")
    class Length {
        @ParameterizedTest
        @ValueSource(longs = {0, 1, 6})
        void thatIsExceededIsRefused(long described) {
            publish(described(described, Map.of("sha256", Digests.sha256(bytes("content")))), "content");

            assertThatThrownBy(() -> client.download("file"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("file: length: expected %d, got at least 7".formatted(described));
            assertNothingTaken();
        }

        @ParameterizedTest
        @ValueSource(longs = {8, 1000, Long.MAX_VALUE})
        void thatIsNotReachedIsRefused(long described) {
            publish(described(described, Map.of("sha256", Digests.sha256(bytes("content")))), "content");

            assertThatThrownBy(() -> client.download("file"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("file: length: expected %d, got 7".formatted(described));
            assertNothingTaken();
        }

        @Test
        void mayBeZero() throws Exception {
            publish("");

            assertThat(client.download("file")).isEmpty();
        }

        @Test
        void ofZeroIsNotExceeded() {
            publish("");
            repository.serve(served(""), Fault.endless());

            assertThatThrownBy(() -> client.download("file"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageStartingWith("file: length: expected 0, got at least ");
            assertNothingTaken();
        }

        @Test
        void thatTheServerAnnouncesDecidesNothing() throws Exception {
            publish("content");
            repository.serve(served("content"), Fault.announcing(1000));

            assertThat(client.download("file")).isEqualTo("content");
        }

        @Test
        void thatIsNotReachedIsNotWhatTheServerAnnounced() {
            publish("content");
            repository.serve(served("content"), Fault.bytes(new byte[6]));

            assertThatThrownBy(() -> client.download("file"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("file: length: expected 7, got 6");
            assertNothingTaken();
        }
    }

    @Nested
    @DisplayName("what is there already")
    class Stored {
        @Test
        void isNotFetchedAgain() throws Exception {
            publish("content");
            client.download("file");
            repository.takeRequests();

            client.download("file");

            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
        }

        @Test
        void isToldWithoutARequest() throws Exception {
            publish("content");
            Updater updater = client.builder().build();
            TargetFile target = updater.find("file").orElseThrow().target();
            assertThat(updater.downloaded(target)).isEmpty();

            updater.download(target);

            assertThat(updater.downloaded(target)).contains(client.artifacts.locate("file"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "conten", "content and more", "another"})
        void isReplacedIfItIsNotRight(String stored) throws Exception {
            publish("content");
            client.artifacts.put("file", bytes(stored));

            assertThat(client.download("file")).isEqualTo("content");
        }

        @Test
        void isReplacedByANewVersion() throws Exception {
            publish("content");
            client.download("file");
            publish("new content");

            assertThat(client.download("file")).isEqualTo("new content");
        }

        @Test
        void staysWhenItsReplacementIsRefused() throws Exception {
            publish("content");
            client.download("file");
            publish("new content");
            repository.serve(served("new content"), Fault.bytes(bytes("bad content")));

            assertThatThrownBy(() -> client.download("file")).isInstanceOf(IntegrityException.class);
            assertThat(client.artifacts.content("file")).contains(bytes("content"));
        }

        @Test
        void staysWhenItsReplacementBreaksHalfway() throws Exception {
            publish("content");
            client.download("file");
            publish("new content");
            repository.serve(served("new content"), Fault.brokenAfter(5));

            assertThatThrownBy(() -> client.download("file")).hasMessage("Connection reset");
            assertThat(client.artifacts.content("file")).contains(bytes("content"));
            assertThat(client.artifacts.unfinished()).isZero();
        }

        @Test
        void staysWhenItsReplacementIsMissing() throws Exception {
            publish("content");
            client.download("file");
            publish("new content");
            repository.serve(served("new content"), Fault.missing());

            assertThatThrownBy(() -> client.download("file")).isInstanceOf(NotAvailableException.class);
            assertThat(client.artifacts.content("file")).contains(bytes("content"));
        }
    }

    @Nested
    @DisplayName("names on the server")
    class ServerNames {
        @Test
        void haveNoHashWithoutConsistentSnapshots() throws Exception {
            repository.root().consistentSnapshot(false);
            publish("content");

            assertThat(client.download("file")).isEqualTo("content");
            assertThat(repository.takeRequests()).endsWith("targets/file");
        }

        @Test
        void haveNoHashWhereTheApplicationSaysSo() throws Exception {
            publish("content");
            repository.serve("targets/file", Fault.bytes(bytes("content")));
            Updater updater = client.builder().targetNaming(TargetNaming.PLAIN).build();

            updater.download(updater.find("file").orElseThrow().target());

            assertThat(client.artifacts.content("file")).contains(bytes("content"));
        }
    }

    @Nested
    @DisplayName("a folder of artifacts")
    class Folder {
        @TempDir(factory = MemoryFolder.class)
        Path outer;

        private Path folder = Path.of("artifacts");

        private Updater updater() {
            folder = outer.resolve("artifacts");
            return client.builder().targetStore(new FileTargetStore(folder)).build();
        }

        private List<String> allFiles() throws IOException {
            try (Stream<Path> all = Files.walk(outer)) {
                return all.filter(path -> !path.equals(outer))
                        .map(path -> outer.relativize(path).toString())
                        .sorted()
                        .toList();
            }
        }

        /** Looks at the disk while the artifact is half there. */
        @Test
        void neverHasAPartOfOneUnderItsName() throws Exception {
            publish("content");
            Updater updater = updater();
            TargetFile target = updater.find("file").orElseThrow().target();
            repository.serve(
                    served("content"),
                    Fault.answering((uri, published) -> new Fetcher.Response(
                            new Halting(
                                    bytes("content"),
                                    4,
                                    () -> assertThat(folder.resolve("file")).doesNotExist()),
                            OptionalLong.of(7))));

            updater.download(target);

            assertThat(folder.resolve("file")).hasContent("content");
            assertThat(allFiles()).containsExactly("artifacts", "artifacts/file");
        }

        @Test
        void hasNothingLeftAfterAFailure() throws Exception {
            publish("content");
            Updater updater = updater();
            repository.serve(served("content"), Fault.bytes(bytes("another")));
            TargetFile target = updater.find("file").orElseThrow().target();

            assertThatThrownBy(() -> updater.download(target)).isInstanceOf(IntegrityException.class);
            assertThat(allFiles()).containsExactly("artifacts");
        }

        @Test
        void cannotHaveAFileAndAFolderOfOneName() throws Exception {
            repository.targets().add("a", "a file");
            repository.targets().add("a/b", "a file below");
            repository.publish();
            Updater updater = updater();
            updater.download(updater.find("a").orElseThrow().target());
            TargetFile below = updater.find("a/b").orElseThrow().target();

            assertThatThrownBy(() -> updater.download(below)).isInstanceOf(IOException.class);
            assertThat(allFiles()).containsExactly("artifacts", "artifacts/a");
        }
    }

    /** Does something between two bytes. */
    private static final class Halting extends InputStream {
        private final byte[] bytes;
        private final int haltAt;
        private final Runnable action;
        private int position;

        Halting(byte[] bytes, int haltAt, Runnable action) {
            this.bytes = bytes;
            this.haltAt = haltAt;
            this.action = action;
        }

        @Override
        public int read() {
            if (position == haltAt) {
                action.run();
            }
            return position < bytes.length ? bytes[position++] : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int b = read();
            if (b < 0) {
                return -1;
            }
            buffer[offset] = (byte) b;
            return 1;
        }
    }
}
