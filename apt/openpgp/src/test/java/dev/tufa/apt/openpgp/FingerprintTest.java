package dev.tufa.apt.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    @Test
    void isReadAsPeopleWriteIt() {
        Fingerprint fingerprint = Fingerprint.of("86dc 8482 64c3 041e 03a1  1841 3fad 303a b446 7bc0");

        assertThat(fingerprint.hex()).isEqualTo("86DC848264C3041E03A118413FAD303AB4467BC0");
        assertThat(fingerprint.grouped()).isEqualTo("86DC 8482 64C3 041E 03A1  1841 3FAD 303A B446 7BC0");
        assertThat(Fingerprint.of(fingerprint.grouped())).isEqualTo(fingerprint);
        assertThat(fingerprint.keyId()).isEqualTo("3FAD303AB4467BC0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "B4467BC0",
                "86DC848264C3041E03A118413FAD303AB4467BCG",
                "86DC848264C3041E03A118413FAD303AB4467BC00"
            })
    void hasFortyDigits(String text) {
        assertThatThrownBy(() -> Fingerprint.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fingerprint: expected 40 hex digits in upper case, got \"%s\"", text);
    }
}
