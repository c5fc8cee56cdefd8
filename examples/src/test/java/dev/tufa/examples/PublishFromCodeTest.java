package dev.tufa.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.ManualClock;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.signing.WrongPassphraseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishFromCodeTest {
    /** Keys that open quickly; nobody should use so few iterations. */
    private static final InitOptions FAST = InitOptions.DEFAULT.withSettings(Settings.DEFAULT.withKeyIterations(1000));

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private PublishFromCode publisher;
    private TestServer server;
    private Updater client;

    @BeforeEach
    void init() throws Exception {
        publisher = PublishFromCode.init(folder.resolve("updates"), FAST, "correct horse".toCharArray(), clock);
        Path published = folder.resolve("updates/repository");
        server = TestServer.of(published);
        client = Updater.of(server.metadataUrl())
                .pinnedRoot(Files.readAllBytes(published.resolve("metadata/1.root.json")))
                .fetcher(new HttpFetcher())
                .metadataStore(new FileMetadataStore(folder.resolve("client/metadata")))
                .targetStore(new FileTargetStore(folder.resolve("client/targets")))
                .clock(clock)
                .build();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void clientsGetWhatIsReleased() throws Exception {
        assertThat(publisher.release(file("version 1"), "app-1.jar")).isNotEmpty();

        client.refresh();
        assertThat(client.download(client.find("app-1.jar").orElseThrow().target()))
                .hasContent("version 1");
    }

    @Test
    void clientsFollowNewKeysOfEveryRole() throws Exception {
        client.refresh();
        for (RoleType role : new RoleType[] {RoleType.ROOT, RoleType.TARGETS, RoleType.SNAPSHOT, RoleType.TIMESTAMP}) {
            publisher.rotate(role);
        }
        publisher.release(file("version 2"), "app-2.jar");

        Refreshed refreshed = client.refresh();
        assertThat(refreshed.root().version()).isEqualTo(5);
        assertThat(client.find("app-2.jar")).isPresent();
    }

    @Test
    void clientsRefuseARepositoryThatNobodyRenews() throws Exception {
        client.refresh();
        clock.advance(Duration.ofDays(7));

        assertThatThrownBy(() -> client.refresh()).isInstanceOf(ExpiredException.class);
        publisher.renewTimestamp();
        assertThat(client.refresh().timestamp().version()).isEqualTo(2);
    }

    @Test
    void anotherProcessGoesOnWithTheFolder() throws Exception {
        PublishFromCode again = PublishFromCode.open(folder.resolve("updates"), "correct horse".toCharArray(), clock);
        again.release(file("version 1"), "app-1.jar");

        assertThat(client.find("app-1.jar")).isPresent();
    }

    @Test
    void aWrongPassphrasePublishesNothing() throws Exception {
        PublishFromCode thief = PublishFromCode.open(folder.resolve("updates"), "wrong".toCharArray(), clock);

        assertThatThrownBy(() -> thief.release(file("evil"), "app-1.jar")).isInstanceOf(WrongPassphraseException.class);
        assertThat(client.find("app-1.jar")).isEmpty();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }
}
