package dev.tufa.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the digests of a Release file")
class ReleaseDigestsTest {
    private static final String A = "aa".repeat(32);
    private static final String B = "bb".repeat(32);
    private static final String C = "cc".repeat(32);

    @Test
    void areThoseOfItsSha256Section() {
        String text =
                "Origin: x\nMD5Sum:\n %3$s 1 main/x\nSHA256:\n %1$s 12 main/a\n\t%2$s  3 main/b \r\nSHA512:\n %3$s 1 c\n"
                        .formatted(A, B, C);
        assertThat(ReleaseDigests.ofRelease(text.getBytes(UTF_8))).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void areNotInOtherFields() {
        String text = "Description: x\n %1$s 1 a\nSHA256-Other:\n %1$s 1 a\nsha256:\n %2$s 1 b\n\n %1$s 1 a\n"
                .formatted(A, B);
        assertThat(ReleaseDigests.ofRelease(text.getBytes(UTF_8))).containsExactly(B);
    }

    @Test
    void areOnlyWhatIsSigned() throws IOException {
        String text = """
            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA512
            SHA256:
             %3$s 1 header

            SHA256:
             %1$s 1 signed
            -----BEGIN PGP SIGNATURE-----
            SHA256:
             %2$s 1 armor
            -----END PGP SIGNATURE-----
            SHA256:
             %2$s 1 after
            """.formatted(A, B, C);
        assertThat(ReleaseDigests.ofInRelease(text.getBytes(UTF_8))).containsExactly(A);
    }

    @Test
    void areNoneBeforeTheSignedPart() {
        String text = "SHA256:\n %s 1 a\n-----BEGIN PGP SIGNED MESSAGE-----\n\nx\n-----BEGIN PGP SIGNATURE-----\n"
                .formatted(A);
        assertThatThrownBy(() -> ReleaseDigests.ofInRelease(text.getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("InRelease: expected \"-----BEGIN PGP SIGNED MESSAGE-----\" first, got something else");
    }

    @Test
    void areNoneWithoutASignature() {
        String text = "-----BEGIN PGP SIGNED MESSAGE-----\n\nSHA256:\n %s 1 a\n".formatted(A);
        assertThatThrownBy(() -> ReleaseDigests.ofInRelease(text.getBytes(UTF_8)))
                .hasMessage("InRelease: expected \"-----BEGIN PGP SIGNATURE-----\", got none");
    }
}
