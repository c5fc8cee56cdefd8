package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.client.MetadataStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link MetadataStore} does. */
interface MetadataStoreContract {
    /** The store of this test: the same one, or another one with the same content, at each call. */
    MetadataStore store();

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    default void hasNothingAtFirst() throws Exception {
        assertThat(store().read("root", 10)).isEmpty();
        assertThat(store().readRoot(1, 10)).isEmpty();
        assertThat(store().rootVersions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"root", "timestamp", "a/b", "../x", "A", "", ".lock", "1.root", "root-history", "\0", "\u00fc"})
    default void keepsWhatWasWrittenForARole(String role) throws Exception {
        store().write(role, bytes("content"));

        assertThat(store().read(role, 10)).contains(bytes("content"));
    }

    @Test
    default void keepsRolesApart() throws Exception {
        List<String> roles =
                List.of("a", "A", "a.json", "%41", "1.root", "root", "a/b", "a%2fb", "a%2Fb", "\u00fc", "u\u0308");
        for (String role : roles) {
            store().write(role, bytes(role));
        }
        for (String role : roles) {
            assertThat(store().read(role, 100)).contains(bytes(role));
        }
    }

    @Test
    default void keepsEveryByte() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        store().write("root", all);

        assertThat(store().read("root", 256)).contains(all);
    }

    @Test
    default void replacesWhatWasThere() throws Exception {
        store().write("root", bytes("a long text"));
        store().write("root", bytes("short"));

        assertThat(store().read("root", 100)).contains(bytes("short"));
    }

    @Test
    default void readsAsMuchAsWasAskedForOrNothing() throws Exception {
        store().write("root", bytes("12345"));
        store().writeRoot(1, bytes("12345"));

        assertThat(store().read("root", 5)).isPresent();
        assertThat(store().read("root", 4)).isEmpty();
        assertThat(store().readRoot(1, 5)).isPresent();
        assertThat(store().readRoot(1, 4)).isEmpty();
    }

    @Test
    default void readsWhatIsEmpty() throws Exception {
        store().write("root", new byte[0]);

        assertThat(store().read("root", 0)).contains(new byte[0]);
    }

    @Test
    default void deletes() throws Exception {
        store().write("timestamp", bytes("content"));
        store().delete("timestamp");

        assertThat(store().read("timestamp", 10)).isEmpty();
    }

    @Test
    default void deletesWhatIsNotThere() throws Exception {
        store().delete("timestamp");

        assertThat(store().read("timestamp", 10)).isEmpty();
    }

    @Test
    default void keepsRootsByVersion() throws Exception {
        for (long version : new long[] {1, 2, 10, 9, 4_000_000_000L}) {
            store().writeRoot(version, bytes("root " + version));
        }

        assertThat(store().rootVersions()).containsExactly(4_000_000_000L, 10L, 9L, 2L, 1L);
        assertThat(store().readRoot(9, 100)).contains(bytes("root 9"));
        assertThat(store().read("root", 100)).isEmpty();
        assertThat(store().read("9.root", 100)).isEmpty();
    }

    @Test
    default void putsARootInThePlaceOfADamagedOne() throws Exception {
        store().writeRoot(1, bytes("damaged"));
        store().writeRoot(1, bytes("whole"));

        assertThat(store().readRoot(1, 100)).contains(bytes("whole"));
        assertThat(store().rootVersions()).containsExactly(1L);
    }

    @Test
    default void doesNotLetGoOfItsBytes() throws Exception {
        byte[] written = bytes("content");
        store().write("root", written);
        written[0] = 'X';
        store().read("root", 10).orElseThrow()[0] = 'Y';

        assertThat(store().read("root", 10)).contains(bytes("content"));
    }

    @Test
    default void isOneThreadsAtATime() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean had = new AtomicBoolean();
        Thread other = new Thread(() -> {
            waiting.countDown();
            try (MetadataStore.Lock lock = store().lock()) {
                had.set(true);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try (MetadataStore.Lock lock = store().lock()) {
            other.start();
            assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(100);
            assertThat(had).isFalse();
        }
        other.join(5000);
        assertThat(had).isTrue();
    }

    @Test
    default void isEverybodysInTurn() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 5; round++) {
                    try (MetadataStore.Lock lock = store().lock()) {
                        long before = store().read("counter", 100)
                                .map(text -> Long.parseLong(new String(text, UTF_8)))
                                .orElse(0L);
                        store().write("counter", bytes(String.valueOf(before + 1)));
                        taken.add(number);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        assertThat(taken).hasSize(40);
        assertThat(store().read("counter", 100)).contains(bytes("40"));
    }
}
