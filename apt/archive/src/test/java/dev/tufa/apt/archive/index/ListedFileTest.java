package dev.tufa.apt.archive.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a file that is vouched for")
class ListedFileTest {
    private static final Digests DIGESTS = Digests.ofSha256("0".repeat(64));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b",
                "./a",
                "a/./b",
                "a//b",
                "..a/b..",
                "a..b",
                ".a",
                "...",
                "a%2f..%2fb",
                "pool/ä_1.0~rc1+x.deb"
            })
    void isInsideOfItsFolder(String path) {
        assertThat(new ListedFile(path, 0, DIGESTS).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "..",
                "../a",
                "a/..",
                "a/../b",
                "./../a",
                "a/",
                ".",
                "./",
                "a/.",
                "a b",
                "a\tb",
                "a\nb",
                "a\0",
                "a\\b",
                "a\u00a0b",
                "a\u2028b",
                "a\u0085b"
            })
    void isNeverOutsideOfItsFolder(String path) {
        assertThatThrownBy(() -> new ListedFile(path, 0, DIGESTS))
                .hasMessage("path: expected a file inside of the archive, got \"%s\"", path);
    }

    @Test
    void hasAPathThatASystemCanHave() {
        assertThat(new ListedFile("a".repeat(4096), 0, DIGESTS).path()).hasSize(4096);
        assertThatThrownBy(() -> new ListedFile("a".repeat(4097), 0, DIGESTS))
                .hasMessageStartingWith("path: expected a file inside of the archive");
    }

    @Test
    void hasASize() {
        assertThat(new ListedFile("a", 0, DIGESTS).size()).isZero();
        assertThatThrownBy(() -> new ListedFile("a", -1, DIGESTS)).hasMessage("a: expected a size >= 0, got -1");
    }

    @Test
    void isDigestedAsItIsWritten() {
        ListedFile file = Samples.file("a", "abc", Samples.ALL);

        assertThat(file.size()).isEqualTo(3);
        assertThat(file.digests().byAlgorithm())
                .containsEntry(DigestAlgorithm.MD5, "900150983cd24fb0d6963f7d28e17f72")
                .containsEntry(DigestAlgorithm.SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d")
                .containsEntry(
                        DigestAlgorithm.SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .containsEntry(
                        DigestAlgorithm.SHA512,
                        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    }
}
