package dev.tufa.conformance.features;

import static dev.tufa.tuf.client.UpdateEvent.Decision.ACCEPTED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.FAILED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.RESUMED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.RETRIED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transfer that broke goes on where it was, and what comes of it is what was signed. */
@Timeout(60)
class ResumeTest {
    private static final byte[] CONTENT = "a small artifact, of which every byte counts".getBytes(UTF_8);

    private final RepositorySimulator repository = new RepositorySimulator();
    private FeatureClient client;
    private FlakyMirror mirror;

    @BeforeEach
    void publish() {
        repository.targets().add("file", CONTENT);
        repository.publish();
        client = new FeatureClient(repository);
        mirror = new FlakyMirror(repository, CONTENT);
    }

    static IntStream everyByte() {
        return IntStream.range(0, CONTENT.length + 1);
    }

    private TargetFile target(Updater updater) throws Exception {
        return updater.find("file").orElseThrow().target();
    }

    private byte[] download() throws Exception {
        Updater updater = client.builder(mirror).build();
        updater.download(target(updater));
        return client.artifacts.content("file").orElseThrow();
    }

    @Nested
    @DisplayName("in one process")
    class InOneProcess {
        @ParameterizedTest
        @MethodSource("dev.tufa.conformance.features.ResumeTest#everyByte")
        void itGoesOnAtEveryByte(int cut) throws Exception {
            mirror.breaksAfter(cut);

            assertThat(download()).isEqualTo(CONTENT);

            List<String> asked = mirror.takeAsked();
            if (cut == CONTENT.length) {
                assertThat(asked).as("all of it was there").containsExactly("all");
            } else {
                assertThat(asked).containsExactly("all", cut == 0 ? "all" : "from " + cut + " if \"1\"");
            }
            assertThat(client.artifacts.unfinished()).isZero();
        }

        @Test
        void itGoesOnAfterEachByte() throws Exception {
            List<Integer> cuts = new ArrayList<>();
            for (int i = 0; i < CONTENT.length; i++) {
                cuts.add(1);
            }
            mirror.breaksAfter(cuts.toArray(Integer[]::new));

            assertThat(download())
                    .as("far more breaks than retries are allowed")
                    .isEqualTo(CONTENT);
            assertThat(mirror.takeAsked()).hasSize(CONTENT.length);
        }

        @Test
        void itIsTold() throws Exception {
            mirror.breaksAfter(7);

            download();

            assertThat(client.decisions("file")).containsExactly(RETRIED, RESUMED, ACCEPTED);
            assertThat(client.events.stream()
                            .filter(event -> event.decision() == RESUMED)
                            .findFirst()
                            .orElseThrow()
                            .bytes())
                    .hasValue(7);
        }

        @Test
        void itStartsOverWhenTheArtifactHasChanged() throws Exception {
            mirror.breaksAfter(7);
            byte[] wrong = "another artifact, which is not what was signed ".getBytes(UTF_8);
            mirror.change(wrong, Optional.of("\"0\""));
            mirror.changesAfterwards(CONTENT, Optional.of("\"1\""));
            Updater updater = client.builder(mirror).build();

            updater.download(target(updater));

            assertThat(client.artifacts.content("file")).contains(CONTENT);
            assertThat(mirror.takeAsked()).containsExactly("all", "from 7 if \"0\"");
        }

        @Test
        void itStartsOverWhenTheArtifactHasChangedUnnoticed() throws Exception {
            mirror.breaksAfter(7);
            mirror.change(new byte[CONTENT.length], Optional.empty());
            mirror.changesAfterwards(CONTENT, Optional.empty());
            Updater updater = client.builder(mirror).build();

            updater.download(target(updater));

            assertThat(client.artifacts.content("file")).contains(CONTENT);
            assertThat(mirror.takeAsked())
                    .as("what is pieced together is not right, and is fetched once more as a whole")
                    .containsExactly("all", "from 7", "all");
        }

        @Test
        void itStartsOverWhereNobodyKnowsOfRanges() throws Exception {
            mirror.forgetsRanges();
            mirror.breaksAfter(7, 8);

            assertThat(download()).isEqualTo(CONTENT);
            assertThat(mirror.takeAsked()).containsExactly("all", "from 7 if \"1\"", "from 8 if \"1\"");
        }

        @Test
        void itEndsWhereAllOfItComesAgainAndAgain() {
            mirror.forgetsRanges();
            mirror.breaksAfter(7, 8, 9, 10, 11, 12);

            assertThatThrownBy(ResumeTest.this::download).hasMessage("connection reset");
            assertThat(mirror.takeAsked())
                    .as("three tries with no more than before")
                    .hasSize(4);
        }

        @Test
        void itEndsWhenNothingMoreComes() {
            mirror.breaksAfter(7, 0, 0, 0, 0);

            assertThatThrownBy(ResumeTest.this::download).hasMessage("connection reset");
            assertThat(mirror.takeAsked())
                    .containsExactly("all", "from 7 if \"1\"", "from 7 if \"1\"", "from 7 if \"1\"");
            assertThat(client.artifacts.content("file")).isEmpty();
            assertThat(client.decisions("file")).endsWith(FAILED);
        }

        @Test
        void whatIsWrongInOnePieceIsRefusedAtOnce() {
            mirror.change(new byte[CONTENT.length], Optional.of("\"1\""));
            mirror.breaksAfter(7);

            assertThatThrownBy(ResumeTest.this::download).isInstanceOf(IntegrityException.class);
            assertThat(mirror.takeAsked()).containsExactly("all", "from 7 if \"1\"");
            assertThat(client.artifacts.content("file")).isEmpty();
        }
    }

    @Nested
    @DisplayName("by another process")
    class ByAnotherProcess {
        @TempDir
        Path folder;

        private TargetStore store() {
            return new FileTargetStore(folder.resolve("artifacts")).keepingUnfinished(Duration.ofDays(1));
        }

        private Path download(TargetStore store) throws Exception {
            Updater updater = client.builder(mirror, store).build();
            return updater.download(target(updater));
        }

        private List<Path> files() throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(Files::isRegularFile).sorted().toList();
            }
        }

        private void breakAfter(int bytes) {
            mirror.breaksAfter(bytes, 0, 0, 0);
            assertThatThrownBy(() -> download(store())).hasMessage("connection reset");
            mirror.heals();
            mirror.takeAsked();
        }

        @ParameterizedTest
        @MethodSource("dev.tufa.conformance.features.ResumeTest#everyByte")
        void itGoesOnAtEveryByte(int cut) throws Exception {
            if (cut == CONTENT.length) {
                return; // nothing breaks
            }
            breakAfter(cut);

            assertThat(download(store())).hasBinaryContent(CONTENT);

            assertThat(mirror.takeAsked()).containsExactly(cut == 0 ? "all" : "from " + cut + " if \"1\"");
            assertThat(files()).containsExactly(folder.resolve("artifacts/file"));
        }

        @Test
        void nothingBearsTheNameBefore() throws Exception {
            breakAfter(7);

            assertThat(folder.resolve("artifacts/file")).doesNotExist();
            assertThat(folder.resolve("artifacts")).isEmptyDirectory();
            assertThat(files()).hasSize(2);
        }

        @Test
        void itGoesOnWithWhatAKilledProcessHasLeft() throws Exception {
            breakAfter(7);
            for (Path file : files()) {
                if (file.toString().endsWith(".note")) {
                    Files.delete(file);
                }
            }

            assertThat(download(store())).hasBinaryContent(CONTENT);
            assertThat(mirror.takeAsked()).containsExactly("from 7");
        }

        @Test
        void itStartsOverWhenWhatWasKeptIsDamaged() throws Exception {
            breakAfter(7);
            for (Path file : files()) {
                if (file.toString().endsWith(".part")) {
                    Files.write(file, new byte[7]);
                }
            }

            assertThat(download(store())).hasBinaryContent(CONTENT);
            assertThat(mirror.takeAsked()).containsExactly("from 7 if \"1\"", "all");
        }

        @Test
        void itStartsOverWhenMoreWasKeptThanThereIs() throws Exception {
            breakAfter(7);
            for (Path file : files()) {
                if (file.toString().endsWith(".part")) {
                    Files.write(file, new byte[1000]);
                }
            }

            assertThat(download(store())).hasBinaryContent(CONTENT);
            assertThat(mirror.takeAsked()).containsExactly("all");
        }

        @Test
        void itStartsOverAtAServerThatHasAnotherArtifactNow() throws Exception {
            breakAfter(7);
            mirror.change(CONTENT, Optional.of("\"2\""));

            assertThat(download(store())).hasBinaryContent(CONTENT);
            assertThat(mirror.takeAsked()).containsExactly("from 7 if \"1\"");
        }

        @Test
        void itNeedNotAskForWhatIsWholeAlready() throws Exception {
            breakAfter(7);
            for (Path file : files()) {
                if (file.toString().endsWith(".part")) {
                    Files.write(file, CONTENT);
                }
            }

            assertThat(download(store())).hasBinaryContent(CONTENT);
            assertThat(mirror.takeAsked()).isEmpty();
        }

        @Test
        void whatIsTooOldIsNotKept() throws Exception {
            breakAfter(7);
            for (Path file : files()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            }
            repository.targets().add("other", CONTENT);
            repository.publish();
            Updater updater = client.builder(mirror, store()).build();

            updater.download(updater.find("other").orElseThrow().target());

            assertThat(files()).containsExactly(folder.resolve("artifacts/other"));
        }

        @Test
        void nothingIsKeptUnlessThatIsWanted() throws Exception {
            mirror.breaksAfter(7, 0, 0, 0);
            TargetStore store = new FileTargetStore(folder.resolve("artifacts"));

            assertThatThrownBy(() -> download(store)).hasMessage("connection reset");

            assertThat(files()).isEmpty();
        }

        @Test
        void twoAtATimeDoNotWriteToOneFile() throws Exception {
            breakAfter(7);
            TargetStore store = store();
            String content = "0".repeat(64);
            try (TargetStore.Incoming one = store.create("file", content);
                    TargetStore.Incoming two = store.create("file", content)) {
                one.stream().write(CONTENT);
                two.stream().write(CONTENT, 0, 3);
                one.commit();
            }

            assertThat(folder.resolve("artifacts/file")).hasBinaryContent(CONTENT);
        }
    }
}
