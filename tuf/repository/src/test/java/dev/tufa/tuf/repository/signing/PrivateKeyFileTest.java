package dev.tufa.tuf.repository.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.repository.signing.source.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A private key of another program")
class PrivateKeyFileTest {
    /** RFC 8032 §7.1, test 1, as securesystemslib wrote keys before version 1.0. */
    private static final String JSON = """
            {"keytype": "ed25519", "scheme": "ed25519", "keyid_hash_algorithms": ["sha256", "sha512"], "keyval": {
            "public": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "private": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"}}
            """;

    @TempDir
    Path temporary;

    private static PrivateKeyFile read(String content) throws IOException {
        return PrivateKeyFile.read("key", content.getBytes(UTF_8), name -> "secret".toCharArray(), Optional.empty());
    }

    private static void assertSigns(PrivateKeyFile file) throws Exception {
        assertThat(Keys.verifies(file.signer().key(), file.signer().sign(Keys.SIGNED)))
                .isTrue();
    }

    private String openssl(String... words) throws Exception {
        Path out = temporary.resolve("out.pem");
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("-out", out.toString()));
        Openssl.run(command.toArray(String[]::new));
        return Files.readString(out);
    }

    @ParameterizedTest
    @CsvSource({
        "ecparam -name prime256v1 -genkey -noout, EC PRIVATE KEY, ecdsa-sha2-nistp256",
        "ecparam -name secp384r1 -genkey, EC PRIVATE KEY, ecdsa-sha2-nistp384",
        "genpkey -algorithm ed25519, PRIVATE KEY, ed25519"
    })
    void ofOpensslSigns(String command, String label, String scheme) throws Exception {
        String pem = openssl(command.split(" ", -1));
        assertThat(pem).contains("-----BEGIN " + label + "-----");
        PrivateKeyFile file = read(pem);
        assertThat(file.signer().key().scheme()).isEqualTo(scheme);
        assertSigns(file);
    }

    @Test
    void ofOpensslBeforePkcs8Signs() throws Exception {
        String pem = traditionalRsa();
        assertThat(pem).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertSigns(read(pem));
    }

    private String traditionalRsa(String... more) throws Exception {
        String pem = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        List<String> words = new ArrayList<>(List.of("rsa", "-traditional", "-in"));
        words.add(Files.writeString(temporary.resolve("k"), pem).toString());
        words.addAll(List.of(more));
        return openssl(words.toArray(String[]::new));
    }

    @Test
    void hasThePublicKeyThatOpensslComputes() throws Exception {
        String pem = openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout");
        String expected = openssl(
                "pkey",
                "-pubout",
                "-in",
                Files.writeString(temporary.resolve("k"), pem).toString());
        assertThat(read(pem).signer().key().publicText()).hasValue(expected);
    }

    @Test
    void ofSecuresystemslibKeepsWhatItsKeyIdIsComputedFrom() throws Exception {
        PrivateKeyFile file = read(JSON);
        assertSigns(file);
        assertThat(file.signer().key().unknown().names()).containsExactly("keyid_hash_algorithms");
        // as securesystemslib.keys.format_keyval_to_metadata and _get_keyid of version 0.31 compute it
        assertThat(file.keyId()).isEqualTo(file.signer().key().computeKeyId());
        assertThat(file.keyId())
                .isNotEqualTo(read(JSON.replace("\"keyid_hash_algorithms\": [\"sha256\", \"sha512\"],", ""))
                        .keyId());
    }

    @Test
    void keepsAKeyIdThatDoesNotRecompute() throws Exception {
        PrivateKeyFile file = read(JSON.replaceFirst("\\{", "{\"keyid\": \"abc\", "));
        assertThat(file.keyId()).isEqualTo("abc");
        try (KeyRing ring = Keys.ring(KeyIndex.EMPTY, Keys.environment(Map.of()))) {
            NewKey adopted = ring.adopt(file);
            assertThat(adopted.stored().keyId()).isEqualTo("abc");
            assertThat(ring.signer("abc")).isPresent();
        }
    }

    @Test
    void isEncryptedWhenItIsAdopted() throws Exception {
        try (KeyRing ring = Keys.ring(KeyIndex.EMPTY, Keys.environment(Map.of()))) {
            NewKey adopted = ring.adopt(read(JSON));
            byte[] pem = adopted.pem().orElseThrow();
            assertThat(PrivateKeyFile.isEncrypted(pem)).isTrue();
            assertThat(adopted.stored().source()).isInstanceOf(KeySource.EncryptedFile.class);
            assertSigns(read(new String(pem, UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-des3", "-aes128"})
    void encryptedInTheOldWayIsRefusedWithAWayOut(String cipher) throws Exception {
        String pem = traditionalRsa(cipher, "-passout", "pass:secret");
        assertThatThrownBy(() -> read(pem))
                .hasMessage("key: expected PKCS#8, got an older way of encryption:"
                        + " write it anew with openssl pkcs8 -topk8 -in FILE");
    }

    @Test
    void ofOpensshIsRefusedWithAWayOut() throws Exception {
        Path file = temporary.resolve("id");
        Tool.run(Map.of(), List.of("ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", file.toString()));
        String pem = Files.readString(file);
        assertThatThrownBy(() -> read(pem))
                .hasMessage("key: expected PKCS#8, got a key of OpenSSH: add it to an ssh-agent instead");
    }

    @Test
    void withAnotherPublicKeyIsRefused() {
        assertThatThrownBy(() -> read(JSON.replace("9d61b19d", "9d61b19e")))
                .hasMessage("key: expected a private key and its public key, got two that do not match");
    }

    @Test
    void onAnotherCurveIsRefused() throws Exception {
        String pem = openssl("ecparam", "-name", "secp256k1", "-genkey", "-noout");
        assertThatThrownBy(() -> read(pem)).hasMessage("key: expected one on P-256, P-384 or P-521, got another curve");
    }

    @Test
    void withoutItsPublicKeyIsRefusedWithAWayOut() throws Exception {
        String pem = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        String bare = openssl(
                "ec",
                "-no_public",
                "-in",
                Files.writeString(temporary.resolve("k"), pem).toString());
        assertThatThrownBy(() -> read(bare))
                .hasMessage("key: expected one with its public key, got the private key alone:"
                        + " write it anew with openssl pkey -in FILE -out FILE");
    }

    @Test
    void forAnotherSchemeIsRefused() {
        assertThatThrownBy(() -> PrivateKeyFile.read(
                        "key",
                        "00".repeat(32).getBytes(UTF_8),
                        name -> new char[0],
                        Optional.of(SignatureScheme.ECDSA_P256)))
                .hasMessage("key: expected a key for ecdsa-sha2-nistp256, got one for ed25519");
    }

    @Test
    void thatIsDamagedIsRefused() throws Exception {
        String pem = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        int lines = pem.split("\n", -1).length;
        for (int line = 1; line < lines - 2; line++) {
            List<String> kept = new ArrayList<>(List.of(pem.split("\n", -1)));
            kept.remove(line);
            assertThatThrownBy(() -> read(String.join("\n", kept))).isInstanceOf(IOException.class);
        }
    }
}
