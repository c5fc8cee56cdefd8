package dev.tufa.conformance.aptfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.MPInteger;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPContentSigner;

/** A signature by a key of the corpus: right but for what is asked. */
final class Statement {
    private final PGPKeyPair pair;
    private final int type;
    private int digest = HashAlgorithmTags.SHA512;
    private Instant at = CorpusKey.MADE;
    private Consumer<PGPSignatureSubpacketGenerator> says = hashed -> {};

    private Statement(CorpusKey key, int type) {
        this.pair = key.pair();
        this.type = type;
    }

    /** Of a type (RFC 9580 §5.2.1), over SHA-512, made with the key. */
    static Statement of(CorpusKey key, int type) {
        return new Statement(key, type);
    }

    /** Over clear text, made when the files of the corpus are. */
    static Statement ofText(CorpusKey key) {
        return new Statement(key, PGPSignature.CANONICAL_TEXT_DOCUMENT).at(MadeAptFile.AT);
    }

    Statement digest(int id) {
        digest = id;
        return this;
    }

    Statement at(Instant time) {
        at = time;
        return this;
    }

    /** What stands in its hashed part, beside when it was made and by whom. */
    Statement says(Consumer<PGPSignatureSubpacketGenerator> more) {
        says = says.andThen(more);
        return this;
    }

    byte[] over(byte[] bytes) {
        return packet(generator -> {
            generator.update(bytes);
            return generator.generate();
        });
    }

    byte[] overKey() {
        return packet(generator -> generator.generateCertification(pair.getPublicKey()));
    }

    byte[] overUserId(String userId) {
        return packet(generator -> generator.generateCertification(userId, pair.getPublicKey()));
    }

    byte[] over(PGPPublicKey primary, PGPPublicKey subkey) {
        return packet(generator -> generator.generateCertification(primary, subkey));
    }

    /** A signature of version 3 by an RSA key, as PGP made them before 1998 (RFC 9580 §5.2.2). */
    byte[] ofVersion3(byte[] bytes) {
        byte[] trailer = ByteBuffer.allocate(5)
                .put((byte) type)
                .putInt((int) at.getEpochSecond())
                .array();
        try {
            PGPContentSigner signer = RepeatableSigner.of(pair.getPublicKey().getAlgorithm(), digest)
                    .build(type, pair.getPrivateKey());
            try (OutputStream out = signer.getOutputStream()) {
                out.write(bytes);
                out.write(trailer);
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(3);
            body.write(trailer.length);
            body.write(trailer);
            body.write(ByteBuffer.allocate(8).putLong(signer.getKeyID()).array());
            body.write(signer.getKeyAlgorithm());
            body.write(digest);
            body.write(signer.getDigest(), 0, 2);
            body.write(new MPInteger(new BigInteger(1, signer.getSignature())).getEncoded());
            return OpenPgpBytes.packet(OpenPgpBytes.SIGNATURE_PACKET, body.toByteArray());
        } catch (PGPException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] packet(Signing signing) {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    RepeatableSigner.of(pair.getPublicKey().getAlgorithm(), digest), pair.getPublicKey());
            generator.init(type, pair.getPrivateKey());
            PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(true, Date.from(at));
            hashed.setIssuerFingerprint(false, pair.getPublicKey());
            says.accept(hashed);
            generator.setHashedSubpackets(hashed.generate());
            return signing.sign(generator).getEncoded();
        } catch (PGPException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Signing {
        PGPSignature sign(PGPSignatureGenerator generator) throws PGPException;
    }
}
