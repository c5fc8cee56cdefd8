package dev.tufa.examples;

import static dev.tufa.tuf.client.UpdateEvent.Decision.ACCEPTED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.NOT_AVAILABLE;
import static dev.tufa.tuf.client.UpdateEvent.Decision.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.Tuf;
import dev.tufa.tuf.client.ProgressListener;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of single features do what the guide says of them. */
@Timeout(60)
class FeaturesTest {
    private static final int FILES = 20;

    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private final byte[] root = repository.file("metadata/1.root.json");
    private TestServer server;

    @BeforeEach
    void publish() throws IOException {
        server = TestServer.of(repository);
        for (int i = 0; i < FILES; i++) {
            repository.targets().add("file" + i, "content " + i);
        }
        repository.publish();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            names.add("file" + i);
        }
        return names;
    }

    @Test
    void manyAreDownloadedAtATime() throws Exception {
        DownloadMany many = new DownloadMany(server.metadataUrl(), root, folder, new DownloadMany.Percents());

        assertThat(many.download(names())).isEqualTo("20 files, 0 failed");
        assertThat(folder.resolve("targets/file7")).hasContent("content 7");
    }

    @Test
    void somebodyHasHadEnough() throws Exception {
        List<DownloadMany> self = new ArrayList<>();
        DownloadMany many = new DownloadMany(server.metadataUrl(), root, folder, new ProgressListener() {
            @Override
            public void expected(int files, long bytes) {
                self.get(0).cancel();
            }
        });
        self.add(many);

        assertThat(many.download(names())).isEqualTo("cancelled");
        assertThat(folder.resolve(".targets.unfinished")).doesNotExist();
    }

    @Test
    void anotherMirrorIsTaken() throws Exception {
        URI gone = URI.create("http://127.0.0.1:9/");
        SeveralMirrors client = new SeveralMirrors(gone, server.url(), gone, root, folder);

        assertThat(client.download("file1")).hasContent("content 1");
    }

    @Test
    void twoRepositoriesHaveToAgree() throws Exception {
        for (String name : List.of("one", "two")) {
            Files.createDirectories(folder.resolve(name));
            Files.write(folder.resolve(name).resolve("root.json"), root);
        }
        try (TestServer second = TestServer.of(repository)) {
            Files.writeString(folder.resolve("map.json"), """
                    {"repositories": {"one": ["%s"], "two": ["%s"]},
                     "mapping": [{"paths": ["*"], "repositories": ["one", "two"], "threshold": 2, "terminating": true}]}""".formatted(server.url(), second.url()));
            TwoRepositories client = new TwoRepositories(folder);

            assertThat(client.download("file1")).endsWith("file1");
            assertThat(client.download("no such file")).isEqualTo("there is no such file");
        }
        assertThat(new TwoRepositories(folder).download("file2"))
                .isEqualTo("it depends on [two], which cannot be reached or trusted");
    }

    @Test
    void aLaptopIsToldWhatWasNotChecked() throws Exception {
        WithoutNetwork laptop = new WithoutNetwork(server.metadataUrl(), root, folder);
        assertThat(laptop.onALaptop()).isEmpty();

        server.close();

        assertThat(laptop.onALaptop()).hasSize(3).last().asString().contains("could not be reached");
    }

    @Test
    void aBusyServiceAsksNowAndThen() throws Exception {
        WithoutNetwork service = new WithoutNetwork(server.metadataUrl(), root, folder);
        service.inABusyService();
        repository.takeRequests();

        Refreshed refreshed = service.inABusyService();

        assertThat(repository.takeRequests()).isEmpty();
        assertThat(refreshed.checks().complete()).isFalse();
    }

    @Test
    void aMachineThatNoNetworkReachesIsBroughtFiles() throws Exception {
        Path bundle = folder.resolve("bundle.zip");
        new WithoutNetwork(server.metadataUrl(), root, folder.resolve("here")).carry(List.of("file1", "file2"), bundle);

        new WithoutNetwork(URI.create("http://127.0.0.1:9/"), root, folder.resolve("there")).takeIn(bundle);

        assertThat(folder.resolve("there/targets/file2")).hasContent("content 2");
    }

    @Test
    void aClockThatWasWrongIsForgottenWhenSomebodyHasLooked() throws Exception {
        WithoutNetwork machine = new WithoutNetwork(server.metadataUrl(), root, folder);
        machine.inABusyService();
        Files.writeString(folder.resolve("metadata/.notes"), "latest-time: 2100-01-01T00:00:00Z\n");

        assertThatThrownBy(() -> machine.afterTheClockWasSet(false)).hasMessageStartingWith("clock: expected");
        machine.afterTheClockWasSet(true);

        assertThat(folder.resolve("metadata/.notes")).content().doesNotContain("2100");
    }

    @Test
    void whatWasDecidedIsCounted() throws Exception {
        LogAndCount metrics = new LogAndCount();
        Updater updater =
                Tuf.client(server.metadataUrl(), root, folder).events(metrics).build();
        updater.refresh();
        repository.serve("metadata/timestamp.json", Fault.bytes(new byte[] {'{', '}'}));
        assertThatThrownBy(updater::refresh).hasMessageStartingWith("timestamp.json: ");

        assertThat(metrics.count(ACCEPTED)).isEqualTo(3);
        assertThat(metrics.count(NOT_AVAILABLE)).isEqualTo(2);
        assertThat(metrics.count(REFUSED)).isEqualTo(1);
        assertThat(metrics.bytes()).isPositive();
    }
}
