package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.storage.DiskWithoutLinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetStagingTest {
    private static final AddOptions REPLACE = AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE);

    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    @Nested
    @DisplayName("a target path")
    class Paths {
        @ParameterizedTest
        @ValueSource(
                strings = {"x", "a/b/c", ".hidden", "with space", "ünï/✓", "..x", "x..", "100%", "a+b~1.0.deb", "x:y"})
        void isTakenAsItIs(String path) throws Exception {
            sandbox.add(path, "content of " + path);
            sandbox.publish();
            assertThat(sandbox.updatedClient().download(path)).isEqualTo("content of " + path);
        }

        @ParameterizedTest
        @CsvSource({
            "'', a path",
            "/a, a relative path",
            "a/, 'no empty, \".\" or \"..\" segments'",
            "a//b, 'no empty, \".\" or \"..\" segments'",
            "., 'no empty, \".\" or \"..\" segments'",
            "a/./b, 'no empty, \".\" or \"..\" segments'",
            "../a, 'no empty, \".\" or \"..\" segments'",
            "a/.., 'no empty, \".\" or \"..\" segments'",
            "a\\b, segments parted by /",
            "C:\\a, segments parted by /",
        })
        void thatLeadsElsewhereIsRefused(String path, String expected) {
            assertThatThrownBy(() -> sandbox.add(path, "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("target path: expected %s, got \"%s\"".formatted(expected, path));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\nb", "a\u0000b", "\u007f", "a\u0085b", "\ud800"})
        void withControlCharactersIsRefused(String path) {
            assertThatThrownBy(() -> sandbox.add(path, "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith("target path: expected no control characters or lone surrogates, got ")
                    .message()
                    .doesNotContain(path);
        }

        @Test
        void withASegmentThatFitsAFileNameBesideTheHashIsTaken() throws Exception {
            sandbox.add("d".repeat(190) + "/" + "n".repeat(190), "x");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("d".repeat(190) + "/" + "n".repeat(190)))
                    .isEqualTo("x");
        }

        @Test
        void withALongerSegmentIsRefused() {
            assertThatThrownBy(() -> sandbox.add("n".repeat(191), "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith("target path: expected segments of at most 190 bytes, got ");
            assertThatThrownBy(() -> sandbox.add("n/".repeat(1024) + "n", "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith("target path: expected at most 2048 bytes, got ");
        }

        @Test
        void withADirectoryThatCouldBeAnotherTargetsFileIsRefused() {
            assertThatThrownBy(() -> sandbox.add("ab".repeat(32) + ".txt/x", "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith("target path: expected no directory that is named like a published file");
        }
    }

    @Nested
    @DisplayName("adding")
    class Adding {
        @Test
        void publishesTheFileUnderItsHashInItsLastSegment() throws Exception {
            TargetFile target = sandbox.repository.add(sandbox.file("hello"), "dir/b.txt", AddOptions.DEFAULT);
            assertThat(target.length()).isEqualTo(5);
            sandbox.publish();
            Path file = sandbox.published()
                    .resolve("targets/dir/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824.b.txt");
            assertThat(file).hasContent("hello");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r--r--");
        }

        @Test
        void takesTheContentAsItIsNow() throws Exception {
            Path file = sandbox.file("now");
            sandbox.repository.add(file, "b.txt", AddOptions.DEFAULT);
            Files.writeString(file, "later");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("b.txt")).isEqualTo("now");
        }

        @Test
        void carriesCustomData() throws Exception {
            JsonObject custom = JsonObject.of(Map.of("arch", JsonString.of("amd64")));
            sandbox.repository.add(sandbox.file("x"), "b.txt", AddOptions.DEFAULT.withCustom(custom));
            sandbox.publish();
            assertThat(sandbox.updatedClient().find("b.txt").orElseThrow().custom())
                    .contains(custom);
        }

        @Test
        void theSameContentAgainStagesNothing() throws Exception {
            sandbox.add("a.txt", "old");
            assertThat(sandbox.repository.status().staged()).isEmpty();
        }

        @Test
        void otherCustomDataForTheSameContentIsNoReplacement() throws Exception {
            JsonObject custom = JsonObject.of(Map.of("yanked", JsonString.of("yes")));
            sandbox.repository.add(sandbox.file("old"), "a.txt", AddOptions.DEFAULT.withCustom(custom));
            sandbox.publish();
            assertThat(sandbox.updatedClient().find("a.txt").orElseThrow().custom())
                    .contains(custom);
        }

        @Test
        void otherContentForAPublishedPathIsRefused() {
            assertThatThrownBy(() -> sandbox.add("a.txt", "new"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageMatching("target a\\.txt: expected a path that is free or has the same content,"
                            + " got \\{sha256=[0-9a-f]{64}}");
        }

        @Test
        void otherContentForAStagedPathIsRefused() throws Exception {
            sandbox.add("b.txt", "first");
            assertThatThrownBy(() -> sandbox.add("b.txt", "second")).isInstanceOf(ChangeRefusedException.class);
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("b.txt")).isEqualTo("first");
        }

        @Test
        void otherContentReplacesWhenAskedTo() throws Exception {
            FolderClient slow = sandbox.updatedClient();
            sandbox.repository.add(sandbox.file("new"), "a.txt", REPLACE);
            sandbox.repository.add(sandbox.file("newest"), "a.txt", REPLACE);
            PublicationPlan plan = sandbox.publish();
            assertThat(plan.steps().stream().filter(step -> step instanceof PublicationStep.CreateTarget))
                    .hasSize(1);
            assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("newest");
            assertThat(slow.download("a.txt")).isEqualTo("old"); // in the middle of its update
            assertThat(sandbox.folder.resolve("staged/files")).isEmptyDirectory();
        }

        @Test
        void theSameContentUnderTwoPathsIsPublishedTwice() throws Exception {
            sandbox.add("b.txt", "same");
            sandbox.add("dir/c.txt", "same");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("b.txt")).isEqualTo("same");
            assertThat(sandbox.updatedClient().download("dir/c.txt")).isEqualTo("same");
        }

        @Test
        void anEmptyFileIsATarget() throws Exception {
            sandbox.add("b.txt", "");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("b.txt")).isEmpty();
        }

        @Test
        void whatIsNoFileIsRefused() {
            assertThatThrownBy(() -> sandbox.repository.add(temporary, "b.txt", AddOptions.DEFAULT))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(temporary + ": expected a readable file, got something else");
            Path none = temporary.resolve("none");
            assertThatThrownBy(() -> sandbox.repository.add(none, "b.txt", AddOptions.DEFAULT))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(none + ": expected a readable file, got nothing");
        }

        @Test
        void ofManyAtOnceIsAllOrNothing() throws Exception {
            List<Addition> additions = List.of(
                    new Addition(sandbox.file("b"), "b.txt", AddOptions.DEFAULT),
                    new Addition(sandbox.file("x"), "../x", AddOptions.DEFAULT));
            assertThatThrownBy(() -> sandbox.repository.add(additions)).isInstanceOf(ChangeRefusedException.class);
            assertThat(sandbox.repository.status().staged()).isEmpty();
            sandbox.repository.add(additions.subList(0, 1));
            assertThat(sandbox.repository.status().staged()).hasSize(1);
        }

        @Test
        void ofManyAtOnceFindsEarlierOnes() throws Exception {
            List<Addition> additions = List.of(
                    new Addition(sandbox.file("b"), "b.txt", AddOptions.DEFAULT),
                    new Addition(sandbox.file("other"), "b.txt", AddOptions.DEFAULT));
            assertThatThrownBy(() -> sandbox.repository.add(additions))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith("target b.txt: expected a path that is free");
        }

        @Test
        void toADiskWithoutHardLinksCopies() throws Exception {
            Sandbox without = Sandbox.open(sandbox.folder, new DiskWithoutLinks());
            without.add("b.txt", "new");
            without.publish();
            assertThat(without.updatedClient().download("b.txt")).isEqualTo("new");
            assertThat(without.repository.status().staged()).isEmpty();
        }
    }

    @Nested
    @DisplayName("removing")
    class Removing {
        @Test
        void leavesTheFileForClientsInTheMiddleOfAnUpdate() throws Exception {
            FolderClient slow = sandbox.updatedClient();
            sandbox.repository.remove("a.txt");
            sandbox.publish();
            assertThat(sandbox.updatedClient().find("a.txt")).isEmpty();
            assertThat(slow.download("a.txt")).isEqualTo("old");
        }

        @Test
        void whatIsOnlyStagedUndoesIt() throws Exception {
            sandbox.add("b.txt", "new");
            sandbox.repository.remove("b.txt");
            PublicationPlan plan = sandbox.publish();
            assertThat(plan.steps()).allMatch(step -> step instanceof PublicationStep.Discard);
            assertThat(sandbox.repository.status().staged()).isEmpty();
        }

        @Test
        void andAddingAgainIsAReplacement() throws Exception {
            sandbox.repository.remove("a.txt");
            sandbox.add("a.txt", "new");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("new");
        }

        @Test
        void whatIsNotThereIsRefused() {
            assertThatThrownBy(() -> sandbox.repository.remove("b.txt"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("target b.txt: expected one that a role describes, got none");
        }
    }

    @Test
    void whatWasForgottenIsNotPublished() throws Exception {
        sandbox.add("b.txt", "new");
        sandbox.repository.unstage();
        assertThat(sandbox.repository.status().staged()).isEmpty();
        assertThat(sandbox.folder.resolve("staged/files")).isEmptyDirectory();
        assertThat(sandbox.plan().isEmpty()).isTrue();
    }

    @Test
    void targetsAreNotStagedAsOtherChangesAre() {
        assertThatThrownBy(() -> sandbox.repository.stage(new Change.RemoveTarget("targets", "a.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("change: expected one of roles or keys, got remove a.txt from targets");
    }
}
