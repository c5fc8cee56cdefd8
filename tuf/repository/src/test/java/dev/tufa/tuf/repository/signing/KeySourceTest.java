package dev.tufa.tuf.repository.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.Pkcs11Uri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "elsewhere",
                "file:root-abc.pem",
                "env:TUFA_KEY",
                "exec:/usr/bin/sign --key projects/x/1",
                "pkcs11:token=My%20Token;object=root;id=%01%FF?module-path=/usr/lib/x.so&pin-source=/run/pin",
                "ssh-agent:SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void isWrittenAsItIsRead(String text) {
        assertThat(KeySource.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp:x | key source: expected file:, env:, pkcs11:, exec:, ssh-agent: or elsewhere, got \"ftp:x\"",
                "file:../x | file name: expected letters, digits, '.', '_' or '-', got \"../x\"",
                "file:a/b | file name: expected letters, digits, '.', '_' or '-', got \"a/b\"",
                "env:A=B | env: expected the name of a variable, got \"A=B\"",
                "exec: | exec: expected a program, got nothing",
                "ssh-agent:MD5:x | ssh-agent: expected a fingerprint such as ssh-add -l shows, SHA256:…, got \"MD5:x\"",
                "pkcs11:token=x | pkcs11: expected an object or an id, got \"pkcs11:token=x\"",
                "pkcs11:object=x?pin-value=1 | pkcs11: expected pin-source, TUFA_PIN or a question for the PIN, got the PIN itself",
                "pkcs11:object=x;object=y | pkcs11: expected each attribute once, got \"object\"",
                "pkcs11:object=%4 | pkcs11: expected two hex digits after %, got \"%4\"",
                "pkcs11:object=x;slot-id=a | pkcs11: expected slot-id to be a number, got \"a\"",
                "pkcs11:objekt=x | pkcs11: expected one of id, object, serial, slot-id, token, type, got \"objekt\"",
            })
    void thatIsWrongIsRefused(String text, String message) {
        assertThatThrownBy(() -> KeySource.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aPkcs11UriIsDecoded() {
        Pkcs11Uri uri = Pkcs11Uri.parse("pkcs11:token=T%C3%BCr%3B;id=%00%ff;serial=1?pin-source=file:/run/pin");
        assertThat(uri.token()).hasValue("Tür;");
        assertThat(uri.id().orElseThrow()).containsExactly(0, 0xff);
        assertThat(uri.serial()).hasValue("1");
        assertThat(uri.pinSource()).hasValue("/run/pin");
    }
}
