package dev.tufa.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.serve.FileServer;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.AdoptOptions;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.RebuildOptions;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("interop")
@DisplayName("A repository of python-tuf that Tufa has adopted")
class PythonTufAdoptionTest {
    private static final String PASSPHRASE = "interoperability";
    private static final List<String> OLD =
            List.of("top.txt", "deep/file.txt", "prefixed/file.txt", "succinct/file.txt");
    private static final List<String> NEW = Stream.concat(OLD.stream(), Stream.of("new.txt", "succinct/new.txt"))
            .toList();

    @TempDir
    Path folder;

    private Path source = Path.of("");

    /** Both clients have followed it where it was, and follow it where it is now. */
    @ParameterizedTest
    @ValueSource(strings = {"consistent", "plain"})
    void goesOnForTheClientsThatItHad(String naming)
            throws IOException, InterruptedException, RepositoryException, TrustException {
        source = folder.resolve("source");
        Python.run(folder, "write_adoptable.py", List.of(source.toString(), PASSPHRASE, naming));
        assertBothRead(source, OLD);

        Path directory = folder.resolve("adopted");
        AdoptOptions options = AdoptOptions.DEFAULT.withArtifacts(AdoptOptions.Artifacts.COPIED);
        assertThat(Repository.adopt(source, directory, options, Instant.now()).artifacts())
                .isEqualTo(4);
        Repository repository = Repository.open(directory);
        assertBothRead(repository.publishedFolder(), OLD);
        takeKeys(directory);
        if (naming.equals("plain")) {
            publish(repository);
            assertBothRead(repository.publishedFolder(), OLD);
        }
        for (String path : NEW.subList(OLD.size(), NEW.size())) {
            Path file = Files.writeString(folder.resolve("content"), "content of " + path);
            repository.add(file, path, AddOptions.DEFAULT);
        }
        publish(repository);
        assertBothRead(repository.publishedFolder(), NEW);
        Files.move(folder.resolve("python-client"), folder.resolve("old-python-client"));
        Files.move(folder.resolve("client"), folder.resolve("old-client"));
        assertBothRead(repository.publishedFolder(), NEW);
    }

    /** The files bear the names of roles and keys: the list of keys is made from them. */
    private void takeKeys(Path directory) throws IOException, RepositoryException, TrustException {
        try (Stream<Path> keys = Files.list(source.resolve("keys"))) {
            for (Path key : keys.toList()) {
                Files.copy(key, directory.resolve("keys").resolve(key.getFileName()));
            }
        }
        assertThat(Repository.rebuild(directory, RebuildOptions.DEFAULT, Instant.now())
                        .changes())
                .containsExactly("keys/keys.json: 10 private keys");
    }

    private static void publish(Repository repository) throws IOException, RepositoryException, TrustException {
        try (KeyRing keys = repository.unlock(PASSPHRASE.toCharArray())) {
            Instant now = Instant.now();
            repository.publish(repository.plan(keys, now, PlanOptions.DEFAULT), now);
        }
    }

    private void assertBothRead(Path published, List<String> paths)
            throws IOException, InterruptedException, TrustException {
        Path root = source.resolve("metadata/1.root.json");
        try (FileServer server = FileServer.start(published, "127.0.0.1", 0, (path, status) -> {})) {
            List<String> arguments = new ArrayList<>(List.of(
                    server.url() + "metadata/",
                    server.url() + "targets/",
                    root.toString(),
                    folder.resolve("python-client").toString()));
            arguments.addAll(paths);
            assertThat(Python.run(folder, "read_repository.py", arguments))
                    .isEqualTo(paths.stream()
                            .map(path -> "found %s content of %s\n".formatted(path, path))
                            .collect(Collectors.joining()));
            Updater updater = Updater.of(URI.create(server.url() + "metadata/"))
                    .pinnedRoot(Files.readAllBytes(root))
                    .fetcher(new HttpFetcher())
                    .metadataStore(new FileMetadataStore(folder.resolve("client/metadata")))
                    .targetStore(new FileTargetStore(folder.resolve("client/targets")))
                    .build();
            updater.refresh();
            for (String path : paths) {
                assertThat(updater.download(updater.find(path).orElseThrow().target()))
                        .hasContent("content of " + path);
            }
            assertThat(updater.list().problems()).isEmpty();
        }
    }
}
