package dev.tufa.conformance.aptfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.PublicSubkeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** The packets of a certificate, one after the other (RFC 9580 §10.1). */
final class KeyBlock {
    static final String USER_ID = "Example <apt@example.org>";
    static final int CERTIFY = 1;
    static final int SIGN = 2;

    private final CorpusKey primary;
    private final List<byte[]> packets = new ArrayList<>();

    private KeyBlock(CorpusKey primary) {
        this.primary = primary;
        add(encoded(primary.pair().getPublicKey().getPublicKeyPacket()));
    }

    /** The primary key and nothing that it says of itself. */
    static KeyBlock bare(CorpusKey primary) {
        return new KeyBlock(primary);
    }

    /** What gpg makes of a key that certifies and signs. */
    static KeyBlock of(CorpusKey primary) {
        return bare(primary).userId(HashAlgorithmTags.SHA512, hashed -> {});
    }

    /** A user id with the key's own signature, which says what the key is for and something more. */
    KeyBlock userId(int digest, Consumer<PGPSignatureSubpacketGenerator> says) {
        return userId(digest, CERTIFY | SIGN, says);
    }

    KeyBlock userId(int digest, int flags, Consumer<PGPSignatureSubpacketGenerator> says) {
        add(OpenPgpBytes.userId(USER_ID));
        return add(Statement.of(primary, PGPSignature.POSITIVE_CERTIFICATION)
                .digest(digest)
                .says(hashed -> hashed.setKeyFlags(true, flags))
                .says(says)
                .overUserId(USER_ID));
    }

    /** A signing subkey, bound in both ways. */
    KeyBlock subkey(CorpusKey subkey) {
        return subkey(subkey, hashed -> {});
    }

    KeyBlock subkey(CorpusKey subkey, Consumer<PGPSignatureSubpacketGenerator> says) {
        PGPSignature back = parsed(Statement.of(subkey, PGPSignature.PRIMARYKEY_BINDING)
                .over(primary.pair().getPublicKey(), subkey.pair().getPublicKey()));
        return subkeyWithoutBackSignature(subkey, hashed -> {
            try {
                hashed.addEmbeddedSignature(false, back);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            says.accept(hashed);
        });
    }

    KeyBlock subkeyWithoutBackSignature(CorpusKey subkey, Consumer<PGPSignatureSubpacketGenerator> says) {
        PublicKeyPacket key = subkey.pair().getPublicKey().getPublicKeyPacket();
        add(encoded(new PublicSubkeyPacket(key.getVersion(), key.getAlgorithm(), key.getTime(), key.getKey())));
        return add(Statement.of(primary, PGPSignature.SUBKEY_BINDING)
                .says(hashed -> hashed.setKeyFlags(true, SIGN))
                .says(says)
                .over(primary.pair().getPublicKey(), subkey.pair().getPublicKey()));
    }

    /** The primary key takes itself, or the subkey before, back. */
    KeyBlock revoked(int reason, Instant at) {
        return add(Statement.of(primary, PGPSignature.KEY_REVOCATION)
                .at(at)
                .says(hashed -> hashed.setRevocationReason(false, (byte) reason, ""))
                .overKey());
    }

    KeyBlock revokedSubkey(CorpusKey subkey, int reason, Instant at) {
        return add(Statement.of(primary, PGPSignature.SUBKEY_REVOCATION)
                .at(at)
                .says(hashed -> hashed.setRevocationReason(false, (byte) reason, ""))
                .over(primary.pair().getPublicKey(), subkey.pair().getPublicKey()));
    }

    KeyBlock add(byte[] packet) {
        packets.add(packet);
        return this;
    }

    byte[] packets() {
        return OpenPgpBytes.joined(packets);
    }

    String armored() {
        return OpenPgpBytes.armored(OpenPgpBytes.PUBLIC_KEY, packets());
    }

    /** The packet of a secret key that no passphrase protects. */
    static byte[] secret(CorpusKey key) {
        try {
            PGPPublicKey own = key.pair().getPublicKey();
            return new PGPSecretKey(
                            key.pair().getPrivateKey(),
                            own,
                            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                            true,
                            null)
                    .getEncoded();
        } catch (PGPException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Says that a key ends some seconds after it was made. */
    static Consumer<PGPSignatureSubpacketGenerator> life(long seconds) {
        return hashed -> hashed.setKeyExpirationTime(true, seconds);
    }

    private static byte[] encoded(PublicKeyPacket packet) {
        try {
            return packet.getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PGPSignature parsed(byte[] packet) {
        try {
            return new PGPSignature(new BCPGInputStream(new ByteArrayInputStream(packet)));
        } catch (PGPException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
