package dev.tufa.tuf.crypto;

import static dev.tufa.tuf.crypto.SignatureScheme.ECDSA_P256;
import static dev.tufa.tuf.crypto.SignatureScheme.ED25519;
import static dev.tufa.tuf.crypto.SignatureScheme.RSA_PSS_SHA256;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreferredProviderTest {
    private final Provider provider = new Named();

    @AfterEach
    void preferNone() {
        PreferredProvider.use(provider, -1);
        PreferredProvider.after(Integer.MAX_VALUE, () -> {});
    }

    @Test
    void isForSchemesThatItHas() {
        PreferredProvider.use(provider);

        assertThat(PreferredProvider.over(ED25519, Long.MAX_VALUE)).containsSame(provider);
        assertThat(PreferredProvider.over(ECDSA_P256, 1)).as("it has none").isEmpty();
        assertThat(PreferredProvider.over(RSA_PSS_SHA256, 1))
                .as("as fast by the platform")
                .isEmpty();
    }

    @Test
    void isForMessagesUpToALength() {
        PreferredProvider.use(provider, 100);

        assertThat(PreferredProvider.over(ED25519, 100)).containsSame(provider);
        assertThat(PreferredProvider.over(ED25519, 101)).isEmpty();
    }

    @Test
    void isChosenOnceWhenThereAreMany() {
        AtomicInteger chosen = new AtomicInteger();
        PreferredProvider.after(3, () -> {
            chosen.incrementAndGet();
            PreferredProvider.use(provider);
        });

        assertThat(PreferredProvider.over(ED25519, 1)).isEmpty();
        assertThat(PreferredProvider.over(RSA_PSS_SHA256, 1)).as("not counted").isEmpty();
        assertThat(PreferredProvider.over(ED25519, 1)).isEmpty();
        assertThat(PreferredProvider.over(ED25519, 1)).containsSame(provider);
        for (int i = 0; i < 10; i++) {
            assertThat(PreferredProvider.over(ED25519, 1)).containsSame(provider);
        }
        assertThat(chosen).hasValue(1);
    }

    private static final class Named extends Provider {
        private static final long serialVersionUID = 1L;

        Named() {
            super("named", "1", "has only a name");
            putService(new Service(this, "Signature", "Ed25519", "no.such.Class", null, null));
        }
    }
}
