package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.client.TargetStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link TargetStore} does. */
interface TargetStoreContract {
    /** The store of this test: the same one, or another one with the same content, at each call. */
    TargetStore store();

    private Optional<String> content(String path) throws IOException {
        Optional<InputStream> stored = store().read(path);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = stored.get()) {
            return Optional.of(new String(in.readAllBytes(), UTF_8));
        }
    }

    private void put(String path, String content) throws IOException {
        try (TargetStore.Incoming incoming = store().create(path)) {
            incoming.stream().write(content.getBytes(UTF_8));
            incoming.commit();
        }
    }

    @Test
    default void hasNoArtifactAtFirst() throws Exception {
        assertThat(content("file")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "dir/file", "", "/", "../x", "a//b", "A", "\0", ".hidden", "con", "\u00fc"})
    default void hasWhatWasCommitted(String path) throws Exception {
        put(path, "content");

        assertThat(content(path)).contains("content");
    }

    @Test
    default void doesNotHaveWhatIsOnItsWay() throws Exception {
        try (TargetStore.Incoming incoming = store().create("file")) {
            incoming.stream().write("content".getBytes(UTF_8));
            assertThat(content("file")).isEmpty();
            incoming.commit();
            assertThat(content("file")).contains("content");
        }
    }

    @Test
    default void doesNotHaveWhatWasGivenUp() throws Exception {
        try (TargetStore.Incoming incoming = store().create("file")) {
            incoming.stream().write("content".getBytes(UTF_8));
        }

        assertThat(content("file")).isEmpty();
    }

    @Test
    default void keepsWhatWasThereUntilItsReplacementIsCommitted() throws Exception {
        put("file", "old");
        try (TargetStore.Incoming incoming = store().create("file")) {
            incoming.stream().write("given up".getBytes(UTF_8));
        }
        assertThat(content("file")).contains("old");

        put("file", "new");
        assertThat(content("file")).contains("new");
    }

    @Test
    default void takesWhatIsEmpty() throws Exception {
        put("file", "");

        assertThat(content("file")).contains("");
    }

    @Test
    default void takesBytesInEveryWay() throws Exception {
        byte[] many = new byte[200_000];
        Arrays.fill(many, (byte) 'x');
        try (TargetStore.Incoming incoming = store().create("file")) {
            incoming.stream().write('a');
            incoming.stream().write(many);
            incoming.stream().write(new byte[] {'-', 'b', '-'}, 1, 1);
            incoming.commit();
        }

        assertThat(content("file").orElseThrow())
                .hasSize(200_002)
                .startsWith("ax")
                .endsWith("xb");
    }

    @Test
    default void takesTwoOfOnePathAtOnceAndTheLastOneStays() throws Exception {
        try (TargetStore.Incoming first = store().create("file");
                TargetStore.Incoming second = store().create("file")) {
            second.stream().write("second".getBytes(UTF_8));
            first.stream().write("first".getBytes(UTF_8));
            second.commit();
            first.commit();
        }

        assertThat(content("file")).contains("first");
    }

    @Test
    default void closesTwiceWithoutHarm() throws Exception {
        TargetStore.Incoming incoming = store().create("file");
        incoming.close();
        put("file", "content");
        incoming.close();

        assertThat(content("file")).contains("content");
    }

    @Test
    default void locatesEveryPathAtItsOwnPlace() {
        List<String> paths = List.of(
                "a", "b", "A", "a/b", "a%2fb", "a//b", "/a", "a/", "", "..", "../a", "\u00fc", "u\u0308", "\0", "%_");
        Set<Object> places = new HashSet<>();
        for (String path : paths) {
            assertThat(store().locate(path)).isEqualTo(store().locate(path));
            places.add(store().locate(path));
        }
        assertThat(places).hasSameSizeAs(paths);
    }
}
