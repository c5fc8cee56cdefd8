package dev.tufa.tuf.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownChainsTest {
    private static byte[] root() {
        return UUID.randomUUID().toString().getBytes(UTF_8);
    }

    @Test
    void knowsWhatWasFollowedAndInWhichDirection() {
        byte[] from = root();
        byte[] to = root();
        assertThat(KnownChains.leads(from, to)).isFalse();

        KnownChains.followed(from, to);

        assertThat(KnownChains.leads(from.clone(), to.clone())).isTrue();
        assertThat(KnownChains.leads(to, from)).isFalse();
        assertThat(KnownChains.leads(from, root())).isFalse();
    }

    @Test
    void forgetsWhenThereAreVeryMany() {
        byte[] from = root();
        byte[] to = root();
        KnownChains.followed(from, to);
        for (int i = 0; i < 1024; i++) {
            KnownChains.followed(root(), root());
        }

        assertThat(KnownChains.leads(from, to)).isFalse();
        KnownChains.followed(from, to);
        assertThat(KnownChains.leads(from, to)).isTrue();
    }
}
