package dev.tufa.conformance.interop;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.trust.DelegationSearch;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is allowed and unusual, read by both. */
@Tag("interop")
@DisplayName("python-tuf")
class PythonTufVariationsTest {
    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();

    private void assertPythonReads(List<String> targets) throws Exception {
        Path root = Files.write(folder.resolve("root.json"), repository.file("metadata/1.root.json"));
        try (RawServer server = RawServer.of(repository)) {
            List<String> arguments = new ArrayList<>(List.of(
                    server.uri("/metadata/").toString(),
                    server.uri("/targets/").toString(),
                    root.toString(),
                    folder.resolve("python-client").toString()));
            arguments.addAll(targets);

            assertThat(Python.run(folder, "read_repository.py", arguments))
                    .isEqualTo(targets.stream()
                            .map(path -> "found %s content of %s\n".formatted(path, path))
                            .collect(Collectors.joining()));
        }
    }

    @Test
    void readsNamesThatNeedCareInUrls() throws Exception {
        List<String> targets = new ArrayList<>();
        for (String name : List.of("a b", "a+b", "../x", "a/b", "100%", "?#&", "\u00fc", "\ud83d\ude00", "\"\\", "-")) {
            String path = "100% \u00fc \ud83d\ude00/file " + targets.size();
            repository.targets().delegate(aDelegation(name).paths(path));
            repository.role(name).add(path, "content of " + path);
            targets.add(path);
        }
        repository.publish();

        assertPythonReads(targets);
    }

    @Test
    void readsFieldsThatNobodyKnows() throws Exception {
        String odd = "{\"null\": null, \"large\": 1152921504606846976,"
                + " \"\ufb01\": 1, \"\ud83d\ude00\": [true, \"\\t\\u0000\"]}";
        repository.root().edit(root -> root.with("x-odd", odd));
        repository.timestamp().edit(timestamp -> timestamp.with("x-odd", odd));
        repository.snapshot().edit(snapshot -> snapshot.with("x-odd", odd));
        repository.targets().edit(targets -> targets.with("x-odd", odd));
        repository.targets().add("file", "content of file");
        repository.pinning(true);
        repository.publish();

        assertPythonReads(List.of("file"));
    }

    @Test
    void readsNamesWithoutVersions() throws Exception {
        repository.root().consistentSnapshot(false);
        repository.targets().delegate(aDelegation("a").paths("dir/*"));
        repository.role("a").add("dir/file", "content of dir/file");
        repository.publish();

        assertPythonReads(List.of("dir/file"));
    }

    @Test
    void readsKeysOfEveryScheme() throws Exception {
        List<String> targets = new ArrayList<>();
        for (SignatureScheme scheme : SignatureScheme.values()) {
            if (!scheme.keyType().equals("ml-dsa")) {
                String path = scheme.text() + "/file";
                repository
                        .targets()
                        .delegate(aDelegation(scheme.text())
                                .keys(1, key("interop", scheme))
                                .paths(path));
                repository.role(scheme.text()).add(path, "content of " + path);
                targets.add(path);
            }
        }
        repository.publish();

        assertPythonReads(targets);
    }

    @Test
    void writesThresholdsOddNamesAndBinsOfManySizes() throws Exception {
        Path written = folder.resolve("written");
        Python.run(folder, "write_variations.py", List.of(written.toString()));
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(written.resolve("expected.txt"), UTF_8)) {
            expected.put(line.split("\t", -1)[0], line.split("\t", -1)[1]);
        }
        byte[] root = Files.readAllBytes(written.resolve("metadata/1.root.json"));

        try (RawServer server = RawServer.of(written)) {
            Updater updater = Updater.of(server.uri("/metadata/"))
                    .fetcher(HttpFetcher.builder()
                            .proxies(ProxySelector.of(null))
                            .build())
                    .metadataStore(MemoryMetadataStore.trusting(root))
                    .targetStore(new FileTargetStore(folder.resolve("artifacts")))
                    .build();
            Map<String, String> downloaded = new TreeMap<>();
            for (String path : expected.keySet()) {
                Path file = updater.download(updater.find(path).orElseThrow().target());
                downloaded.put(path, sha256(Files.readAllBytes(file)));
            }

            assertThat(downloaded).isEqualTo(expected);
            assertThat(updater.list().problems()).isEmpty();
            assertThat(updater.list().found())
                    .extracting(found -> found.target().path())
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            assertThat(updater.find("shared/both.txt").map(DelegationSearch.Found::role))
                    .contains("zz first");
            assertThat(updater.find("shared/nothing")).isEmpty();
            assertThat(updater.refresh().root().version()).isEqualTo(2);
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(bytes));
    }
}
