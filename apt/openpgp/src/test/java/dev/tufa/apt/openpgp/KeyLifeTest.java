package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a key of gpg over its life")
class KeyLifeTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SIGNED = MADE.plusSeconds(86_400);
    private static final Instant LATER = MADE.plusSeconds(20 * 86_400);
    private static final byte[] RELEASE = "Origin: Acme\n".getBytes(US_ASCII);

    private final Gpg gpg = new Gpg();

    @AfterEach
    void close() {
        gpg.close();
    }

    private Fingerprint key(String usage, String expire) {
        return gpg.newKey("ed25519", usage, expire, Gpg.at(MADE));
    }

    private Fingerprint subkey(Fingerprint primary, String expire) throws Exception {
        gpg.run(new byte[0], Gpg.at(MADE), "--quick-add-key", primary.hex(), "ed25519", "sign", expire);
        return gpg.certificate(primary).subkeys().get(0).fingerprint();
    }

    private byte[] signed(Fingerprint key) {
        return gpg.clearSign(RELEASE, key, Gpg.at(SIGNED));
    }

    private static VerifiedText verify(Certificate certificate, byte[] signed, Instant now) throws OpenPgpException {
        return certificate.verify(ClearSigned.read(signed), now);
    }

    private static PolicyRule refusal(Certificate certificate, byte[] signed, Instant now) {
        OpenPgpException e = catchThrowableOfType(OpenPgpException.class, () -> verify(certificate, signed, now));
        return e.rule().orElseThrow();
    }

    @Test
    void isRefusedFromTheSecondItExpires() throws Exception {
        Fingerprint key = key("sign", "10d");
        byte[] signed = signed(key);
        Certificate certificate = gpg.certificate(key);
        Instant end = certificate.expires(SIGNED).orElseThrow();

        assertThat(end).isEqualTo(MADE.plusSeconds(10 * 86_400));
        assertThat(verify(certificate, signed, end.minusSeconds(1)).text()).isEqualTo(RELEASE);
        assertThat(refusal(certificate, signed, end)).isEqualTo(PolicyRule.KEY_EXPIRED);
        assertThat(Gpg.gpgvAccepts(gpg.export(key), signed))
                .as("stricter than gpgv, which leaves it to apt")
                .isTrue();
        assertThat(Gpg.aptAccepts(gpg.export(key), signed)).isFalse();
    }

    @Test
    void livesOnWhenItsEndIsMoved() throws Exception {
        Fingerprint key = key("sign", "10d");
        byte[] signed = signed(key);
        gpg.run(new byte[0], Gpg.at(SIGNED.plusSeconds(60)), "--quick-set-expire", key.hex(), "100d");

        assertThat(verify(gpg.certificate(key), signed, LATER).text()).isEqualTo(RELEASE);
        assertThat(gpg.certificate(key).expires(LATER)).isPresent();
        assertThat(Certificate.read(gpg.certificate(key).encoded()).expires(LATER))
                .isEqualTo(gpg.certificate(key).expires(LATER));
    }

    @Test
    void isRefusedBeforeItIsMade() throws Exception {
        Fingerprint key = key("sign", "never");
        byte[] signed = signed(key);
        Certificate certificate = gpg.certificate(key);

        assertThat(refusal(
                        certificate, signed, MADE.minus(Policy.CLOCK_TOLERANCE).minusSeconds(1)))
                .isEqualTo(PolicyRule.KEY_NOT_YET_VALID);
    }

    @Test
    void signsNothingInTheFuture() throws Exception {
        Fingerprint key = key("sign", "never");
        byte[] signed = signed(key);
        Certificate certificate = gpg.certificate(key);
        Instant earliest = SIGNED.minus(Policy.CLOCK_TOLERANCE);

        assertThat(verify(certificate, signed, earliest).text()).isEqualTo(RELEASE);
        assertThat(refusal(certificate, signed, earliest.minusSeconds(1))).isEqualTo(PolicyRule.SIGNATURE_TIME);
    }

    @Test
    void signsForATimeIfItSaysSo() throws Exception {
        Fingerprint key = key("sign", "never");
        byte[] signed = gpg.clearSign(RELEASE, key, Gpg.at(SIGNED), "--default-sig-expire", "2d");
        Certificate certificate = gpg.certificate(key);
        Instant end = SIGNED.plusSeconds(2 * 86_400);

        assertThat(verify(certificate, signed, end.minusSeconds(1))
                        .signatures()
                        .get(0)
                        .expires())
                .contains(end);
        assertThat(refusal(certificate, signed, end)).isEqualTo(PolicyRule.SIGNATURE_EXPIRED);
    }

    /** gpg's codes: 0 no reason, 1 compromised, 2 superseded, 3 no longer used. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isRefusedWhenItIsRevoked(int reason) throws Exception {
        Fingerprint key = key("sign", "never");
        byte[] signed = signed(key);
        gpg.run(revocation(key, reason), "--import");
        Certificate certificate = gpg.certificate(key);

        assertThat(refusal(certificate, signed, LATER.plusSeconds(1))).isEqualTo(PolicyRule.KEY_REVOKED);
        assertThat(Gpg.aptAccepts(gpg.export(key), signed)).isFalse();
        Instant before = LATER.minus(Policy.CLOCK_TOLERANCE).minusSeconds(1);
        if (reason < 2) {
            assertThat(refusal(certificate, signed, before)).as("at all times").isEqualTo(PolicyRule.KEY_REVOKED);
        } else {
            assertThat(verify(certificate, signed, before).text())
                    .as("from then on")
                    .isEqualTo(RELEASE);
        }
        assertThat(refusal(Certificate.read(certificate.encoded()), signed, LATER.plusSeconds(1)))
                .as("as it is exported")
                .isEqualTo(PolicyRule.KEY_REVOKED);
    }

    private byte[] revocation(Fingerprint key, int reason) {
        return edited(List.of(Gpg.at(LATER), "--gen-revoke", key.hex()), "y\n%d\n\ny\n".formatted(reason));
    }

    private byte[] edited(List<String> arguments, String answers) {
        try {
            Path commands = Files.writeString(gpg.home().resolve("commands"), answers);
            List<String> words = new ArrayList<>(List.of(
                    "--homedir",
                    gpg.home().toString(),
                    "--no-tty",
                    "--yes",
                    "--command-file",
                    commands.toString(),
                    "--pinentry-mode",
                    "loopback",
                    "--passphrase",
                    ""));
            words.addAll(arguments);
            Tool.Run run = Tool.GPG.run(Map.of(), new byte[0], words);
            assertThat(run.code()).as(run.err()).isZero();
            return run.out();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isNotRevokedByAnother() throws Exception {
        Fingerprint key = key("sign", "never");
        byte[] signed = signed(key);
        Fingerprint enemy = key("sign", "never");
        String revocation = new String(revocation(enemy, 1), UTF_8);
        byte[] packets = Armor.PUBLIC_KEY.readAlone(
                revocation.substring(revocation.indexOf("-----BEGIN")).getBytes(US_ASCII), 10_000);
        List<Packet> all = new ArrayList<>(Packet.readAll(gpg.export(key), "key", OpenPgpRefusal.KEY_BLOCK, 100));
        all.addAll(1, Packet.readAll(packets, "revocation", OpenPgpRefusal.KEY_BLOCK, 1));

        Certificate certificate = Certificate.read(Packet.encoded(all));

        assertThat(verify(certificate, signed, LATER.plusSeconds(1)).text()).isEqualTo(RELEASE);
        assertThat(certificate.encoded()).isEqualTo(gpg.certificate(key).encoded());
    }

    @Test
    void mayHaveASubkeyThatSigns() throws Exception {
        Fingerprint primary = key("cert", "never");
        Fingerprint subkey = subkey(primary, "10d");
        byte[] signed = signed(primary);
        Certificate certificate = gpg.certificate(primary);

        VerifiedText verified = verify(certificate, signed, SIGNED);

        assertThat(verified.signers()).containsExactly(subkey);
        assertThat(verified.fingerprint()).isEqualTo(primary);
        assertThat(refusal(certificate, signed, LATER)).isEqualTo(PolicyRule.SUBKEY_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void hasASubkeyThatIsRefusedWhenItIsRevoked(int reason) throws Exception {
        Fingerprint primary = key("cert", "never");
        subkey(primary, "never");
        byte[] signed = signed(primary);
        edited(
                List.of(Gpg.at(LATER), "--edit-key", primary.hex()),
                "key 1\nrevkey\ny\n%d\n\ny\nsave\n".formatted(reason));
        Certificate certificate = gpg.certificate(primary);

        assertThat(refusal(certificate, signed, LATER.plusSeconds(1))).isEqualTo(PolicyRule.SUBKEY_REVOKED);
        Instant before = LATER.minus(Policy.CLOCK_TOLERANCE).minusSeconds(1);
        if (reason < 2) {
            assertThat(refusal(certificate, signed, before)).isEqualTo(PolicyRule.SUBKEY_REVOKED);
        } else {
            assertThat(verify(certificate, signed, before).text()).isEqualTo(RELEASE);
        }
    }

    @Test
    void doesNotSignWithAPrimaryKeyThatIsForOtherUses() throws Exception {
        Fingerprint primary = key("sign", "never");
        byte[] signed = signed(primary);
        edited(List.of(Gpg.at(SIGNED.plusSeconds(60)), "--edit-key", primary.hex()), "change-usage\ns\nq\nsave\n");

        assertThat(refusal(gpg.certificate(primary), signed, LATER)).isEqualTo(PolicyRule.KEY_FLAGS);
    }

    @Test
    void isWarnedOfBeforeItIsTooShort() throws Exception {
        Fingerprint key = gpg.newKey("rsa2048", "sign", "never", Gpg.at(MADE));
        byte[] signed = signed(key);
        Certificate certificate = gpg.certificate(key);
        Instant end = Instant.parse("2030-02-01T00:00:00Z");

        assertThat(verify(certificate, signed, end.minusSeconds(1)).warnings())
                .containsExactly(new Warning(
                        PolicyRule.KEY_SIZE,
                        end,
                        "key %s: RSA with 2048 bits will be refused from 2030-02-01T00:00:00Z on; from then on it takes 3072 bits"
                                .formatted(key)));
        assertThat(refusal(certificate, signed, end)).isEqualTo(PolicyRule.KEY_SIZE);
        assertThat(AptVerifier.SQV.of(certificate, MADE))
                .containsExactly(new Prognosis(
                        AptVerifier.SQV,
                        PolicyRule.KEY_SIZE,
                        Optional.of(end),
                        "key %s: sqv does not take RSA, 2048 bits from 2030-02-01T00:00:00Z on".formatted(key)));
        assertThat(AptVerifier.GPGV.of(certificate, MADE)).isEmpty();
    }
}
