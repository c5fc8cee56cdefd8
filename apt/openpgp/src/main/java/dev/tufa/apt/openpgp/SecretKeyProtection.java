package dev.tufa.apt.openpgp;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.operator.PGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;

/**
 * How secret keys are encrypted (RFC 9580 §3.7.2.1, §5.5.3): AES-256 in CFB mode with a SHA-1 checksum inside, by a key stretched
 * with SHA-256. AEAD and Argon2 would be better, but GnuPG 2.2 and 2.4 read neither.
 */
final class SecretKeyProtection {
    /** RFC 9580 §3.7.1.3: 65,011,712 bytes go through the digest, the most that can be written. */
    private static final int MOST_ITERATIONS = 0xff;

    private static final PGPDigestCalculatorProvider DIGESTS = StretchingDigest::new;

    private SecretKeyProtection() {}

    /** A primary key, encrypted. */
    static PGPSecretKey encrypted(PGPPrivateKey secret, PGPPublicKey certified, char[] passphrase) throws PGPException {
        return new PGPSecretKey(
                secret,
                certified,
                DIGESTS.get(HashAlgorithmTags.SHA1),
                true,
                new BcPBESecretKeyEncryptorBuilder(
                                SymmetricKeyAlgorithmTags.AES_256,
                                DIGESTS.get(HashAlgorithmTags.SHA256),
                                MOST_ITERATIONS)
                        .build(passphrase));
    }

    static PGPPrivateKey decrypted(PGPSecretKey encrypted, char[] passphrase) throws OpenPgpException {
        try {
            return encrypted.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(DIGESTS).build(passphrase));
        } catch (PGPException e) {
            throw new OpenPgpException(
                    OpenPgpRefusal.PASSPHRASE, "secret key: expected its passphrase, got another", e);
        }
    }
}
