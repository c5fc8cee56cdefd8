package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Contents")
class ContentsIndexTest {
    private static byte[] write(ContentsIndex contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        contents.write(out);
        return out.toByteArray();
    }

    private static List<ContentsLine> read(byte[] text) throws IOException {
        List<ContentsLine> lines = new ArrayList<>();
        try (ContentsReader reader = ContentsIndex.read("Contents", new ByteArrayInputStream(text))) {
            for (Optional<ContentsLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    @Test
    void arePathsAndTheirPackages() throws Exception {
        ContentsIndex contents = new ContentsIndex();
        contents.add("./usr/bin/acme", "utils/acme");
        contents.add("/usr/", "utils/acme");
        contents.add("./", "utils/acme");
        contents.add("./usr/bin/acme", "net/other");
        contents.add("usr/bin/acme", "utils/acme");
        contents.add("a".repeat(58), "a");
        contents.add("b".repeat(60), "b");
        contents.add("//a b", "c");

        assertThat(new String(write(contents), UTF_8))
                .isEqualTo("a b\t\t\t\t\t\t\t    c\n" + "a".repeat(58) + "  a\n" + "b".repeat(60)
                        + " b\nusr/bin/acme\t\t\t\t\t\t    net/other,utils/acme\n");
    }

    @Test
    void canBeNone() throws Exception {
        assertThat(write(new ContentsIndex())).isEmpty();
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void areTheSameInWhateverOrderTheyAreGivenAndReadBackAsTheyWere() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            TreeMap<String, TreeSet<String>> expected =
                    new TreeMap<>((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
            List<String[]> added = new ArrayList<>();
            for (int i = random.nextInt(300); i > 0; i--) {
                String path = "usr/" + "é\uFFFD\uD83D\uDE00aZ ".repeat(random.nextInt(3)) + random.nextInt(50);
                String owner = "s/p" + random.nextInt(5);
                added.add(new String[] {path, owner});
                expected.computeIfAbsent(path, any -> new TreeSet<>()).add(owner);
            }
            ContentsIndex contents = new ContentsIndex();
            added.forEach(entry -> contents.add(entry[0], entry[1]));
            Collections.shuffle(added, random);
            ContentsIndex shuffled = new ContentsIndex();
            added.forEach(entry -> shuffled.add(entry[0], entry[1]));
            byte[] text = write(contents);

            assertThat(write(shuffled)).isEqualTo(text);
            assertThat(read(text))
                    .isEqualTo(expected.entrySet().stream()
                            .map(line -> new ContentsLine(line.getKey(), List.copyOf(line.getValue())))
                            .toList());
        }
    }

    @Test
    void areTheBytesOfPathsThatAreNotUtf8() throws Exception {
        ContentsIndex contents = new ContentsIndex();
        contents.add("usr/\u00e9".getBytes(ISO_8859_1), "a");

        assertThat(new String(write(contents), ISO_8859_1)).startsWith("usr/\u00e9\t");
        assertThat(read(write(contents))).containsExactly(new ContentsLine("usr/\uFFFD", List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\rb", "a\0b", "a\u007fb", "\n"})
    void haveNoPathThatWouldBeTwoLines(String path) {
        assertThatThrownBy(() -> new ContentsIndex().add(path, "acme"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("acme: expected a path without control characters, got \"%s\"", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a\n", "../a", "a/"})
    void areOfPackages(String owner) {
        assertThatThrownBy(() -> new ContentsIndex().add("usr/bin/a", owner))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the name of a package, got \"%s\"", owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr/bin/a", "usr/bin/a ", "usr/bin/a b,", "usr/bin/a ,b", " b", "usr/bin/a b,,c", "\n"})
    void areReadOnlyWithAPathAndPackages(String line) {
        assertThatThrownBy(() -> read(("usr/bin/x  x\n" + line).getBytes(UTF_8)))
                .isInstanceOf(IndexException.class)
                .hasMessage(
                        "Contents: line 2: expected a path and packages, got \"%s\"", line.equals("\n") ? "" : line);
    }

    @Test
    void haveNoEndlessLine() {
        assertThatThrownBy(() -> read("a".repeat((1 << 18) + 1).getBytes(UTF_8)))
                .hasMessage("Contents: line 1: expected at most 262144 bytes, got more");
    }

    @Test
    void ofHalfAMillionFilesNeedLittleMemory() throws Exception {
        long before = used();
        ContentsIndex contents = new ContentsIndex();
        for (int i = 0; i < 10_000; i++) {
            for (int f = 0; f < 50; f++) {
                contents.add("usr/share/package-" + i + "/some/folder/file-number-" + f, "utils/package-" + i);
            }
        }
        assertThat(used() - before).isLessThan(64L << 20);

        long[] length = {0};
        contents.write(new OutputStream() {
            @Override
            public void write(int b) {
                length[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                length[0] += count;
            }
        });
        assertThat(length[0]).isGreaterThan(30_000_000);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
