package dev.tufa.conformance.apt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tufa.apt.archive.deb.DebException;
import dev.tufa.apt.archive.deb.DebFile;
import dev.tufa.apt.archive.deb.DebLimits;
import dev.tufa.apt.archive.deb.DebPath;
import dev.tufa.apt.archive.deb.DebReader;
import dev.tufa.apt.archive.deb.DebReader.Listing;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, they are a package within the limits whose paths stay in their folder, or they are refused. */
class DebFuzzTest {
    private static final int ENTRIES = 8;
    private static final int PATH = 220;
    private static final int PATHS = 400;
    private static final int DATA = 1 << 14;
    private static final DebLimits LIMITS = new DebLimits(
            1 << 15, 5, 1 << 14, 4, DATA, ENTRIES, PATH, PATHS, 8 << 20, 1 << 12, new Deb822Limits(200, 1000, 20));
    private static final String FOLDER = "/folder";

    static Stream<byte[]> seeds() {
        return SmallDebs.all();
    }

    @MethodSource("seeds")
    @FuzzTest // has to be the last annotation
    void isReadOrRefused(byte[] bytes) throws IOException, GeneralSecurityException {
        DebFile deb;
        try {
            deb = read(Listing.PATHS, new ByteArrayInputStream(bytes));
        } catch (DebException e) {
            assertThat(e.getMessage()).startsWith("f: ").hasSizeLessThan(700);
            return;
        }
        assertThat(deb.length()).isEqualTo(bytes.length).isLessThanOrEqualTo(LIMITS.fileLength());
        assertThat(deb.digests().byAlgorithm())
                .isEqualTo(Map.of(
                        DigestAlgorithm.SHA256,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))));
        requireInside(deb.paths().orElseThrow());
        requireSame(deb, bytes);
    }

    private static DebFile read(Listing listing, InputStream in) throws IOException, DebException {
        return new DebReader(Set.of(DigestAlgorithm.SHA256), listing, LIMITS).read("f", in);
    }

    private static void requireInside(List<DebPath> paths) {
        assertThat(paths).hasSizeLessThanOrEqualTo(ENTRIES);
        Set<String> names = new HashSet<>();
        int characters = 0;
        long size = 0;
        for (DebPath path : paths) {
            assertThat(names.add(path.path())).as(path.path()).isTrue();
            requireInside(path.path());
            path.link()
                    .filter(link -> path.kind() == DebPath.Kind.HARD_LINK)
                    .ifPresent(link -> assertThat(names).contains(link));
            characters += path.path().length() + path.link().map(String::length).orElse(0);
            size += path.size();
        }
        assertThat(characters).isLessThanOrEqualTo(PATHS);
        assertThat(size).isBetween(0L, (long) DATA);
    }

    private static void requireInside(String path) {
        assertThat(path.length()).isBetween(1, PATH);
        assertThat(path).doesNotContainPattern("\\p{Cntrl}");
        String unpacked = Path.of(FOLDER).resolve(path).normalize().toString();
        assertThat(unpacked).isEqualTo(path.equals(".") ? FOLDER : FOLDER + "/" + path);
    }

    /** In whatever pieces it comes, and without a look at its paths, it is the same package. */
    private static void requireSame(DebFile deb, byte[] bytes) throws IOException {
        InputStream inPieces = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
        try {
            DebFile again = read(Listing.PATHS, inPieces);
            assertThat(again.paths()).isEqualTo(deb.paths());
            assertThat(again.control()).isEqualTo(deb.control());
            assertThat(read(Listing.NONE, new ByteArrayInputStream(bytes)).fileName())
                    .isEqualTo(deb.fileName());
        } catch (DebException e) {
            throw new AssertionError("refused the second time", e);
        }
    }
}
