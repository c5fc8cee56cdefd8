package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compressed bodies are decoded, up to the limit of what they decode to. */
@DisplayName("a body that comes compressed")
class CompressedTransportTest extends TransportCase {
    private void assertCompressedFails(String start, boolean fast, String repeated, String actual) {
        assertRefreshFails(
                exchange -> {
                    exchange.send(GZIP + start);
                    if (fast) {
                        exchange.sendForEver(repeated);
                    } else {
                        exchange.dripForEver(repeated);
                    }
                },
                IOException.class,
                expectedWholeFile(actual));
    }

    @Test
    void isDecoded() throws Exception {
        server.on(TIMESTAMP, exchange -> {
            assertThat(exchange.header("Accept-Encoding")).contains("gzip");
            exchange.send(200, gzip(repository.file("metadata/timestamp.json")), "Content-Encoding: gzip");
        });

        client.updater().refresh();

        assertThat(client.store.read("timestamp")).contains(repository.file("metadata/timestamp.json"));
    }

    @Test
    void isTakenAsItIsWhereNobodyAskedForThat() throws Exception {
        byte[] archive = gzip("an archive that a server takes for an encoding".getBytes(ISO_8859_1));
        repository.targets().add("a.tar.gz", archive);
        repository.publish();
        Updater updater = client.updater();
        TargetFile target = updater.find("a.tar.gz").orElseThrow().target();
        server.on("/targets/" + target.hashes().hexByFunction().get("sha256") + ".a.tar.gz", exchange -> {
            assertThat(exchange.header("Accept-Encoding")).contains("identity");
            exchange.send(200, archive, "Content-Encoding: x-gzip");
        });

        updater.download(target);

        assertThat(client.artifacts.content("a.tar.gz")).contains(archive);
    }

    @Test
    void isReadUpToTheLimitOfWhatItDecodesTo() throws IOException {
        byte[] bomb = gzip(new byte[10_000_000]); // made before the client's patience begins
        assertRefreshFails(
                exchange -> {
                    exchange.send(GZIP);
                    exchange.send(bomb);
                    exchange.close();
                },
                IntegrityException.class,
                "timestamp.json: length: expected at most 65536 bytes, got more");
    }

    @Test
    void isRefusedWhenItIsNot() {
        assertRefreshFails(
                exchange -> {
                    exchange.send(GZIP + "this is no compressed file");
                    exchange.close();
                },
                IOException.class,
                expectedWholeFile("Not in GZIP format"));
    }

    @Test
    void isIncompleteWhenItIsEmpty() {
        assertRefreshFails(
                exchange -> exchange.send(200, new byte[0], "Content-Encoding: gzip"),
                IOException.class,
                expectedWholeFile("EOFException"));
    }

    @Test
    void mayNotHaveAnEndlessHeader() {
        String header = "\037\213\010\010\0\0\0\0\0\0";
        assertCompressedFails(header, true, "x", "16385 compressed bytes without data");
    }

    @Test
    void mayNotDripItsHeader() {
        String header = "\037\213\010\010\0\0\0\0\0\0";
        assertCompressedFails(header, false, "x", HttpClientFixture.LATE_BODY);
    }

    @Test
    void mayNotHaveEmptyBlocksForEver() {
        server.on(TIMESTAMP, exchange -> {
            exchange.send(GZIP + "\037\213\010\0\0\0\0\0\0\0");
            exchange.sendForEver("\0\0\0\377\377");
        });

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(IOException.class)
                .hasMessageMatching(".*: expected the whole file, got 16[0-9]{3} compressed bytes without data");
    }

    @Test
    void mayNotDripEmptyBlocks() {
        String header = "\037\213\010\0\0\0\0\0\0\0";
        assertCompressedFails(header, false, "\0\0\0\377\377", HttpClientFixture.LATE_BODY);
    }

    @Test
    void mayNotHaveEmptyMembersForEver() {
        server.on(TIMESTAMP, exchange -> {
            exchange.send(GZIP);
            exchange.sendForEver(new String(gzip(new byte[0]), ISO_8859_1));
        });

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(IOException.class)
                .hasMessageEndingWith("compressed bytes without data");
    }
}
