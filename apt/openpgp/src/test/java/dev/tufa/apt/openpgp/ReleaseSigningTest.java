package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tufa.apt.openpgp.signer.CommandSigner;
import dev.tufa.apt.openpgp.signer.GpgSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a Release signed by several")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseSigningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] RELEASE =
            "Origin: Acme\nDescription: a\n - dash\n-dash\nFrom x\n\n\nSuite: ü\n".getBytes(UTF_8);

    private final Gpg gpg = new Gpg();
    private Fingerprint first = Fingerprint.of("0".repeat(40));
    private Fingerprint second = first;

    @BeforeAll
    void makeKeys() {
        first = gpg.newKey("rsa2048", "sign", "never");
        second = gpg.newKey("nistp384", "sign", "never");
    }

    @AfterAll
    void close() {
        gpg.close();
    }

    private static SigningKey own() throws OpenPgpException {
        char[] passphrase = "p".toCharArray();
        return SigningKey.read(
                SigningKey.create("Own", Instant.now().minusSeconds(60), Optional.empty(), passphrase),
                "p".toCharArray());
    }

    private GpgSigner gpgSigner() {
        return new GpgSigner(List.of("gpg"), Optional.of(gpg.home()), first, PATIENCE);
    }

    /** A program as an operator may write one: here it has gpg behind it. */
    private CommandSigner command(Path folder, String textOption) throws Exception {
        Path script = folder.resolve("sign");
        Files.writeString(script, """
                #!/bin/sh
                case "$2" in
                text) exec gpg --homedir %1$s --batch --quiet -u %2$s %3$s --detach-sign ;;
                binary) exec gpg --homedir %1$s --batch --quiet -u %2$s --armor --detach-sign ;;
                *) exit 2 ;;
                esac
                """.formatted(gpg.home(), second, textOption));
        return new CommandSigner(List.of("/bin/sh", script.toString(), "acme"), gpg.certificate(second), PATIENCE);
    }

    @Test
    void isOneFileThatEachKeyVerifies(@TempDir Path folder) throws Exception {
        SigningKey own = own();
        ReleaseSigning signing =
                new ReleaseSigning(List.of(own, gpgSigner(), command(folder, "--textmode")), Instant.now());

        byte[] inRelease = signing.clearSign(RELEASE);

        List<Certificate> all = List.of(own.certificate(), gpg.certificate(first), gpg.certificate(second));
        for (Certificate certificate : all) {
            VerifiedText verified = certificate.verify(ClearSigned.read(inRelease), Instant.now());
            assertThat(verified.text()).isEqualTo(RELEASE);
            assertThat(verified.alsoSignedBy()).hasSize(2);
            assertThat(Gpg.aptAccepts(certificate.encoded(), inRelease)).isTrue();
        }
        assertThat(Gpg.gpgvAccepts(encoded(all), inRelease)).isTrue();
        assertThat(Certificate.readKeyring(encoded(all))).isEqualTo(all);
    }

    @Test
    void isTheSameByGpgForTheSameTime() throws Exception {
        Instant at = gpg.certificate(first).key().created();
        ReleaseSigning signing = new ReleaseSigning(List.of(gpgSigner()), at);

        byte[] inRelease = signing.clearSign(RELEASE);

        assertThat(ClearSigned.read(inRelease).facts().get(0).created()).contains(at);
        assertThat(signing.clearSign(RELEASE)).isEqualTo(inRelease);
        assertThat(signing.detachedSign(RELEASE)).isEqualTo(signing.detachedSign(RELEASE));
    }

    /** gpgv says "ambiguous signature data" to a text with signatures of both types. */
    @Test
    void isNotSignedAsBytesWhereTextIsAskedFor(@TempDir Path folder) throws Exception {
        ReleaseSigning signing = new ReleaseSigning(List.of(gpgSigner(), command(folder, "")), Instant.now());

        assertThatThrownBy(() -> signing.clearSign(RELEASE))
                .isInstanceOf(OpenPgpException.class)
                .hasMessage("signer: expected a signature of type 0x01, got one of type 0x00");
    }

    @Test
    void hasOneFileOfSignaturesThatEachKeyVerifies(@TempDir Path folder) throws Exception {
        SigningKey own = own();
        ReleaseSigning signing =
                new ReleaseSigning(List.of(own, gpgSigner(), command(folder, "--textmode")), Instant.now());

        byte[] signatures = signing.detachedSign(RELEASE);

        List<Certificate> all = List.of(own.certificate(), gpg.certificate(first), gpg.certificate(second));
        for (Certificate certificate : all) {
            assertThat(certificate
                            .verify(RELEASE, DetachedSignature.read(signatures), Instant.now())
                            .signers())
                    .hasSize(1);
            assertThat(Gpg.sqvAccepts(certificate.encoded(), signatures, RELEASE))
                    .isTrue();
        }
        assertThat(Gpg.gpgvAccepts(encoded(all), signatures, RELEASE)).isTrue();
    }

    private static byte[] encoded(List<Certificate> certificates) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        certificates.forEach(certificate -> out.writeBytes(certificate.encoded()));
        return out.toByteArray();
    }

    @Test
    void isNotSignedByAnotherKeyThanTheOneThatIsNamed() throws Exception {
        SigningKey other = own();
        ReleaseSigner swapped = new ReleaseSigner() {
            @Override
            public Certificate certificate() throws IOException {
                return gpgSigner().certificate();
            }

            @Override
            public byte[] sign(SignatureForm form, byte[] bytes, Instant at) {
                return other.sign(form, bytes, at);
            }
        };

        OpenPgpException e = catchThrowableOfType(
                OpenPgpException.class, () -> new ReleaseSigning(List.of(swapped), Instant.now()).clearSign(RELEASE));

        assertThat(e.refusal()).isEqualTo(OpenPgpRefusal.OTHER_KEY);
        assertThat(e).hasMessage("signature: expected one by key %s, got %s".formatted(first, other.fingerprint()));
    }

    @Test
    void isNotSignedByAProgramThatFails() throws Exception {
        Certificate certificate = gpg.certificate(first);
        List<ReleaseSigner> failing = List.of(
                new CommandSigner(List.of("/bin/sh", "-c", "echo no key >&2; exit 3", "sh"), certificate, PATIENCE));
        List<ReleaseSigner> silent = List.of(new CommandSigner(List.of("true"), certificate, PATIENCE));
        List<ReleaseSigner> slow = List.of(
                new CommandSigner(List.of("/bin/sh", "-c", "exec sleep 60", "sh"), certificate, Duration.ofSeconds(1)));

        assertThatThrownBy(() -> new ReleaseSigning(failing, Instant.now()).clearSign(RELEASE))
                .isInstanceOf(IOException.class)
                .hasMessage("/bin/sh: expected exit code 0, got 3: no key");
        assertThatThrownBy(() -> new ReleaseSigning(silent, Instant.now()).clearSign(RELEASE))
                .hasMessage("true: expected an answer of at most 4194304 bytes, got nothing");
        assertThatThrownBy(() -> new ReleaseSigning(slow, Instant.now()).clearSign(RELEASE))
                .hasMessage("/bin/sh: expected an answer within 1 seconds, got none");
    }

    @Test
    void isNotSignedByAProgramThatGivesTheDocumentBack() throws Exception {
        List<ReleaseSigner> echo =
                List.of(new CommandSigner(List.of("/bin/sh", "-c", "cat", "sh"), gpg.certificate(first), PATIENCE));

        OpenPgpException e = catchThrowableOfType(
                OpenPgpException.class, () -> new ReleaseSigning(echo, Instant.now()).clearSign(RELEASE));
        assertThat(e.refusal()).isEqualTo(OpenPgpRefusal.SIGNED_TEXT);
    }

    @Test
    void saysWhichKeyGpgDoesNotHave() {
        GpgSigner absent =
                new GpgSigner(List.of("gpg"), Optional.of(gpg.home()), Fingerprint.of("0".repeat(40)), PATIENCE);

        assertThatThrownBy(() -> absent.sign(SignatureForm.TEXT, RELEASE, Instant.now()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("gpg: expected exit code 0, got 2: ");
        assertThatThrownBy(absent::certificate)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("gpg: expected ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no end", "a\r\n", "blank \n", "tab\t\nx\n"})
    void hasATextThatComesBackAsItIs(String text) throws Exception {
        ReleaseSigning signing = new ReleaseSigning(List.of(gpgSigner()), Instant.now());

        assertThatThrownBy(() -> signing.clearSign(text.getBytes(US_ASCII)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("text to sign: expected ");
    }

    @Test
    void isSignedBySomeone() {
        assertThatThrownBy(() -> new ReleaseSigning(List.of(), Instant.now()))
                .hasMessage("signers: expected at least one, got none");
    }
}
