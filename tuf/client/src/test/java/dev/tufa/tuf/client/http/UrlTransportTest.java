package dev.tufa.tuf.client.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no server can make happen on purpose, since it depends on the instant at which a connection ends. */
@DisplayName("A connection over which the platform trips")
class UrlTransportTest {
    private static final URI URL = URI.create("https://127.0.0.1/metadata/timestamp.json");

    private static int statusOf(Instant instant, int readMillis) throws IOException {
        Settings settings = new Settings(
                Duration.ZERO,
                Duration.ofMillis(readMillis),
                ProxySelector.of(null),
                Optional.empty(),
                Credentials.none(),
                "test");
        return new UrlTransport(settings)
                .statusOf(new Tripping(instant), URL, new Route(Proxy.NO_PROXY, Optional.empty()));
    }

    @Test
    void isNoAnswer() throws Exception {
        assertThatThrownBy(() -> statusOf(Instant.AT_ONCE, 60_000))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(URL + ": expected an answer, got no connection");
    }

    /** The second time as well: the timer that guards all connections has not ended when the first one could not be closed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isALateAnswerWhenItWasEndedForThat(int time) throws Exception {
        assertThatThrownBy(() -> statusOf(Instant.WHEN_DISCONNECTED, 0))
                .as("time %d", time)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(URL + ": expected an answer, got only part of one within 0 s");
    }

    private enum Instant {
        AT_ONCE,
        WHEN_DISCONNECTED
    }

    private static final class Tripping extends HttpURLConnection {
        private final Instant instant;
        private final CountDownLatch disconnected = new CountDownLatch(1);

        Tripping(Instant instant) throws IOException {
            super(URL.toURL());
            this.instant = instant;
        }

        @Override
        public int getResponseCode() throws IOException {
            try {
                if (instant == Instant.WHEN_DISCONNECTED && !disconnected.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("nobody has ended it");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            throw new IllegalStateException("no connection");
        }

        @Override
        public void disconnect() {
            if (disconnected.getCount() > 0) {
                disconnected.countDown();
                throw new IllegalStateException("no connection to end");
            }
        }

        @Override
        public boolean usingProxy() {
            return false;
        }

        @Override
        public void connect() {}
    }
}
