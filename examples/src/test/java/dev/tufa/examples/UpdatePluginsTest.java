package dev.tufa.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdatePluginsTest {
    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private TestServer server;
    private UpdatePlugins plugins;

    @BeforeEach
    void publish() throws IOException {
        server = TestServer.of(repository);
        plugins = new UpdatePlugins(server.metadataUrl(), repository.file("metadata/1.root.json"), folder);
        repository.targets().add("a.jar", "first a");
        repository.targets().add("b.jar", "first b");
        repository.targets().add("readme.txt", "no plug-in");
        repository.publish();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void downloadsEveryPlugin() throws IOException, TrustException {
        assertThat(plugins.update()).containsExactly(plugin("a.jar"), plugin("b.jar"));
        assertThat(plugin("a.jar")).hasContent("first a");
        assertThat(plugin("readme.txt")).doesNotExist();
    }

    @Test
    void replacesWhatChangedAndRemovesWhatWent() throws IOException, TrustException {
        plugins.update();
        repository.targets().add("a.jar", "second a");
        repository.targets().remove("b.jar");
        repository.publish();

        assertThat(plugins.update()).containsExactly(plugin("a.jar"));
        assertThat(plugin("a.jar")).hasContent("second a");
        assertThat(plugin("b.jar")).doesNotExist();
    }

    @Test
    void repairsWhatSomebodyChanged() throws IOException, TrustException {
        plugins.update();
        Files.writeString(plugin("a.jar"), "infected");

        plugins.update();

        assertThat(plugin("a.jar")).hasContent("first a");
    }

    @Test
    void keepsWhatIsThereWhenAnUpdateIsRefused() throws IOException, TrustException {
        plugins.update();
        repository.targets().add("a.jar", "evil a");
        repository.targets().signedBy(TestKeys.key("thief"));
        repository.publish();

        assertThatThrownBy(() -> plugins.update()).isInstanceOf(SignatureException.class);
        assertThat(plugin("a.jar")).hasContent("first a");
    }

    @Test
    void keepsWhatIsThereWhenThePluginIsNotTheOneThatWasSigned() throws IOException, TrustException {
        plugins.update();
        repository.targets().add("a.jar", "newer a");
        repository.publish();
        repository.files().stream()
                .filter(file -> file.endsWith(".a.jar"))
                .forEach(file -> repository.serve(file, Fault.bytes(new byte[] {'e', 'v', 'i', 'l', '!', ' ', 'a'})));

        assertThatThrownBy(() -> plugins.update()).isInstanceOf(IntegrityException.class);
        assertThat(plugin("a.jar")).hasContent("first a");
    }

    @Test
    void keepsWhatIsThereWhenTheRepositoryCannotBeReached() throws IOException, TrustException {
        plugins.update();
        server.close();

        assertThatThrownBy(() -> plugins.update()).isInstanceOf(IOException.class);
        assertThat(plugin("a.jar")).hasContent("first a");
    }

    @Test
    void followsNewRootsFromThePinnedOne() throws IOException, TrustException {
        plugins.update();
        repository.root().changed();
        repository.publish();
        Files.writeString(folder.resolve("metadata/root.json"), "somebody's own root");

        assertThat(plugins.update()).hasSize(2);
    }

    private Path plugin(String name) {
        return folder.resolve("plugins").resolve(name);
    }
}
