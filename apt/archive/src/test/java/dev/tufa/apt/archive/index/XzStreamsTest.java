package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XzStreamsTest {
    @TempDir
    Path folder;

    private static List<byte[]> parts(int number) {
        Random random = new Random(number);
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            byte[] part = new byte[1 + random.nextInt(300)];
            random.nextBytes(part);
            parts.add(
                    i % 2 == 0 ? part : "Package: example\n".repeat(part.length).getBytes(UTF_8));
        }
        return parts;
    }

    private static byte[] together(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 200})
    void partsThatWereJoinedAreReadAsOne(int number) throws IOException {
        List<byte[]> parts = parts(number);
        byte[] joined =
                Compression.XZ.join(parts.stream().map(Compression.XZ::compress).toList());
        try (InputStream in = Compression.XZ.decompress(new ByteArrayInputStream(joined), Long.MAX_VALUE)) {
            assertThat(in.readAllBytes()).isEqualTo(together(parts));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 200})
    void whatWasJoinedIsTakenApart(int number) {
        List<byte[]> compressed =
                parts(number).stream().map(Compression.XZ::compress).toList();
        assertThat(XzStreams.split(XzStreams.join(compressed))).containsExactlyElementsOf(compressed);
    }

    /** apt 2.6 reads the first stream of a file and nothing behind it. */
    @ParameterizedTest
    @ValueSource(strings = {".gz", ".xz"})
    void aptReadsAllParts(String extension) throws IOException, InterruptedException {
        Compression form = extension.equals(".gz") ? Compression.GZIP : Compression.XZ;
        List<byte[]> parts = parts(20);
        Path file = folder.resolve("file" + extension);
        Files.write(file, form.join(parts.stream().map(form::compress).toList()));
        assertThat(run("/usr/lib/apt/apt-helper", "cat-file", file.toString())).isEqualTo(together(parts));
    }

    @Test
    void xzFindsNothingWrong() throws IOException, InterruptedException {
        List<byte[]> parts = parts(20);
        Path file = folder.resolve("file.xz");
        Files.write(
                file,
                Compression.XZ.join(parts.stream().map(Compression.XZ::compress).toList()));
        assertThat(run("xz", "--decompress", "--stdout", file.toString())).isEqualTo(together(parts));
        assertThat(new String(run("xz", "--robot", "--list", file.toString()), UTF_8))
                .contains("file\t1\t20\t");
    }

    private byte[] run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectError(folder.resolve("err").toFile())
                .start();
        process.getOutputStream().close();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return out;
    }
}
