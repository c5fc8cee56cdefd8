package dev.tufa.apt.archive.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("by-hash")
class ByHashTest {
    private static final ListedFile ALL = Samples.file("main/binary-amd64/Packages.xz", "abc", Samples.ALL);
    private static final ListedFile ONE = Samples.file("Packages", "abc", Set.of());

    private static String digest(DigestAlgorithm algorithm) {
        return ALL.digests().find(algorithm).orElseThrow();
    }

    @Test
    void hasAPathForEveryDigestOfAFile() {
        assertThat(ByHash.paths(ALL))
                .containsExactly(
                        "main/binary-amd64/by-hash/MD5Sum/" + digest(DigestAlgorithm.MD5),
                        "main/binary-amd64/by-hash/SHA1/" + digest(DigestAlgorithm.SHA1),
                        "main/binary-amd64/by-hash/SHA256/" + digest(DigestAlgorithm.SHA256),
                        "main/binary-amd64/by-hash/SHA512/" + digest(DigestAlgorithm.SHA512));
        assertThat(ByHash.paths(ONE))
                .containsExactly("by-hash/SHA256/" + ONE.digests().sha256());
    }

    @Test
    void isAskedForByTheStrongest() {
        assertThat(ByHash.requested(ALL))
                .isEqualTo("main/binary-amd64/by-hash/SHA512/" + digest(DigestAlgorithm.SHA512));
        assertThat(ByHash.requested(ONE))
                .isEqualTo("by-hash/SHA256/" + ONE.digests().sha256());
    }

    @Test
    void isOfEveryFileThatAReleaseNames() {
        ListedFile same = Samples.file("main/binary-amd64/Copy", "abc", Set.of());
        ReleaseBuilder release = ReleaseFile.of(Instant.EPOCH).files(List.of(ALL, ONE, same));

        assertThat(ByHash.paths(release.build())).isEmpty();
        assertThat(ByHash.paths(release.acquireByHash().build()))
                .hasSize(5)
                .containsEntry("by-hash/SHA256/" + ONE.digests().sha256(), ONE)
                .containsEntry("main/binary-amd64/by-hash/SHA512/" + digest(DigestAlgorithm.SHA512), ALL)
                .containsEntry(
                        "main/binary-amd64/by-hash/SHA256/" + ONE.digests().sha256(), same);
    }
}
