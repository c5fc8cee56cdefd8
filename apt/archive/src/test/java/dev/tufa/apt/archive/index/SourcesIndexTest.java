package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sources")
class SourcesIndexTest {
    private static final ListedFile DSC = Samples.file("acme_1.dsc", "dsc", Samples.ALL);
    private static final ListedFile TAR = Samples.file("acme_1.tar.xz", "tar", Set.of(DigestAlgorithm.MD5));

    private static SourceEntry entry(String name, String version) throws IOException {
        return SourceEntry.of(
                Samples.stanza(
                        "Source: %s\nVersion: %s\nFormat: 3.0 (native)\nFiles:\n %s 3 acme_1.tar.xz\nChecksums-Sha256:\n %s 3 acme_1.tar.xz\n"
                                .formatted(
                                        name,
                                        version,
                                        TAR.digests().find(DigestAlgorithm.MD5).orElseThrow(),
                                        TAR.digests().sha256())),
                DSC,
                "pool/main/a/" + name);
    }

    private static String write(List<SourceEntry> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SourcesIndex.write(entries, Comparator.naturalOrder(), out);
        return out.toString(UTF_8);
    }

    private static List<SourceEntry> read(String text) throws IOException {
        return Samples.all(SourcesIndex.read("Sources", new ByteArrayInputStream(text.getBytes(UTF_8))));
    }

    @Test
    void listTheDscFileAndWhatItLists() throws Exception {
        SourceEntry entry = entry("acme", "1").with(Field.of("Section", "utils"));

        // SHA-1 and SHA-512 are known of one of the two files only
        assertThat(write(List.of(entry))).isEqualTo("""
                Package: acme
                Format: 3.0 (native)
                Version: 1
                Section: utils
                Directory: pool/main/a/acme
                Files:
                 %s 3 acme_1.dsc
                 %s 3 acme_1.tar.xz
                Checksums-Sha256:
                 %s 3 acme_1.dsc
                 %s 3 acme_1.tar.xz

                """.formatted(
                        DSC.digests().find(DigestAlgorithm.MD5).orElseThrow(),
                        TAR.digests().find(DigestAlgorithm.MD5).orElseThrow(),
                        DSC.digests().sha256(),
                        TAR.digests().sha256()));
    }

    @Test
    void areTheSameInWhateverOrderTheyAreGivenAndReadBackAsTheyAreWritten() throws Exception {
        List<SourceEntry> entries = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            for (String version : List.of("1", "2", "1:1")) {
                entries.add(entry(name, version));
            }
        }
        String text = write(entries);
        Random random = new Random(2);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(entries, random);
            assertThat(write(entries)).isEqualTo(text);
        }

        assertThat(write(read(text))).isEqualTo(text);
        assertThat(read(text))
                .extracting(SourceEntry::name)
                .containsExactly("a", "a", "a", "b", "b", "b", "c", "c", "c");
    }

    @Test
    void haveEachSourceOnce() throws Exception {
        SourceEntry entry = entry("acme", "1");

        assertThatThrownBy(() -> write(List.of(entry, entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected each entry once, got\nPackage: acme\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/pool", "a/../b", "", "a b"})
    void staysInsideTheArchive(String directory) {
        assertThatThrownBy(() -> new SourceEntry(entry("acme", "1").control(), directory, List.of(DSC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Directory: expected a folder inside of the archive, got \"%s\"", directory);
    }

    @Test
    void canBeInTheFolderOfTheArchiveItself() throws Exception {
        SourceEntry entry = new SourceEntry(entry("acme", "1").control(), ".", List.of(DSC));

        assertThat(read(write(List.of(entry)))).containsExactly(entry);
        assertThat(read(write(List.of(entry)).replace("Directory: .\n", ""))).containsExactly(entry);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Version: 1;                                 | expected a field Source, got none
            Source: a;                                  | expected a field Version, got none
            Source: a;Version: 1;Checksums-Sha256:; 00 1 b | Checksums-Sha256: expected 64 hexadecimal digits, got "00"
            Source: a;Version: 1;Checksums-Sha256:; $64 b  | Checksums-Sha256: expected a digest, a size and a name, got "$64 b"
            Source: a;Version: 1;Checksums-Sha256:; $64 1 a/b | Files: expected names without a folder, got "a/b"
            Source: a;Version: 1;Checksums-Sha256:; $64 1 ../b | Checksums-Sha256: expected a file inside of the archive, got "../b"
            Source: a;Version: 1;Checksums-Sha256:; $64 3 acme_1.dsc | Files: expected each file once
            Source: a;Version: 1;Files:; $32 3 b        | b: expected a SHA256 digest, got only [MD5]
            Source: a;Version: 1;Files:; $32 3 b;Checksums-Sha256:; $64 4 b | Checksums-Sha256: b: expected 3 bytes as before, got 4
            """)
    void areNotMadeOfDscFilesThatSayTooLittle(String dsc, String problem) {
        String text = filled(dsc).replace(";", "\n") + "\n";

        assertThatThrownBy(() -> SourceEntry.of(Samples.stanza(text), DSC, "pool"))
                .isInstanceOf(IndexException.class)
                .hasMessage(filled(problem));
    }

    private static String filled(String text) {
        return text.replace("$64", "0".repeat(64)).replace("$32", "0".repeat(32));
    }

    @Test
    void areRefusedWithoutFiles() {
        assertThatThrownBy(() -> read("Package: a\nVersion: 1\nDirectory: pool\n"))
                .isInstanceOf(IndexException.class)
                .hasMessage("Sources: a: Files: expected a .dsc file, got none");
    }
}
