package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.QuickKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** Secret keys, the same for a name as long as the tests run. They are not encrypted: a passphrase takes most of a second each time. */
final class TestKeys {
    private static final Map<String, byte[]> KEYS = new ConcurrentHashMap<>();

    private TestKeys() {}

    static byte[] named(String name) {
        return KEYS.computeIfAbsent(name, TestKeys::make).clone();
    }

    private static byte[] make(String name) {
        byte[] encrypted = QuickKey.create(
                name + " <" + name + "@example.org>",
                Instant.parse("2020-01-01T00:00:00Z"),
                Optional.empty(),
                "secret".toCharArray());
        try {
            PGPSecretKeyRing ring = new PGPSecretKeyRing(
                    PGPUtil.getDecoderStream(new ByteArrayInputStream(encrypted)), new BcKeyFingerprintCalculator());
            PGPSecretKey plain = PGPSecretKey.copyWithNewPassword(
                    ring.getSecretKey(),
                    new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                            .build("secret".toCharArray()),
                    null);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ArmoredOutputStream armored =
                    ArmoredOutputStream.builder().clearHeaders().build(out)) {
                plain.encode(armored);
            }
            return out.toByteArray();
        } catch (IOException | PGPException e) {
            throw new IllegalStateException(e);
        }
    }
}
