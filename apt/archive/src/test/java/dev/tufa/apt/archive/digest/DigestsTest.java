package dev.tufa.apt.archive.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("digests of a file")
class DigestsTest {
    @Test
    void haveSha256AndWhatElseThereIs() {
        Digests digests =
                new Digests(Map.of(DigestAlgorithm.SHA256, "1".repeat(64), DigestAlgorithm.MD5, "a".repeat(32)));

        assertThat(digests.byAlgorithm().keySet()).containsExactly(DigestAlgorithm.MD5, DigestAlgorithm.SHA256);
        assertThat(digests.sha256()).isEqualTo("1".repeat(64));
        assertThat(digests.find(DigestAlgorithm.SHA512)).isEmpty();
        assertThat(digests.strongest()).isEqualTo(DigestAlgorithm.SHA256);
        assertThatThrownBy(() -> new Digests(Map.of(DigestAlgorithm.SHA512, "1".repeat(128))))
                .hasMessage("digests: expected SHA256, got [SHA512]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000000000000000000000000000000000000000000000000000000000000000",
                "00000000000000000000000000000000000000000000000000000000000000000",
                "000000000000000000000000000000000000000000000000000000000000000A",
                "000000000000000000000000000000000000000000000000000000000000000g"
            })
    void areInLowerCase(String digest) {
        assertThatThrownBy(() -> Digests.ofSha256(digest))
                .hasMessage("SHA256: expected 64 hexadecimal digits in lower case, got \"%s\"", digest);
    }
}
