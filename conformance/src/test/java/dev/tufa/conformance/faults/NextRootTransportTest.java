package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers say that there is no next root, and which are errors. */
@DisplayName("TUF §5.3.3 a next root that is not available")
class NextRootTransportTest extends TransportCase {
    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void endsTheChainWhereTheServerSaysSo(int status) throws Exception {
        server.on("/metadata/2.root.json", exchange -> exchange.send(status, new byte[10]));

        assertThat(client.updater().refresh().root().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 405, 406, 407, 411, 416, 418, 451, 204, 206, 300, 304, 305})
    void isAnErrorWhereTheServerSaysAnythingElse(int status) {
        server.on("/metadata/2.root.json", exchange -> exchange.send(status, new byte[0]));

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage(server.uri("/metadata/2.root.json") + ": expected HTTP status 200, got " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void isAnErrorThatMayGoAwayWhereTheServerSaysThat(int status) {
        server.on("/metadata/2.root.json", exchange -> exchange.send(status, new byte[0]));

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(server.uri("/metadata/2.root.json") + ": expected HTTP status 200, got " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "404\r\n\r\n", "\r\n\r\n"})
    void isAnErrorWhereTheServerDoesNotSpeakHttp(String words) {
        server.on("/metadata/2.root.json", exchange -> {
            exchange.send(words);
            exchange.close();
        });

        assertThatThrownBy(() -> client.updater().refresh())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NotAvailableException.class);
    }

    @Test
    void isAnErrorWhereNobodyListens() throws Exception {
        try (DeafPort nobody = new DeafPort()) {
            client = new HttpClientFixture(repository, nobody.uri("/metadata/"));

            assertThatThrownBy(() -> client.updater().refresh())
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            nobody.uri("/metadata/2.root.json") + ": expected an answer, got Connection refused");
        }
    }
}
