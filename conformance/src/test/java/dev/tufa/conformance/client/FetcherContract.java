package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Fetcher} does. */
interface FetcherContract {
    Fetcher fetcher();

    /** Puts a file there, and says where. */
    URI put(String name, byte[] content);

    /** Makes a file answer with a status, and says where. */
    URI fail(String name, int status);

    /** Makes a file end before it is whole, though its length is announced, and says where. */
    URI truncate(String name, byte[] content, int length);

    private byte[] fetch(URI uri) throws IOException {
        try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, true))) {
            return response.body().readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void opensAFile(boolean compressible) throws Exception {
        URI uri = put("file", "content".getBytes(UTF_8));

        try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, compressible))) {
            assertThat(response.length()).hasValue(7);
            assertThat(response.body().readAllBytes()).isEqualTo("content".getBytes(UTF_8));
            assertThat(response.body().read()).isNegative();
        }
    }

    @Test
    default void opensAnEmptyFile() throws Exception {
        assertThat(fetch(put("empty", new byte[0]))).isEmpty();
    }

    @Test
    default void opensAFileOfEveryByte() throws Exception {
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(fetch(put("all", all))).isEqualTo(all);
    }

    @Test
    default void readsByteByByteAndInPieces() throws Exception {
        URI uri = put("file", "content".getBytes(UTF_8));
        try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, false))) {
            byte[] piece = new byte[10];
            assertThat(response.body().read()).isEqualTo('c');
            assertThat(response.body().readNBytes(piece, 2, 3)).isEqualTo(3);
            assertThat(piece).startsWith(0, 0, 'o', 'n', 't');
            assertThat(response.body().readAllBytes()).isEqualTo("ent".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    default void saysThatAFileIsNotThere(int status) {
        URI uri = fail("file", status);

        assertThatThrownBy(() -> fetch(uri))
                .isExactlyInstanceOf(NotAvailableException.class)
                .hasMessage("%s: expected a file, got HTTP status %d", uri, status)
                .extracting(e -> ((NotAvailableException) e).uri())
                .isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 451})
    default void saysThatAFailureIsForGood(int status) {
        URI uri = fail("file", status);

        assertThatThrownBy(() -> fetch(uri))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessage("%s: expected HTTP status 200, got %d", uri, status);
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
    default void isClosedBeforeTheEnd() throws Exception {
        URI uri = put("large", new byte[1_000_000]);
        for (int i = 0; i < 5; i++) {
            try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, false))) {
                assertThat(response.body().read()).isZero();
            }
        }

        assertThat(fetch(put("file", new byte[10]))).hasSize(10);
    }

    @Test
    default void isSafeForManyThreads() throws Exception {
        List<URI> uris = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            uris.add(put("file-" + i, ("content " + i).getBytes(UTF_8)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                URI uri = uris.get(i % 10);
                results.add(threads.submit(() -> fetch(uri)));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(results.get(i).get()).isEqualTo(("content " + i % 10).getBytes(UTF_8));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
