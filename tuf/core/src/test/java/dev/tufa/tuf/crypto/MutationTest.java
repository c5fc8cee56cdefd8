package dev.tufa.tuf.crypto;

import static dev.tufa.tuf.crypto.Pairs.DOCUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.Key;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and signatures with some bytes changed: refused in the usual way, and never taken for another key. */
class MutationTest {
    private static final int ROUNDS = 400;

    /** Bytes that mean something to readers of DER. */
    private static final byte[] TELLING = {
        0, 1, 2, 3, 5, 6, 0x30, 0x7F, (byte) 0x80, (byte) 0x81, (byte) 0x84, (byte) 0xFF
    };

    static Stream<SignatureScheme> schemes() {
        return Pairs.SCHEMES.stream();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void aKeyIsUnusableOrAnotherOrTheSame(SignatureScheme scheme) {
        String signature = Pairs.sign(scheme, DOCUMENT);
        String fingerprint = Pairs.usable(scheme).fingerprint();
        byte[] encoded = Pairs.of(scheme).getPublic().getEncoded();
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] mutated = mutate(encoded, new Random(seed));
            Key key = Key.of(scheme.keyType(), scheme.text(), Pairs.pem(mutated));
            try {
                VerificationKey usable = PublicKeys.decode(key);
                assertThat(usable.verifies(DOCUMENT, signature))
                        .as("seed %d, %s", seed, HexFormat.of().formatHex(mutated))
                        .isEqualTo(usable.fingerprint().equals(fingerprint));
            } catch (UnusableKeyException e) {
                assertThat(e).message().isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void aSignatureVerifiesOnlyAsItIs(SignatureScheme scheme) {
        VerificationKey key = Pairs.usable(scheme);
        byte[] signature = HexFormat.of().parseHex(Pairs.sign(scheme, DOCUMENT));
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] mutated = mutate(signature, new Random(seed));
            assertThat(key.verifies(DOCUMENT, HexFormat.of().formatHex(mutated)))
                    .as("seed %d, %s", seed, HexFormat.of().formatHex(mutated))
                    .isEqualTo(Arrays.equals(mutated, signature));
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
            // Half of the changes go to the beginning, where lengths and types are.
            int at = random.nextInt(random.nextBoolean() ? Math.min(32, bytes.length) : bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(4));
                case 4 -> bytes = join(bytes, at, new byte[] {TELLING[random.nextInt(TELLING.length)]}, at);
                default -> bytes = join(bytes, at, new byte[0], at + 1);
            }
        }
        return bytes;
    }

    /** The bytes up to one position, something else, and the bytes from another position. */
    private static byte[] join(byte[] bytes, int upTo, byte[] between, int from) {
        byte[] joined = new byte[upTo + between.length + bytes.length - from];
        System.arraycopy(bytes, 0, joined, 0, upTo);
        System.arraycopy(between, 0, joined, upTo, between.length);
        System.arraycopy(bytes, from, joined, upTo + between.length, bytes.length - from);
        return joined;
    }
}
