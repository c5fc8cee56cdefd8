package dev.tufa.conformance.aptfile;

import java.io.OutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.DSA;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.io.DigestOutputStream;
import org.bouncycastle.crypto.io.SignerOutputStream;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.operator.PGPContentSigner;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;
import org.bouncycastle.util.io.TeeOutputStream;

/** Signs so that the same bytes get the same signature: DSA and ECDSA with what RFC 6979 has in the place of a random number. */
final class RepeatableSigner {
    private RepeatableSigner() {}

    static PGPContentSignerBuilder of(int keyAlgorithm, int digest) {
        return switch (keyAlgorithm) {
            case PublicKeyAlgorithmTags.DSA ->
                (type, key) ->
                        signer(new DSASigner(new HMacDSAKCalculator(digest(digest))), keyAlgorithm, digest, type, key);
            case PublicKeyAlgorithmTags.ECDSA ->
                (type, key) -> signer(
                        new ECDSASigner(new HMacDSAKCalculator(digest(digest))), keyAlgorithm, digest, type, key);
            default -> new BcPGPContentSignerBuilder(keyAlgorithm, digest);
        };
    }

    private static Digest digest(int id) {
        return switch (id) {
            case HashAlgorithmTags.MD5 -> new MD5Digest();
            case HashAlgorithmTags.SHA1 -> new SHA1Digest();
            case HashAlgorithmTags.SHA256 -> new SHA256Digest();
            default -> new SHA512Digest();
        };
    }

    private static PGPContentSigner signer(DSA dsa, int keyAlgorithm, int digestId, int type, PGPPrivateKey key)
            throws PGPException {
        DSADigestSigner signer = new DSADigestSigner(dsa, digest(digestId));
        signer.init(true, new BcPGPKeyConverter().getPrivateKey(key));
        Digest digest = digest(digestId);
        return new PGPContentSigner() {
            @Override
            public OutputStream getOutputStream() {
                return new TeeOutputStream(new SignerOutputStream(signer), new DigestOutputStream(digest));
            }

            @Override
            public byte[] getSignature() {
                return signer.generateSignature();
            }

            @Override
            public byte[] getDigest() {
                byte[] bytes = new byte[digest.getDigestSize()];
                digest.doFinal(bytes, 0);
                return bytes;
            }

            @Override
            public int getType() {
                return type;
            }

            @Override
            public int getHashAlgorithm() {
                return digestId;
            }

            @Override
            public int getKeyAlgorithm() {
                return keyAlgorithm;
            }

            @Override
            public long getKeyID() {
                return key.getKeyID();
            }
        };
    }
}
