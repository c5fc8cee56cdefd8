package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.tufa.apt.archive.Tool;
import dev.tufa.apt.archive.deb.DebReader.Listing;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Whatever happens to the bytes of a package, it is read or refused, soon and within its limits. */
@DisplayName("a .deb file with some bytes changed")
class DebMutationTest {
    private static final int ROUNDS = 1500;

    @ParameterizedTest
    @EnumSource
    void isReadOrRefused(TarCompression compression) {
        boolean both = TarCompression.OF_CONTROL.contains(compression);
        TarCompression ofControl = both ? compression : TarCompression.GZIP;
        byte[] right = DebBytes.anArchive()
                .member("debian-binary", "2.0\n")
                .member("control.tar" + extension(ofControl), compressed(ofControl, DebBytes.aControlTar()))
                .member("data.tar" + extension(compression), compressed(compression, dataTar()))
                .build();
        Random random = new Random(11);
        Set<DebRefusal> refusals = EnumSet.noneOf(DebRefusal.class);

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            assertThat(read(right, refusals)).isTrue();
            for (int i = 0; i < ROUNDS; i++) {
                read(mutated(right, random), refusals);
            }
        });

        assertThat(refusals).hasSizeGreaterThan(4);
    }

    /** What is accepted with headers that nobody wrote like this has to mean the same to tar, which dpkg-deb calls. */
    @Test
    void hasThePathsThatTarSees() throws Exception {
        Random random = new Random(12);
        int accepted = 0;
        for (int i = 0; i < 500; i++) {
            byte[] tar = withOtherHeaders(dataTar(), random);
            byte[] deb = DebBytes.withDataTar(tar);
            List<DebPath> paths;
            try {
                paths = new DebReader(Set.of(), Listing.PATHS, DebLimits.DEFAULT)
                        .read("f", new ByteArrayInputStream(deb))
                        .paths()
                        .orElseThrow();
            } catch (DebException e) {
                continue;
            }
            accepted++;
            byte[] listing = Tool.run(
                    Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"),
                    List.of("tar", "--quoting-style=literal", "-tvf", "-"),
                    tar);
            assertThat(paths.stream().map(path -> plain(TarListing.of(path))))
                    .as("round " + i)
                    .containsExactlyElementsOf(new String(listing, UTF_8)
                            .lines()
                            .map(line -> plain(TarListing.withoutTime(line)))
                            .toList());
        }
        assertThat(accepted).isGreaterThan(100);
    }

    /** Without what only tells how a path is written. */
    private static String plain(String line) {
        return line.replaceFirst("/$", "")
                .replaceFirst(" \\.$", " ")
                .replace("./", "")
                .replaceAll(" +", " ");
    }

    /** Changes bytes of headers, but for owners and times, and makes their sums right again. */
    private static byte[] withOtherHeaders(byte[] tar, Random random) {
        byte[] changed = tar.clone();
        List<Integer> headers = new ArrayList<>();
        for (int at = 0; at < tar.length; at += TarHeader.BYTES) {
            if (new String(tar, at + 257, 5, UTF_8).equals("ustar")) {
                headers.add(at);
            }
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            int offset = random.nextInt(TarHeader.BYTES);
            boolean shown = (offset >= 136 && offset < 156) || (offset >= 265 && offset < 329);
            if (!shown) {
                String interesting = "\0\u0080\u00ff /.01257LKx";
                changed[headers.get(random.nextInt(headers.size())) + offset] =
                        (byte) interesting.charAt(random.nextInt(interesting.length()));
            }
        }
        headers.forEach(at -> TarBytes.repairSum(changed, at));
        return changed;
    }

    private static String extension(TarCompression compression) {
        return switch (compression) {
            case NONE -> "";
            case GZIP -> ".gz";
            case XZ -> ".xz";
            case ZSTD -> ".zst";
            case BZIP2 -> ".bz2";
            case LZMA -> ".lzma";
        };
    }

    private static byte[] compressed(TarCompression compression, byte[] bytes) {
        return switch (compression) {
            case NONE -> bytes;
            case GZIP -> DebBytes.gzip(bytes);
            case XZ -> DebBytes.compressed(bytes, out -> new XZOutputStream(out, new LZMA2Options(0)));
            case ZSTD -> Zstd.compress(bytes);
            case BZIP2 -> DebBytes.compressed(bytes, BZip2CompressorOutputStream::new);
            case LZMA -> DebBytes.compressed(bytes, out -> new LZMAOutputStream(out, new LZMA2Options(0), -1));
        };
    }

    private static byte[] dataTar() {
        return new TarBytes()
                .directory("./")
                .longText('K', "long/" + "k".repeat(150))
                .longText('L', "long/" + "l".repeat(150))
                .link('2', "short", "short")
                .file("./usr", "hello\n".repeat(200))
                .link('1', "./other", "./usr")
                .build();
    }

    private static boolean read(byte[] deb, Set<DebRefusal> refusals) throws IOException {
        try {
            new DebReader(Set.of(DigestAlgorithm.MD5), Listing.PATHS, DebLimits.DEFAULT)
                    .read("f", new ByteArrayInputStream(deb));
            return true;
        } catch (DebException e) {
            refusals.add(e.refusal());
            assertThat(e.getMessage()).startsWith("f: ").hasSizeLessThan(300);
            return false;
        }
    }

    /** One to three changes; more would be found by their first. */
    private static byte[] mutated(byte[] right, Random random) {
        byte[] bytes = right.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 ->
                    bytes[at] =
                            List.of((byte) 0, (byte) -1, (byte) '/', (byte) '9').get(random.nextInt(4));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = spliced(bytes, at, at + length, new byte[0]);
                default -> {
                    byte[] inserted = new byte[length];
                    random.nextBytes(inserted);
                    bytes = spliced(bytes, at, at, inserted);
                }
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + with.length);
        System.arraycopy(with, 0, spliced, from, with.length);
        System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
        return spliced;
    }
}
