package dev.tufa.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.serve.FileServer;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.TargetListing;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("interop")
@DisplayName("python-tuf")
class PythonTufTest {
    private static final String PASSPHRASE = "interoperability";

    @TempDir
    Path folder;

    @Test
    void readsARepositoryOfTufaWithRotatedKeysDelegationsAndHashBins()
            throws IOException, InterruptedException, RepositoryException, TrustException {
        Repository repository = Repository.init(
                folder.resolve("repository"),
                InitOptions.DEFAULT
                        .withSettings(Settings.DEFAULT.withKeyIterations(1000))
                        .withKeys(RoleType.ROOT, KeyRequest.of(3, 2))
                        .withKeys(RoleType.SNAPSHOT, new KeyRequest(1, 1, SignatureScheme.ECDSA_P256))
                        .withKeys(RoleType.TARGETS, new KeyRequest(1, 1, SignatureScheme.RSA_PSS_SHA256)),
                PASSPHRASE.toCharArray(),
                Instant.now());
        repository.stage(new Change.Delegate(
                "targets",
                "docs",
                new PathScope.Paths(List.of(new PathPattern("docs/*"))),
                false,
                KeyRequest.of(2, 2)));
        repository.stage(new Change.Delegate(
                "targets",
                "prefixed",
                new PathScope.Paths(List.of(new PathPattern("prefixed/*"))),
                true,
                KeyRequest.ONE));
        repository.stage(new Change.Delegate(
                "targets",
                "succinct",
                new PathScope.Paths(List.of(new PathPattern("succinct/*"))),
                true,
                KeyRequest.ONE));
        publish(repository);
        repository.stage(new Change.DelegateBins(
                "prefixed", Change.BinStyle.PATH_HASH_PREFIXES, 4, "prefix-bin", KeyRequest.ONE));
        repository.stage(
                new Change.DelegateBins("succinct", Change.BinStyle.SUCCINCT, 6, "succinct-bin", KeyRequest.ONE));
        publish(repository);
        add(repository, "top.txt", "top level");
        add(repository, "docs/guide.txt", "by paths");
        add(repository, "prefixed/a.txt", "by hash prefixes");
        add(repository, "succinct/b.txt", "succinct");
        repository.rotate(RoleType.ROOT, KeyRequest.ONE);
        repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        publish(repository);
        try (FileServer server = FileServer.start(repository.publishedFolder(), "127.0.0.1", 0, (path, status) -> {})) {
            Path root = repository.publishedFolder().resolve("metadata/1.root.json");
            assertThat(Python.run(
                            folder,
                            "read_repository.py",
                            List.of(
                                    server.url() + "metadata/",
                                    server.url() + "targets/",
                                    root.toString(),
                                    folder.resolve("python-client").toString(),
                                    "top.txt",
                                    "docs/guide.txt",
                                    "prefixed/a.txt",
                                    "succinct/b.txt",
                                    "docs/none.txt")))
                    .isEqualTo("""
                            found top.txt top level
                            found docs/guide.txt by paths
                            found prefixed/a.txt by hash prefixes
                            found succinct/b.txt succinct
                            none docs/none.txt
                            """);
        }
    }

    private void add(Repository repository, String path, String content)
            throws IOException, RepositoryException, TrustException {
        repository.add(Files.writeString(folder.resolve("content"), content), path, AddOptions.DEFAULT);
    }

    private static void publish(Repository repository) throws IOException, RepositoryException, TrustException {
        try (KeyRing keys = repository.unlock(PASSPHRASE.toCharArray())) {
            Instant now = Instant.now();
            repository.publish(repository.plan(keys, now, PlanOptions.DEFAULT), now);
        }
    }

    @Test
    void writesARepositoryThatTufaReadsWithRotatedRootDelegationsAndHashBins()
            throws IOException, InterruptedException, TrustException {
        Path written = folder.resolve("written");
        Python.run(folder, "write_repository.py", List.of(written.toString()));
        try (FileServer server = FileServer.start(written, "127.0.0.1", 0, (path, status) -> {})) {
            Updater updater = Updater.of(URI.create(server.url() + "metadata/"))
                    .pinnedRoot(Files.readAllBytes(written.resolve("metadata/1.root.json")))
                    .fetcher(new HttpFetcher())
                    .metadataStore(new FileMetadataStore(folder.resolve("metadata")))
                    .targetStore(new FileTargetStore(folder.resolve("targets")))
                    .build();
            Refreshed refreshed = updater.refresh();
            assertThat(refreshed.root().version()).isEqualTo(2);
            assertThat(refreshed.snapshot().version()).isEqualTo(7);
            assertDownloads(updater, "top.txt", "targets", "top level");
            assertDownloads(updater, "docs/guide.txt", "docs", "by paths");
            assertDownloads(updater, "deep/in/a bin #1?.txt", "part-", "succinct");
            assertDownloads(updater, "binned.txt", "bin-", "by hash prefixes");
            assertThat(updater.find("docs/none.txt")).isEmpty();
            TargetListing listing = updater.list();
            assertThat(listing.problems()).isEmpty();
            assertThat(listing.found())
                    .extracting(found -> found.target().path())
                    .containsExactly("binned.txt", "deep/in/a bin #1?.txt", "docs/guide.txt", "top.txt");
        }
    }

    private static void assertDownloads(Updater updater, String path, String role, String content)
            throws IOException, TrustException {
        var found = updater.find(path).orElseThrow();
        assertThat(found.role()).startsWith(role);
        assertThat(updater.download(found.target())).hasContent(content);
    }
}
