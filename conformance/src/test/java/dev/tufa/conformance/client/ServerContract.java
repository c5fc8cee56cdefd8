package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Fetcher} does with what servers say. */
interface ServerContract extends FetcherContract {
    /** Makes a file answer with a status, and says where. */
    URI fail(String name, int status);

    /** Makes a file end before it is whole, though its length is announced, and says where. */
    URI truncate(String name, byte[] content, int length);

    /** Puts a file there of which the server always sends all, and says where. */
    URI putWhole(String name, byte[] content);

    private void fetch(URI uri) throws IOException {
        try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, true))) {
            response.body().readAllBytes();
        }
    }

    @Override
    default URI missing(String name) {
        return fail(name, 404);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    default void saysByWhichStatusAFileIsNotThere(int status) {
        URI uri = fail("file", status);

        assertThatThrownBy(() -> fetch(uri))
                .isExactlyInstanceOf(NotAvailableException.class)
                .hasMessage("%s: expected a file, got HTTP status %d", uri, status);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 416, 451})
    default void saysThatAFailureIsForGood(int status) {
        URI uri = fail("file", status);

        assertThatThrownBy(() -> fetch(uri))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessageStartingWith("%s: expected HTTP status 200, got %d", uri, status);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    default void saysThatAFailureMayGoAway(int status) {
        URI uri = fail("file", status);

        assertThatThrownBy(() -> fetch(uri))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("%s: expected HTTP status 200, got %d", uri, status);
    }

    @Test
    default void doesNotPassATruncatedFileOffAsWhole() {
        URI uri = truncate("file", new byte[1000], 10);

        boolean noticed;
        try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, false))) {
            int read = response.body().readAllBytes().length;
            noticed = response.length().orElse(read) != read;
        } catch (IOException e) {
            noticed = true;
        }
        assertThat(noticed).isTrue();
    }

    @Test
    default void takesAllOfAFileFromAServerThatKnowsNoRanges() throws Exception {
        byte[] content = "content".getBytes(UTF_8);
        URI uri = putWhole("file", content);
        Fetcher.Request rest = new Fetcher.Request(uri, false, Optional.of(new Fetcher.Beginning(3, Optional.empty())));

        try (Fetcher.Response response = fetcher().open(rest)) {
            assertThat(response.start()).isZero();
            assertThat(response.length()).hasValue(7);
            assertThat(response.body().readAllBytes()).isEqualTo(content);
        }
    }
}
