package dev.tufa.apt.publish.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.Refusal;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a .apt file that is made")
class AptFileMakerTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final SigningKey KEY = key("Example <apt@example.org>");
    private static final String BODY = """
            Distribution: Debian
            Codename: bookworm trixie
            Archive:
             deb https://apt.example.org/debian stable main
            Install: example-editor
            X-Note:
             - dashes and
             .
             From the beginning

            Distribution: Ubuntu
            Archive: https://apt.example.org/ubuntu ./
            """;

    private static SigningKey key(String userId) {
        return QuickKey.signing(userId, NOW.minus(Duration.ofDays(1)), Optional.empty());
    }

    private static List<Stanza> stanzas(String text) throws Exception {
        return Deb822Reader.readAll("body", text.getBytes(UTF_8), Deb822Reader.Comments.SKIPPED, Deb822Limits.DEFAULT);
    }

    private static byte[] made(FormatVersion version) throws Exception {
        return AptFileMaker.make(stanzas(BODY), version, KEY, NOW);
    }

    @Test
    void isReadBack() throws Exception {
        for (FormatVersion version : FormatVersion.values()) {
            VerifiedAptFile file = VerifiedAptFile.read(made(version), NOW);

            assertThat(file.version()).isEqualTo(version);
            assertThat(file.signer()).isEqualTo(KEY.certificate());
            assertThat(file.stanzas()).hasSize(2);
            AptStanza first = file.stanzas().get(0);
            assertThat(first.codenames().values()).containsExactly("bookworm", "trixie");
            assertThat(first.extensions().get(0).value()).isEqualTo("\n- dashes and\n.\nFrom the beginning");
            assertThat(file.stanzas().get(1).archives()).hasToString("[deb https://apt.example.org/ubuntu ./]");
        }
    }

    @Test
    void isTheSameWhenItIsMadeAgain() throws Exception {
        assertThat(made(FormatVersion.ONE)).isEqualTo(made(FormatVersion.ONE));
    }

    @Test
    void looksLikeOne() throws Exception {
        assertThat(new String(made(FormatVersion.ONE), UTF_8))
                .startsWith(
                        "#@application/x-apt 1\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nFormat: 1\nDistribution: Debian\n")
                .contains("\n-----BEGIN PGP SIGNATURE-----\n")
                .endsWith("-----END PGP PUBLIC KEY BLOCK-----\n");
    }

    @Test
    void isNotMadeIfAHandlerWouldRefuseIt() throws Exception {
        List<Stanza> stanzas = stanzas("Archive: https://apt.example.org stable main\nInstall: bash-\n");

        assertThatThrownBy(() -> AptFileMaker.make(stanzas, FormatVersion.ONE, KEY, NOW))
                .isInstanceOfSatisfying(
                        AptFileException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.INSTALL));
    }

    @Test
    void isReadWithOtherLineEnds() throws Exception {
        String text = new String(made(FormatVersion.ONE), UTF_8).replace("\n", "\r\n");

        assertThat(VerifiedAptFile.read(text.getBytes(UTF_8), NOW).stanzas()).hasSize(2);
    }

    @Test
    void isRefusedWithAnotherVersionThanTheSignedOne() throws Exception {
        String text = new String(made(FormatVersion.ONE), UTF_8).replace("x-apt 1", "x-apt 0");

        assertThat(refusal(text.getBytes(UTF_8))).contains(Refusal.FORMAT);
        assertThat(refusal(text.replace("x-apt 0", "x-apt 2").getBytes(UTF_8))).contains(Refusal.NEWER_VERSION);
        assertThat(refusal(text.replace("x-apt 0", "x-apt 01").getBytes(UTF_8))).contains(Refusal.FIRST_LINE);
        assertThat(refusal(text.replace("x-apt 0", "x-apt 0 ").getBytes(UTF_8))).contains(Refusal.FIRST_LINE);
        assertThat(refusal(("\uFEFF" + text).getBytes(UTF_8))).contains(Refusal.FIRST_LINE);
        assertThat(refusal(("\n" + text).getBytes(UTF_8))).contains(Refusal.FIRST_LINE);
    }

    @Test
    void isRefusedWithAnothersKey() throws Exception {
        String text = new String(made(FormatVersion.ONE), UTF_8);
        String other = key("Another <apt@example.org>").certificate().armored();
        int key = text.indexOf("-----BEGIN PGP PUBLIC KEY BLOCK-----");

        assertThat(refusal((text.substring(0, key) + other).getBytes(UTF_8))).contains(Refusal.OTHER_KEY);
    }

    /** Whatever is changed, what is accepted says what was signed. */
    @Test
    void saysWhatWasSignedOrNothing() throws Exception {
        byte[] file = made(FormatVersion.ONE);
        List<AptStanza> stanzas = VerifiedAptFile.read(file, NOW).stanzas();
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] changed = changed(file, random);
            try {
                assertThat(VerifiedAptFile.read(changed, NOW).stanzas()).isEqualTo(stanzas);
            } catch (AptFileException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static byte[] changed(byte[] file, Random random) {
        int at = random.nextInt(file.length);
        switch (random.nextInt(3)) {
            case 0 -> {
                byte[] changed = file.clone();
                changed[at] = (byte) random.nextInt(256);
                return changed;
            }
            case 1 -> {
                byte[] changed = new byte[file.length - 1];
                System.arraycopy(file, 0, changed, 0, at);
                System.arraycopy(file, at + 1, changed, at, file.length - at - 1);
                return changed;
            }
            default -> {
                byte[] changed = new byte[file.length + 1];
                System.arraycopy(file, 0, changed, 0, at);
                changed[at] = (byte) " \n-x".charAt(random.nextInt(4));
                System.arraycopy(file, at, changed, at + 1, file.length - at);
                return changed;
            }
        }
    }

    private static Optional<Refusal> refusal(byte[] file) {
        try {
            VerifiedAptFile.read(file, NOW);
            return Optional.empty();
        } catch (AptFileException e) {
            return Optional.of(e.refusal());
        }
    }
}
