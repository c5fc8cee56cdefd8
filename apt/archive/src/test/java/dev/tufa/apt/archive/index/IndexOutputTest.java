package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("an index in all its forms")
@Timeout(120)
class IndexOutputTest {
    private static final int BLOCK = 1 << 16;

    private static byte[] text(int length) {
        Random random = new Random(length);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) "Package: \n".charAt(random.nextInt(10));
        }
        return text;
    }

    private static Map<Compression, ByteArrayOutputStream> outputs() {
        Map<Compression, ByteArrayOutputStream> outputs = new EnumMap<>(Compression.class);
        for (Compression compression : Compression.values()) {
            outputs.put(compression, new ByteArrayOutputStream());
        }
        return outputs;
    }

    private static byte[] bytes(Map<Compression, ByteArrayOutputStream> outputs, Compression compression) {
        return Objects.requireNonNull(outputs.get(compression)).toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 10 * BLOCK, 777_777})
    void isTheSameInEach(int length, @TempDir Path folder) throws Exception {
        byte[] text = text(length);
        Map<Compression, ByteArrayOutputStream> outputs = outputs();
        List<ListedFile> files;
        try (IndexOutput index = IndexOutput.open("main/Packages", outputs, Samples.ALL)) {
            Random random = new Random(3);
            for (int at = 0; at < length; ) {
                int count = Math.min(length - at, random.nextInt(3 * BLOCK));
                index.write(text, at, count);
                at += count;
            }
            files = index.finish();
        }

        assertThat(files)
                .extracting(ListedFile::path)
                .containsExactly("main/Packages", "main/Packages.gz", "main/Packages.xz");
        Iterator<ListedFile> named = files.iterator();
        for (Compression compression : Compression.values()) {
            byte[] form = bytes(outputs, compression);
            ListedFile file = named.next();
            assertThat(file).isEqualTo(digested(file.path(), form));
            try (InputStream in = compression.decompress(new ByteArrayInputStream(form), length)) {
                assertThat(in.readAllBytes()).isEqualTo(text);
            }
            Files.write(folder.resolve("index" + compression.extension()), form);
        }
        RealTool.GZIP.run(folder, "--test", "--verbose", "index.gz");
        RealTool.XZ.run(folder, "--test", "--verbose", "index.xz");
        assertThat(RealTool.GZIP.run(folder, "--decompress", "--stdout", "index.gz"))
                .isEqualTo(text);
        assertThat(RealTool.XZ.run(folder, "--decompress", "--stdout", "index.xz"))
                .isEqualTo(text);
    }

    private static ListedFile digested(String path, byte[] bytes) throws IOException {
        DigestingOutput output = new DigestingOutput(OutputStream.nullOutputStream(), Samples.ALL);
        output.write(bytes, 0, bytes.length);
        return output.toFile(path);
    }

    @Test
    void saysNothingOfItsMakingInTheHeaderOfGzip() throws Exception {
        Map<Compression, ByteArrayOutputStream> outputs = outputs();
        try (IndexOutput index = IndexOutput.open("Packages", outputs, Set.of())) {
            index.write(text(1000));
            index.finish();
        }

        // magic, deflate, no flags, no time, best compression, unknown system
        assertThat(bytes(outputs, Compression.GZIP)).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff);
    }

    @Test
    void isTheSameHoweverItIsHandedOver() throws Exception {
        byte[] text = text(300_000);
        Map<Compression, ByteArrayOutputStream> whole = outputs();
        Map<Compression, ByteArrayOutputStream> bytes = outputs();
        try (IndexOutput first = IndexOutput.open("Packages", whole, Set.of());
                IndexOutput second = IndexOutput.open("Packages", bytes, Set.of())) {
            first.write(text);
            for (byte b : text) {
                second.write(b);
            }
            assertThat(second.finish()).isEqualTo(first.finish());
        }

        assertThat(bytes(bytes, Compression.GZIP)).isEqualTo(bytes(whole, Compression.GZIP));
        assertThat(bytes(bytes, Compression.XZ)).isEqualTo(bytes(whole, Compression.XZ));
    }

    @Test
    void isDigestedPlainEvenIfNoOneWantsItSo() throws Exception {
        try (IndexOutput index = IndexOutput.open(
                "Sources", Map.of(Compression.GZIP, new ByteArrayOutputStream()), Set.of(DigestAlgorithm.SHA512))) {
            index.write("abc".getBytes(UTF_8));

            assertThat(index.finish().get(0)).isEqualTo(Samples.file("Sources", "abc", Set.of(DigestAlgorithm.SHA512)));
        }
    }

    @Test
    void leavesTheOutputsToWhoOpenedThem() throws Exception {
        class Watched extends ByteArrayOutputStream {
            boolean closed;

            @Override
            public void close() {
                closed = true;
            }
        }
        Map<Compression, Watched> outputs = new EnumMap<>(Compression.class);
        for (Compression compression : Compression.values()) {
            outputs.put(compression, new Watched());
        }
        try (IndexOutput index = IndexOutput.open("Packages", outputs, Set.of())) {
            index.write(1);
            index.finish();
        }

        assertThat(outputs.values()).noneMatch(output -> output.closed);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void failsAsTheOutputFails(Compression compression) {
        OutputStream full = new OutputStream() {
            private int left = 100_000;

            @Override
            public void write(int b) throws IOException {
                if (left-- == 0) {
                    throw new IOException("no space left on device");
                }
            }
        };
        byte[] noise = new byte[20 * BLOCK];
        new Random(1).nextBytes(noise);

        assertThatThrownBy(() -> {
                    try (IndexOutput index = IndexOutput.open("Packages", Map.of(compression, full), Set.of())) {
                        for (int i = 0; i < 20; i++) {
                            index.write(noise);
                        }
                        index.finish();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("no space left on device");
        assertThat(compressors()).isZero();
    }

    @Test
    void canBeGivenUp() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        IndexOutput index = IndexOutput.open("Packages", Map.of(Compression.XZ, output), Set.of());
        assertThat(compressors()).isOne();
        index.write(text(10 * BLOCK));
        index.close();

        assertThat(compressors()).isZero();
        assertThatThrownBy(index::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Packages: expected one end, got two");
        assertThatThrownBy(() -> index.write(text(BLOCK)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Packages: expected nothing after its end");
    }

    @Test
    void canBeInterrupted() throws Exception {
        try (IndexOutput index =
                IndexOutput.open("Packages", Map.of(Compression.XZ, new ByteArrayOutputStream()), Set.of())) {
            index.write(text(BLOCK));
            Thread.currentThread().interrupt();

            assertThatThrownBy(index::finish).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(compressors()).isZero();
    }

    private static long compressors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tufa-index"))
                .count();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void isUnpackedAsFarAsAllowed(Compression compression) throws Exception {
        Map<Compression, ByteArrayOutputStream> outputs = outputs();
        try (IndexOutput index = IndexOutput.open("Packages", outputs, Set.of())) {
            index.write(new byte[1_000_000]);
            index.finish();
        }
        byte[] form = bytes(outputs, compression);

        try (InputStream in = compression.decompress(new ByteArrayInputStream(form), 1_000_000)) {
            assertThat(in.readAllBytes()).hasSize(1_000_000);
        }
        try (InputStream in = compression.decompress(new ByteArrayInputStream(form), 999_999)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IndexException.class)
                    .hasMessage("expected at most 999999 bytes, got more");
        }
        try (InputStream in = compression.decompress(new ByteArrayInputStream(form), 1)) {
            assertThat(in.read()).isZero();
            assertThatThrownBy(in::read).hasMessage("expected at most 1 bytes, got more");
        }
    }

    @Test
    void isReadWhateverPartsGzipMadeOfIt(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a"), "one,");
        Files.writeString(folder.resolve("b"), "two");
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(RealTool.GZIP.run(folder, "--stdout", "a"));
        both.write(RealTool.GZIP.run(folder, "--stdout", "b"));

        try (InputStream in = Compression.GZIP.decompress(new ByteArrayInputStream(both.toByteArray()), 7)) {
            assertThat(in.readAllBytes()).isEqualTo("one,two".getBytes(UTF_8));
        }
    }

    @Test
    void isReadWhateverLevelXzWasGiven(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a"), "text");
        byte[] best = RealTool.XZ.run(folder, "-9e", "--stdout", "a");

        try (InputStream in = Compression.XZ.decompress(new ByteArrayInputStream(best), 4)) {
            assertThat(in.readAllBytes()).isEqualTo("text".getBytes(UTF_8));
        }
        byte[] huge = RealTool.XZ.run(folder, "--lzma2=dict=1GiB", "--stdout", "a");
        try (InputStream in = Compression.XZ.decompress(new ByteArrayInputStream(huge), 4)) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("memory");
        }
    }
}
