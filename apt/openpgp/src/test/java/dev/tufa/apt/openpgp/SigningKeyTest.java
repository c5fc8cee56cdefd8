package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a secret key")
class SigningKeyTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] RELEASE = "Origin: Acme\n-\n\nFrom here\n".getBytes(US_ASCII);

    /** Made once: the passphrase is stretched long. */
    private static final byte[] FILE =
            SigningKey.create("Acme <a@example.org>", CREATED, Optional.empty(), "secret".toCharArray());

    private final Gpg gpg = new Gpg();

    @AfterEach
    void close() {
        gpg.close();
    }

    private static Optional<SigningKey> key = Optional.empty();

    @BeforeAll
    static void read() throws OpenPgpException {
        key = Optional.of(SigningKey.read(FILE, "secret".toCharArray()));
    }

    private static SigningKey key() {
        return key.orElseThrow();
    }

    private static ReleaseSigning signing(ReleaseSigner... signers) {
        return new ReleaseSigning(List.of(signers), CREATED.plusSeconds(60));
    }

    @Test
    void hasACertificateThatNeedsNoPassphrase() throws Exception {
        assertThat(SigningKey.certificate(FILE).armored())
                .isEqualTo(key().certificate().armored());
        assertThat(catchThrowableOfType(
                                OpenPgpException.class, () -> SigningKey.certificate("no key".getBytes(US_ASCII)))
                        .refusal())
                .isEqualTo(OpenPgpRefusal.SECRET_KEY);
    }

    @Test
    void hasACertificate() throws Exception {
        Certificate certificate = key().certificate();

        assertThat(certificate.userIds()).containsExactly("Acme <a@example.org>");
        assertThat(certificate.key()).isEqualTo(new KeyFacts(certificate.fingerprint(), "Ed25519", CREATED));
        assertThat(certificate.subkeys()).isEmpty();
        assertThat(certificate.expires(Instant.now())).isEmpty();
        assertThat(certificate.check(Instant.now())).isEmpty();
        assertThat(key().fingerprint()).isEqualTo(certificate.fingerprint());
        assertThat(Certificate.read(certificate.armored().getBytes(US_ASCII)).armored())
                .isEqualTo(certificate.armored());
    }

    @Test
    void signsWhatGpgvAndAptAccept() throws Exception {
        byte[] keyring = key().certificate().encoded();
        byte[] inRelease = signing(key()).clearSign(RELEASE);

        assertThat(Gpg.gpgvAccepts(keyring, inRelease)).isTrue();
        assertThat(Gpg.aptAccepts(keyring, inRelease)).isTrue();
        assertThat(new String(inRelease, US_ASCII)).contains("\n- -\n\n- From here\n-----BEGIN PGP SIGNATURE-----\n");
    }

    @Test
    void signsDocumentsThatGpgvAndSqvAccept() throws Exception {
        byte[] keyring = key().certificate().encoded();
        byte[] signature = signing(key()).detachedSign(RELEASE);

        assertThat(Gpg.gpgvAccepts(keyring, signature, RELEASE)).isTrue();
        assertThat(Gpg.sqvAccepts(keyring, signature, RELEASE)).isTrue();
        assertThat(Gpg.sqvAccepts(keyring, signature, "Origin: Evil\n".getBytes(US_ASCII)))
                .isFalse();
    }

    @Test
    void signsTheSameTextAlike() throws Exception {
        assertThat(signing(key()).clearSign(RELEASE)).isEqualTo(signing(key()).clearSign(RELEASE));
    }

    @Test
    void canBeImportedByGpg() {
        gpg.run(FILE, "--import");
        byte[] inRelease = gpg.run(RELEASE, "--passphrase", "secret", "--digest-algo", "SHA512", "--clearsign");

        assertThat(Gpg.gpgvAccepts(gpg.run(new byte[0], "--export"), inRelease)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa2048", "nistp256"})
    void canComeFromGpg(String algorithm) throws Exception {
        Fingerprint fingerprint = gpg.newKey(algorithm, "sign", "1y", "--passphrase", "pass");
        byte[] exported =
                gpg.run(new byte[0], "--armor", "--passphrase", "pass", "--export-secret-keys", fingerprint.hex());

        SigningKey read = SigningKey.read(exported, "pass".toCharArray());
        byte[] inRelease = new ReleaseSigning(List.of(read), Instant.now()).clearSign(RELEASE);

        assertThat(read.fingerprint()).isEqualTo(fingerprint);
        assertThat(Gpg.gpgvAccepts(gpg.export(fingerprint), inRelease)).isTrue();
    }

    @Test
    void signsWithItsSubkeyWhenThePrimaryKeyIsElsewhere() throws Exception {
        Fingerprint primary = gpg.newKey("rsa2048", "cert", "never");
        gpg.run(new byte[0], "--quick-add-key", primary.hex(), "ed25519", "sign", "1y");
        gpg.run(new byte[0], "--quick-add-key", primary.hex(), "cv25519", "encr", "1y");
        byte[] exported = gpg.run(new byte[0], "--export-secret-subkeys", primary.hex());

        SigningKey read = SigningKey.read(exported, new char[0]);
        byte[] inRelease = new ReleaseSigning(List.of(read), Instant.now()).clearSign(RELEASE);

        assertThat(read.certificate().fingerprint()).isEqualTo(primary);
        assertThat(read.fingerprint()).isNotEqualTo(primary);
        assertThat(Gpg.aptAccepts(read.certificate().encoded(), inRelease)).isTrue();
        assertThat(read.certificate()
                        .verify(ClearSigned.read(inRelease), Instant.now())
                        .signers())
                .containsExactly(read.fingerprint());
        assertThat(Certificate.read(read.certificate().encoded()).subkeys())
                .as("without the one for encryption")
                .hasSize(1);
    }

    @Test
    void expiresWhenItWasToldTo() throws Exception {
        byte[] file = SigningKey.create("A", CREATED, Optional.of(Duration.ofHours(2)), "p".toCharArray());
        Certificate certificate = SigningKey.read(file, "p".toCharArray()).certificate();

        assertThat(certificate.expires(CREATED)).contains(CREATED.plusSeconds(7200));
        assertThat(certificate.check(CREATED.plusSeconds(7199))).isEmpty();
        OpenPgpException e =
                catchThrowableOfType(OpenPgpException.class, () -> certificate.check(CREATED.plusSeconds(7200)));
        assertThat(e.rule()).contains(PolicyRule.KEY_EXPIRED);
        assertThat(e)
                .hasMessage("key %s: expected one that expires after %s, got %s"
                        .formatted(certificate.fingerprint(), CREATED.plusSeconds(7200), CREATED.plusSeconds(7200)));
    }

    @Test
    void isWhatItWasWrittenFrom() throws Exception {
        assertThat(SigningKey.read(FILE, "secret".toCharArray()).certificate().encoded())
                .isEqualTo(key().certificate().encoded());
    }

    @Test
    void isNotReadWithAnotherPassphrase() {
        OpenPgpException e =
                catchThrowableOfType(OpenPgpException.class, () -> SigningKey.read(FILE, "other".toCharArray()));

        assertThat(e.refusal()).isEqualTo(OpenPgpRefusal.PASSPHRASE);
        assertThat(e).hasMessage("secret key: expected its passphrase, got another");
    }

    @Test
    void overwritesPassphrases() throws Exception {
        char[] passphrase = "secret".toCharArray();
        SigningKey.read(FILE, passphrase);
        char[] wrong = "wrong".toCharArray();
        assertThatThrownBy(() -> SigningKey.read(FILE, wrong)).isInstanceOf(OpenPgpException.class);
        char[] created = "new".toCharArray();
        SigningKey.create("A", CREATED, Optional.empty(), created);

        assertThat(passphrase).containsOnly('\0');
        assertThat(wrong).containsOnly('\0');
        assertThat(created).containsOnly('\0');
    }

    @Test
    void isNoPublicKeyAndNothingElse() throws Exception {
        byte[] certificate = key().certificate().armored().getBytes(US_ASCII);

        for (byte[] file : List.of(certificate, key().certificate().encoded(), new byte[0], RELEASE)) {
            OpenPgpException e = catchThrowableOfType(OpenPgpException.class, () -> SigningKey.read(file, new char[0]));
            assertThat(e.refusal()).isEqualTo(OpenPgpRefusal.SECRET_KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "\u202eevil"})
    void hasAUserIdOfOneLine(String userId) {
        assertThatThrownBy(() -> SigningKey.create(userId, CREATED, Optional.empty(), "p".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("user id: expected a line of at most 200 printable characters, got ");
    }

    @Test
    void hasAPassphraseAndALife() {
        assertThatThrownBy(() -> SigningKey.create("A", CREATED, Optional.empty(), new char[0]))
                .hasMessage("passphrase: expected at least one character, got none");
        assertThatThrownBy(() -> SigningKey.create("A", CREATED, Optional.of(Duration.ZERO), "p".toCharArray()))
                .hasMessage("life: expected at least a second, got PT0S");
    }
}
