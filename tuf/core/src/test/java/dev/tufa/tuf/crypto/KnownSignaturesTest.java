package dev.tufa.tuf.crypto;

import static dev.tufa.tuf.crypto.Pairs.DOCUMENT;
import static dev.tufa.tuf.crypto.Pairs.document;
import static dev.tufa.tuf.crypto.Pairs.sign;
import static dev.tufa.tuf.crypto.Pairs.usable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownSignaturesTest {
    static Stream<SignatureScheme> schemes() {
        return Pairs.SCHEMES.stream();
    }

    private static JsonObject numbered(int number) {
        return document("{\"known signatures\":" + number + "}");
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void whatWasRightStaysRight(SignatureScheme scheme) {
        String signature = sign(scheme, DOCUMENT);
        assertThat(KnownSignatures.verifies(usable(scheme), DOCUMENT, signature))
                .isTrue();
        int known = KnownSignatures.count();

        assertThat(KnownSignatures.verifies(usable(scheme), DOCUMENT, signature))
                .isTrue();
        assertThat(KnownSignatures.count()).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void whatIsKnownOfOneSaysNothingOfAnother(SignatureScheme scheme) {
        String signature = sign(scheme, DOCUMENT);
        assertThat(KnownSignatures.verifies(usable(scheme), DOCUMENT, signature))
                .isTrue();

        assertThat(KnownSignatures.verifies(usable(scheme), numbered(-1), signature))
                .as("another document")
                .isFalse();
        for (int i = 0; i < signature.length(); i += signature.length() / 8) {
            char other = signature.charAt(i) == '0' ? '1' : '0';
            String changed = signature.substring(0, i) + other + signature.substring(i + 1);
            assertThat(KnownSignatures.verifies(usable(scheme), DOCUMENT, changed))
                    .as("another signature")
                    .isFalse();
        }
        for (SignatureScheme other : Pairs.SCHEMES) {
            assertThat(KnownSignatures.verifies(usable(other), DOCUMENT, signature))
                    .as("under %s", other)
                    .isEqualTo(other == scheme);
        }
    }

    @Test
    void whatIsWrongIsNotRemembered() {
        String signature = sign(SignatureScheme.ED25519, numbered(-2));
        int known = KnownSignatures.count();

        assertThat(KnownSignatures.verifies(usable(SignatureScheme.ED25519), numbered(-3), signature))
                .isFalse();
        assertThat(KnownSignatures.count()).isEqualTo(known);
    }

    @Test
    void longDocumentsAreVerifiedEachTime() {
        JsonObject longOne = document("{\"a\":\"" + "x".repeat(KnownSignatures.LONGEST) + "\"}");
        String signature = sign(SignatureScheme.ED25519, longOne);
        int known = KnownSignatures.count();

        assertThat(KnownSignatures.verifies(usable(SignatureScheme.ED25519), longOne, signature))
                .isTrue();
        assertThat(KnownSignatures.verifies(usable(SignatureScheme.ED25519), numbered(-4), signature))
                .isFalse();
        assertThat(KnownSignatures.count()).isEqualTo(known);
    }

    @Test
    void onlyThoseThatWereUsedLastAreRemembered() {
        KnownSignatures.Memory memory = new KnownSignatures.Memory(3);
        for (String name : "a b c a d a e".split(" ", -1)) {
            memory.put(name, true);
        }
        assertThat(memory).containsOnlyKeys("d", "a", "e");
    }
}
