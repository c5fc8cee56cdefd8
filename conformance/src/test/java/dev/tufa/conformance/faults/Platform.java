package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.client.http.Http2Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.client.http.HttpFetcherBuilder;

/** The clients for HTTP that the platform has. */
enum Platform {
    URL_CONNECTION {
        @Override
        HttpFetcherBuilder<?> builder() {
            return HttpFetcher.builder();
        }

        @Override
        void assertSays(Throwable failure, String expected, String words) {
            assertThat(failure).hasMessage(expected + words);
        }
    },
    HTTP_CLIENT {
        @Override
        HttpFetcherBuilder<?> builder() {
            return Http2Fetcher.builder();
        }

        @Override
        void assertSays(Throwable failure, String expected, String words) {
            assertThat(failure).hasMessageStartingWith(expected);
        }
    };

    abstract HttpFetcherBuilder<?> builder();

    /** Asserts that a failure is put into words, of which the last are the platform's: those of the older client do not change. */
    abstract void assertSays(Throwable failure, String expected, String words);
}
