package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("text that is signed, by any of us")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClearTextTest {
    private static final List<String> PIECES = List.of(
            "-", "- ", "From ", "a", " ", "\t", "ü", "-----BEGIN PGP SIGNATURE-----", "=abcd", ":", "Hash: SHA1");

    private static final int MUTATIONS = 20_000;
    private static final int MOST_FOR_GPGV = 200;

    private final Gpg gpg = new Gpg();
    private Fingerprint key = Fingerprint.of("0".repeat(40));
    private byte[] keyring = {};

    @BeforeAll
    void makeKey() {
        key = gpg.newKey("ed25519", "sign", "never");
        keyring = gpg.export(key);
    }

    @AfterAll
    void close() {
        gpg.close();
    }

    private static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    private static String lines(Random random, boolean trailingBlanks) {
        StringBuilder text = new StringBuilder("x\n");
        for (int i = random.nextInt(8); i > 0; i--) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(4); j > 0; j--) {
                line.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            text.append(trailingBlanks ? line : line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isTheSameTextForGpg(long seed) throws Exception {
        byte[] text = lines(new Random(seed), false).getBytes(ISO_8859_1);
        char[] none = {};
        SigningKey own = SigningKey.read(gpg.run(new byte[0], "--export-secret-keys", key.hex()), none);

        byte[] signed = new ReleaseSigning(List.of(own), Instant.now()).clearSign(text);

        assertThat(gpg.run(signed, "--decrypt")).isEqualTo(text);
        assertThat(Gpg.gpgvAccepts(keyring, signed)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isTheSameTextFromGpgWithoutTrailingBlanks(long seed) throws Exception {
        String text = lines(new Random(seed), true);
        byte[] signed = gpg.clearSign(text.getBytes(ISO_8859_1), key);

        VerifiedText verified = Certificate.read(keyring).verify(ClearSigned.read(signed), Instant.now());

        String expected = String.join(
                        "\n",
                        text.lines().map(line -> line.replaceAll("[ \t]+$", "")).toList())
                + "\n";
        assertThat(new String(verified.text(), ISO_8859_1)).isEqualTo(expected);
    }

    @Test
    void isNeverAnotherTextHoweverAFileIsChanged() throws Exception {
        Random random = new Random(1);
        byte[] text = "Archive: a\n- b\n\nFrom c\n".getBytes(ISO_8859_1);
        byte[] file = (new String(gpg.clearSign(text, key), ISO_8859_1)
                        + new String(gpg.export(key, "--armor"), ISO_8859_1))
                .getBytes(ISO_8859_1);
        Instant now = Instant.now();
        int accepted = 0;
        Set<String> frames = new LinkedHashSet<>();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] changed = changed(file, random);
            Optional<byte[]> got = verified(changed, now, i);
            if (got.isPresent()) {
                assertThat(got.get()).as("mutation %d", i).isEqualTo(text);
                accepted++;
                String whole = new String(changed, ISO_8859_1);
                frames.add(whole.substring(0, whole.indexOf("-----BEGIN PGP PUBLIC KEY BLOCK-----")));
            }
        }
        assertThat(accepted).as("some changes change nothing").isPositive().isLessThan(MUTATIONS / 2);
        assertThat(frames.stream().limit(MOST_FOR_GPGV))
                .hasSizeGreaterThan(20)
                .allMatch(frame -> Gpg.gpgvAccepts(keyring, frame.getBytes(ISO_8859_1)));
    }

    /** The certificate and the signatures without their armor: there a change is not found by the checksum. */
    @Test
    void isNeverAnotherTextHoweverPacketsAreChanged() throws Exception {
        Random random = new Random(2);
        byte[] text = "Archive: a\n".getBytes(ISO_8859_1);
        byte[] signature = gpg.run(text, "--local-user", key.hex(), "--detach-sign");
        Certificate certificate = Certificate.read(keyring);
        Instant now = Instant.now();
        for (int i = 0; i < MUTATIONS; i++) {
            try {
                byte[] document = i % 3 == 0 ? changed(text, random) : text;
                byte[] changedSignature = i % 3 == 1 ? changed(signature, random) : signature;
                Certificate changed = i % 3 == 2 ? Certificate.read(changed(keyring, random)) : certificate;
                byte[] got = changed.verify(document, DetachedSignature.read(changedSignature), now)
                        .text();
                assertThat(got).as("mutation %d", i).isEqualTo(text);
                assertThat(changed.fingerprint()).isEqualTo(key);
            } catch (OpenPgpException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static Optional<byte[]> verified(byte[] file, Instant now, int mutation) {
        try {
            return Optional.of(SignedParts.split(file).verify(now).text());
        } catch (OpenPgpException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        } catch (RuntimeException e) {
            return fail("mutation " + mutation, e);
        }
    }

    private static byte[] changed(byte[] file, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : file) {
            bytes.add(b);
        }
        for (int i = random.nextInt(3); i >= 0 && !bytes.isEmpty(); i--) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(5)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
                case 2 -> bytes.remove(at);
                case 3 -> bytes.add(at, (byte) " \t\r\n-A=\0".charAt(random.nextInt(8)));
                default -> {
                    int end = Math.min(bytes.size(), at + random.nextInt(200));
                    List<Byte> part = List.copyOf(bytes.subList(at, end));
                    if (random.nextBoolean()) {
                        bytes.addAll(random.nextInt(bytes.size()), part);
                    } else {
                        bytes.subList(at, end).clear();
                    }
                }
            }
        }
        byte[] changed = new byte[bytes.size()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = bytes.get(i);
        }
        return changed;
    }
}
