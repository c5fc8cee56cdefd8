package dev.tufa.tuf.repository.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.index.IndexChange.Kind;
import dev.tufa.tuf.repository.index.IndexFile.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A change of the index")
class IndexChangeTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String SHA256 = "ab".repeat(32);
    private static final String SHA512 = "cd".repeat(64);

    @TempDir
    Path temporary;

    @SuppressWarnings("NullAway.Init") // before each test
    private IndexFile file;

    @BeforeEach
    void fill() throws Exception {
        Path path = Files.createFile(temporary.resolve("index.sqlite"));
        try (IndexFile made = IndexFile.make(path)) {
            made.begin(Purpose.CHANGE);
            IndexChange change = change(made, Kind.FILLING, 1);
            change.put(role("one", 1), List.of(target("one", Map.of("sha256", SHA256))));
            change.put(role("two", 1), List.of(target("two", Map.of("sha256", SHA256, "sha512", SHA512))));
            change.finish(standing(1), NOW, 1);
            made.commit();
            made.finish();
        }
        file = IndexFile.open(path);
    }

    @AfterEach
    void close() throws Exception {
        file.close();
    }

    private static IndexChange change(IndexFile file, Kind kind, long publication) throws IndexException {
        return new IndexChange(
                file,
                kind,
                publication,
                Optional.of(NOW),
                target -> new ArrayList<>(target.hashes().values()));
    }

    private static Standing standing(long timestamp) {
        return new Standing("repository", timestamp, "of timestamp", timestamp, "of snapshot");
    }

    private static RoleRow role(String name, long version) {
        return new RoleRow(
                "targets", name, version, NOW, 1, SHA256, 1, false, Optional.empty(), false, OptionalLong.of(version));
    }

    private static TargetRow target(String role, Map<String, String> hashes) {
        return new TargetRow("a.txt", role, 7, hashes, OptionalLong.empty());
    }

    private List<String> unnamedAfter(Step step) throws Exception {
        file.begin(Purpose.CHANGE);
        IndexChange change = change(file, Kind.DIFFERENCE, 2);
        step.take(change);
        change.finish(standing(2), NOW, 1);
        file.commit();
        return file.unnamed().all().stream().map(UnnamedFile::path).toList();
    }

    @Test
    void keepsWhatAnotherRoleNamesAsWell() throws Exception {
        assertThat(unnamedAfter(change -> change.put(role("one", 2), List.of())))
                .isEmpty();
        assertThat(file.targets().find("a.txt")).hasSize(1);
    }

    @Test
    void knowsWhichOfTheCopiesNobodyNames() throws Exception {
        assertThat(unnamedAfter(change -> change.put(role("two", 2), List.of())))
                .containsExactly(SHA512);
    }

    @Test
    void takesOutARoleWithAllThatItDescribed() throws Exception {
        assertThat(unnamedAfter(change -> {
                    change.remove(role("one", 1));
                    change.remove(role("two", 1));
                }))
                .containsExactlyInAnyOrder(SHA256, SHA512);
        assertThat(file.roles().all()).isEmpty();
        assertThat(file.publications().find(2).orElseThrow().removed()).isEqualTo(2);
    }

    @Test
    void hasNotHappenedBeforeItIsCommitted() throws Exception {
        file.begin(Purpose.CHANGE);
        IndexChange change = change(file, Kind.DIFFERENCE, 2);
        change.put(role("one", 2), List.of());
        change.finish(standing(2), NOW, 1);
        file.rollback();
        assertThat(file.standing()).contains(standing(1));
        assertThat(file.targets().find("a.txt")).hasSize(2);
    }

    /** What is changed. */
    @FunctionalInterface
    private interface Step {
        void take(IndexChange change) throws IndexException;
    }
}
