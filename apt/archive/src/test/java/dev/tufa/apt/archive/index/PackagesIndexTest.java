package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tufa.apt.archive.deb822.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Packages")
class PackagesIndexTest {
    private static final Comparator<String> BY_TEXT = Comparator.naturalOrder();
    private static final String HEAD = "Package: acme\nVersion: 1.0\nArchitecture: amd64\n";

    private static String write(List<PackageEntry> entries, Comparator<String> versions) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackagesIndex.write(entries, versions, out);
        return out.toString(UTF_8);
    }

    private static List<PackageEntry> read(String text) throws IOException {
        return Samples.all(PackagesIndex.read("Packages", new ByteArrayInputStream(text.getBytes(UTF_8))));
    }

    @Test
    void haveTheirFieldsInOneOrder() throws Exception {
        PackageEntry entry = Samples.entry("""
                X-Own: thing
                description: short
                 long
                Maintainer: A <a@example.org>
                Depends: b
                Version: 1.0
                Architecture: amd64
                Status: install ok installed
                Package: acme
                """)
                .with(Field.of("Phased-Update-Percentage", "10"))
                .with(Field.of("Section", "utils"));

        assertThat(write(List.of(entry), BY_TEXT))
                .isEqualTo("""
                Package: acme
                Architecture: amd64
                Version: 1.0
                Section: utils
                Phased-Update-Percentage: 10
                Maintainer: A <a@example.org>
                Depends: b
                Filename: pool/a.deb
                Size: %d
                SHA256: %s
                Description: short
                 long
                X-Own: thing

                """.formatted(entry.size(), entry.digests().sha256()));
    }

    @Test
    void canBeNone() throws Exception {
        assertThat(write(List.of(), BY_TEXT)).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void areTheSameInWhateverOrderTheyAreGivenAndReadBackAsTheyWere() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<PackageEntry> entries = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                entries.add(Samples.entry(random, i));
            }
            entries.sort(PackagesIndex.order(BY_TEXT));
            String text = write(entries, BY_TEXT);
            List<PackageEntry> shuffled = new ArrayList<>(entries);
            Collections.shuffle(shuffled, random);

            assertThat(write(shuffled, BY_TEXT)).isEqualTo(text);
            assertThat(read(text)).isEqualTo(entries);
            assertThat(write(read(text), BY_TEXT)).isEqualTo(text);
        }
    }

    @Test
    void areSortedByNameVersionAndArchitecture() throws Exception {
        List<PackageEntry> entries = new ArrayList<>();
        for (String words : List.of("b 1 amd64", "a 10 amd64", "a 9 i386", "a 9 all", "a- 1 all", "a 09 all")) {
            String[] word = words.split(" ", -1);
            entries.add(
                    Samples.entry("Package: %s\nVersion: %s\nArchitecture: %s\n".formatted(word[0], word[1], word[2])));
        }

        assertThat(read(write(entries, Comparator.comparingInt(Integer::parseInt))))
                .extracting(entry -> entry.name() + ' ' + entry.version() + ' ' + entry.architecture())
                .containsExactly("a 09 all", "a 9 all", "a 9 i386", "a 10 amd64", "a- 1 all", "b 1 amd64");
    }

    @Test
    void haveEachPackageOnce() {
        PackageEntry entry = Samples.entry(HEAD);
        PackageEntry other = Samples.entry(HEAD + "Description: other\n");

        assertThatThrownBy(() -> write(List.of(entry, other), BY_TEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected each entry once, got\nPackage: acme\n");
        assertThatThrownBy(() -> PackagesIndex.writeSorted(
                        List.of(Samples.entry(HEAD.replace("acme", "b")), entry).iterator(),
                        BY_TEXT,
                        new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected entries in order, got\nPackage: b\n");
    }

    @Test
    void sayOfTheFileWhatTheArchiveKnowsAndNotWhatThePackageClaims() {
        PackageEntry entry =
                Samples.entry(HEAD + "Filename: lie\nSize: 1\nSHA512: 00\nmd5SUM: 11\nSHA1: 0\nSHA256: 0\n");

        assertThat(entry.stanza().fields())
                .extracting(Field::name)
                .containsExactly("Package", "Architecture", "Version", "Filename", "Size", "SHA256");
        assertThat(entry.stanza().value("Filename")).contains("pool/a.deb");
        assertThat(entry.stanza().value("SHA256")).contains(entry.digests().sha256());
        for (String name : List.of("Filename", "Size", "sha256", "Status")) {
            assertThatThrownBy(() -> entry.with(Field.of(name, "1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("%s: expected a field of the control file", name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Version: 1\\nArchitecture: all                | Package: expected one word, got ""
            Package: a\\nArchitecture: all                | Version: expected one word, got ""
            Package: a\\nVersion: 1                       | Architecture: expected one word, got ""
            Package: a b\\nVersion: 1\\nArchitecture: all | Package: expected one word, got "a b"
            Package: a\\nVersion: 1,2\\nArchitecture: all | Version: expected one word, got "1,2"
            """)
    void areOfPackagesWithANameAVersionAndAnArchitecture(String control, String problem) {
        assertThatThrownBy(() -> Samples.entry(control.replace("\\n", "\n") + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void areReadFromFlatArchives() throws Exception {
        String digest = "0123456789ABCDEF".repeat(4);
        String text = HEAD + "Filename: ./acme.deb\nSize: 12\nSHA256: " + digest + "\n";

        assertThat(read(text))
                .extracting(PackageEntry::filename, entry -> entry.digests().sha256())
                .containsExactly(tuple("./acme.deb", digest.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Filename: p/a                        | acme: expected a field Size, got none
            Filename: p/a;Size: 1                | acme: expected a SHA256 digest, got none
            Filename: p/a;Size: 1;MD5sum: $32    | acme: expected a SHA256 digest, got only [MD5]
            Size: 1;SHA256: $64                  | acme: expected a field Filename, got none
            Filename: ../a;Size: 1;SHA256: $64   | acme: Filename: expected a file inside of the archive, got "../a"
            Filename: /a;Size: 1;SHA256: $64     | acme: Filename: expected a file inside of the archive, got "/a"
            Filename: a b;Size: 1;SHA256: $64    | acme: Filename: expected one word, got "a b"
            Filename: a;Size: -1;SHA256: $64     | acme: Size: expected a size in bytes, got "-1"
            Filename: a;Size: 1k;SHA256: $64     | acme: Size: expected a size in bytes, got "1k"
            Filename: a;Size: ١;SHA256: $64      | acme: Size: expected a size in bytes, got "١"
            Filename: a;Size: 1234567890123456789;SHA256: $64 | acme: Size: expected a size in bytes, got "1234567890123456789"
            Filename: a;Size: 1;SHA256: 12       | acme: SHA256: expected 64 hexadecimal digits, got "12"
            """)
    void areRefusedIfAptCouldNotUseThem(String rest, String problem) {
        String text = HEAD
                + rest.replace("$64", "0".repeat(64))
                        .replace("$32", "0".repeat(32))
                        .replace(";", "\n") + "\n";

        assertThatThrownBy(() -> read(text)).isInstanceOf(IndexException.class).hasMessage("Packages: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Package", "Version", "Architecture"})
    void areRefusedWithoutANameOrAVersionOrAnArchitecture(String field) {
        String text = HEAD.replaceAll(field + ": .*\n", "") + "Filename: a\nSize: 1\nSHA256: " + "0".repeat(64) + "\n";

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IndexException.class)
                .hasMessage("Packages: expected a field %s, got none", field);
    }

    @Test
    void canBeVeryMany() throws Exception {
        List<PackageEntry> entries = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            entries.add(Samples.entry(random, i));
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        PackagesIndex.write(entries, BY_TEXT, plain);

        assertThat(read(plain.toString(UTF_8))).hasSize(10_000);
        assertThat(Set.copyOf(read(plain.toString(UTF_8)))).isEqualTo(Set.copyOf(entries));
    }
}
