package dev.tufa.tuf.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFetcherBuilderTest {
    private static final HttpFetcherBuilder<HttpFetcher> BUILDER = HttpFetcher.builder();

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000999S", "PT24H0.001S"})
    void refusesTimeoutsThatAreNone(String text) {
        Duration timeout = Duration.parse(text);

        assertThatThrownBy(() -> BUILDER.connectTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connect timeout: expected a millisecond to a day, got " + timeout);
        assertThatThrownBy(() -> BUILDER.readTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("read timeout: expected a millisecond to a day, got " + timeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nHost: b", "\u00fc"})
    void refusesAUserAgentThatNoHeaderCanSay(String product) {
        assertThatThrownBy(() -> BUILDER.userAgent(product))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("user agent: expected printable ASCII, got something else");
    }

    @Test
    void makesFetchersThatKnowOtherSchemesFromTheirOwn() {
        for (Fetcher fetcher :
                new Fetcher[] {new HttpFetcher(), Http2Fetcher.builder().build()}) {
            for (String uri : new String[] {"file:///etc/passwd", "ftp://example.org/", "nothing", "mailto:me"}) {
                assertThatThrownBy(() -> fetcher.open(new Fetcher.Request(URI.create(uri), false)))
                        .isExactlyInstanceOf(PermanentFetchException.class)
                        .hasMessage(uri + ": expected an http or https URL, got another scheme");
            }
        }
    }

    @Test
    void makesAnotherFetcherEachTime() {
        assertThat(BUILDER.build()).isNotSameAs(BUILDER.build());
    }
}
