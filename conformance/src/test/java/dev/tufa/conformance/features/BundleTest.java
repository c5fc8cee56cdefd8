package dev.tufa.conformance.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.client.Bundle;
import dev.tufa.tuf.client.NotStoredException;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.RollbackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one machine has fetched another one can be given, which trusts it no more than the network. */
class BundleTest {
    private final RepositorySimulator repository = new RepositorySimulator();
    private final FeatureClient connected = new FeatureClient(repository);
    private final MemoryMetadataStore store = MemoryMetadataStore.trusting(repository.file("metadata/1.root.json"));
    private final MemoryTargetStore artifacts = new MemoryTargetStore();
    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    @BeforeEach
    void publish() {
        repository.targets().delegate(TestMetadata.aDelegation("a role/ü").paths("dir/*"));
        repository.role("a role/ü").add("dir/100% ü+#?", "content");
        repository.targets().add("file", "other content");
        repository.root().keys(RoleType.TIMESTAMP, 1, TestKeys.key("new timestamp"));
        repository.timestamp().expires(TestMetadata.NOW.plus(Duration.ofDays(7)));
        repository.publish();
    }

    private Path export(String... paths) throws Exception {
        Updater updater = connected.builder(repository).build();
        updater.refresh();
        List<TargetFile> targets = new ArrayList<>();
        for (String path : paths) {
            TargetFile target = updater.find(path).orElseThrow().target();
            updater.download(target);
            targets.add(target);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        updater.export(targets, out);
        return Files.write(folder.resolve("bundle.zip"), out.toByteArray());
    }

    private Updater importing(Bundle bundle) {
        return Updater.of(Bundle.METADATA)
                .fetcher(bundle)
                .metadataStore(store)
                .targetStore(artifacts)
                .clock(clock)
                .build();
    }

    private Refreshed takeIn(Path file) throws Exception {
        try (Bundle bundle = Bundle.open(file)) {
            Updater updater = importing(bundle);
            Refreshed refreshed = updater.refresh();
            for (String path : bundle.targetPaths()) {
                updater.download(updater.find(path).orElseThrow().target());
            }
            return refreshed;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesMetadataAndArtifacts(boolean consistent) throws Exception {
        repository.root().consistentSnapshot(consistent);
        repository.targets().add("more", "content"); // so that every file is published anew
        repository.role("a role/ü").add("dir/more", "content");
        repository.publish();

        Refreshed refreshed = takeIn(export("dir/100% ü+#?", "file"));

        assertThat(refreshed.root().version()).isEqualTo(3);
        assertThat(artifacts.content("dir/100% ü+#?")).contains("content".getBytes(UTF_8));
        assertThat(artifacts.content("file")).contains("other content".getBytes(UTF_8));
    }

    @Test
    void isTheSameBytesForTheSameContent() throws Exception {
        byte[] first = Files.readAllBytes(export("file"));

        assertThat(export("file")).hasBinaryContent(first);
    }

    @Test
    void isNotTheRepositoryAndDoesNotPassForIt() throws Exception {
        Refreshed refreshed = takeIn(export("file"));

        assertThat(refreshed.checks().complete()).isFalse();
        assertThat(refreshed.checks().unchecked())
                .containsExactly(
                        "whether there are newer versions was not asked", "whether keys were replaced was not asked");
    }

    @Test
    void isOfNoUseWhenItsMetadataHasExpired() throws Exception {
        Path bundle = export("file");
        clock.advance(Duration.ofDays(7));

        assertThatThrownBy(() -> takeIn(bundle)).isInstanceOf(ExpiredException.class);
    }

    @Test
    void doesNotBringOlderVersionsBack() throws Exception {
        Path old = Files.move(export("file"), folder.resolve("old.zip"));
        repository.publish();
        takeIn(export("file"));

        assertThatThrownBy(() -> takeIn(old)).isInstanceOf(RollbackException.class);
    }

    @Test
    void isVerifiedLikeAnyMirror() throws Exception {
        Path bundle = export("file");
        try (FileSystem zip = FileSystems.newFileSystem(bundle)) {
            Path targets = zip.getPath("targets");
            try (var all = Files.list(targets)) {
                Files.writeString(all.findFirst().orElseThrow(), "forged content");
            }
        }

        assertThatThrownBy(() -> takeIn(bundle)).isInstanceOf(IntegrityException.class);
        assertThat(artifacts.content("file")).isEmpty();
    }

    @Test
    void needsTheArtifacts() throws Exception {
        Updater updater = connected.builder(repository).build();
        TargetFile target = updater.find("file").orElseThrow().target();

        assertThatThrownBy(() -> updater.export(List.of(target), new ByteArrayOutputStream()))
                .isInstanceOf(NotStoredException.class)
                .hasMessageStartingWith("file: ");
    }

    @Test
    void isNotAnyFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a bundle");

        assertThatThrownBy(() -> Bundle.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": expected a bundle, got a file that is none");
    }
}
