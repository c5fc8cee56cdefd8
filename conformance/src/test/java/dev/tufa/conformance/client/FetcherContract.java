package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Fetcher} does. */
interface FetcherContract {
    Fetcher fetcher();

    /** Puts a file there, in place of what was there, and says where. It counts as old. */
    URI put(String name, byte[] content);

    /** Where a file would be that is not there. */
    URI missing(String name);

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
            assertThat(response.start()).isZero();
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
        byte[] all = everyByte(100_000);

        assertThat(fetch(put("all", all))).isEqualTo(all);
    }

    private static byte[] everyByte(int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
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

    @Test
    default void saysThatAFileIsNotThere() {
        URI uri = missing("nothing");

        assertThatThrownBy(() -> fetch(uri))
                .isExactlyInstanceOf(NotAvailableException.class)
                .hasMessageStartingWith(uri + ": expected a file, got ")
                .extracting(e -> ((NotAvailableException) e).uri())
                .isEqualTo(uri);
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
        Fetcher fetcher = fetcher();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                URI uri = uris.get(i % 10);
                results.add(threads.submit(() -> {
                    try (Fetcher.Response response = fetcher.open(new Fetcher.Request(uri, true))) {
                        return response.body().readAllBytes();
                    }
                }));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(results.get(i).get()).isEqualTo(("content " + i % 10).getBytes(UTF_8));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The validator of what is there. */
    private Optional<String> validator(URI uri) throws IOException {
        try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, false))) {
            return response.validator();
        }
    }

    private void assertSends(URI uri, Fetcher.Beginning beginning, byte[] content, int start) throws IOException {
        try (Fetcher.Response response = fetcher().open(new Fetcher.Request(uri, false, Optional.of(beginning)))) {
            assertThat(response.start()).isEqualTo(start);
            assertThat(response.length()).hasValue(content.length - start);
            assertThat(response.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(content, start, content.length));
            assertThat(response.validator()).isEqualTo(validator(uri));
        }
    }

    @Test
    default void namesTheSameContentTheSameAndAnotherOneOtherwise() throws Exception {
        URI uri = put("file", "content".getBytes(UTF_8));
        Optional<String> validator = validator(uri);

        assertThat(validator).isPresent().isEqualTo(validator(uri));
        put("file", "another".getBytes(UTF_8));
        assertThat(validator(uri)).isPresent().isNotEqualTo(validator);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256, 99_999})
    default void sendsTheRestOfAFile(int length) throws Exception {
        byte[] all = everyByte(100_000);
        URI uri = put("all", all);

        assertSends(uri, new Fetcher.Beginning(length, validator(uri)), all, length);
    }

    @Test
    default void sendsTheRestWhereTheBeginningHasNoName() throws Exception {
        URI uri = put("file", "content".getBytes(UTF_8));

        assertSends(uri, new Fetcher.Beginning(3, Optional.empty()), "content".getBytes(UTF_8), 3);
    }

    @Test
    default void sendsAllOfAFileThatHasChanged() throws Exception {
        URI uri = put("file", "content".getBytes(UTF_8));
        Fetcher.Beginning beginning = new Fetcher.Beginning(3, validator(uri));
        byte[] changed = "another".getBytes(UTF_8);
        put("file", changed);

        assertSends(uri, beginning, changed, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, Long.MAX_VALUE})
    default void sendsAllOfAFileThatIsNotLongerThanItsBeginning(long length) throws Exception {
        byte[] content = "content".getBytes(UTF_8);
        URI uri = put("file", content);

        assertSends(uri, new Fetcher.Beginning(length, validator(uri)), content, 0);
        assertSends(uri, new Fetcher.Beginning(length, Optional.empty()), content, 0);
    }

    /** What is kept on a disk between two processes may be damaged. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no tag", "W/\"weak\"", "\"a\nb\"", "\"\u00fc\u0000\""})
    default void sendsAllOfAFileWhereTheNameOfTheBeginningIsNone(String validator) throws Exception {
        byte[] content = "content".getBytes(UTF_8);
        URI uri = put("file", content);

        assertSends(uri, new Fetcher.Beginning(3, Optional.of(validator)), content, 0);
    }

    @Test
    default void saysThatAFileIsNotThereWhereItsRestIsWanted() {
        URI uri = missing("nothing");
        Fetcher.Request rest =
                new Fetcher.Request(uri, false, Optional.of(new Fetcher.Beginning(3, Optional.of("\"tag\""))));

        assertThatThrownBy(() -> fetcher().open(rest)).isExactlyInstanceOf(NotAvailableException.class);
    }
}
