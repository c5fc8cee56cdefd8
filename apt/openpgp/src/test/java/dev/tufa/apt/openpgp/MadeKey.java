package dev.tufa.apt.openpgp;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** A key that can make signatures which no program would make. */
final class MadeKey {
    static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    static final int CERTIFY_AND_SIGN = 3;
    static final int SIGN = 2;

    private final PGPKeyPair pair;

    MadeKey() {
        this(4, PublicKeyAlgorithmTags.EDDSA_LEGACY);
    }

    MadeKey(int version, int algorithm) {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        try {
            pair = new BcPGPKeyPair(version, algorithm, generator.generateKeyPair(), Date.from(MADE));
        } catch (PGPException e) {
            throw new AssertionError(e);
        }
    }

    PGPPublicKey key() {
        return pair.getPublicKey();
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(key().getFingerprint());
    }

    /** A signature; what it says is said to the generator of its hashed part. */
    final class Statement {
        private final int type;
        private int digest = HashAlgorithmTags.SHA512;
        private Consumer<PGPSignatureSubpacketGenerator> says = subpackets -> {};
        private Instant at = MADE;

        Statement(int type) {
            this.type = type;
        }

        Statement digest(int algorithm) {
            digest = algorithm;
            return this;
        }

        Statement at(Instant time) {
            at = time;
            return this;
        }

        Statement says(Consumer<PGPSignatureSubpacketGenerator> more) {
            says = more;
            return this;
        }

        Packet overBytes(byte[] bytes) {
            return packet(generator -> {
                generator.update(bytes);
                return generator.generate();
            });
        }

        Packet overKey() {
            return packet(generator -> generator.generateCertification(key()));
        }

        Packet overUserId(String userId) {
            return packet(generator -> generator.generateCertification(userId, key()));
        }

        Packet over(PGPPublicKey primary, PGPPublicKey subkey) {
            return packet(generator -> generator.generateCertification(primary, subkey));
        }

        private Packet packet(Signing signing) {
            try {
                PGPSignatureGenerator generator =
                        new PGPSignatureGenerator(new BcPGPContentSignerBuilder(key().getAlgorithm(), digest), key());
                generator.init(type, pair.getPrivateKey());
                PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
                hashed.setSignatureCreationTime(true, Date.from(at));
                hashed.setIssuerFingerprint(false, key());
                says.accept(hashed);
                generator.setHashedSubpackets(hashed.generate());
                return parsed(signing.sign(generator).getEncoded());
            } catch (PGPException | IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private interface Signing {
        PGPSignature sign(PGPSignatureGenerator generator) throws PGPException;
    }

    Statement statement(int type) {
        return new Statement(type);
    }

    /** The certification of a user id that gpg would make. */
    Packet certification() {
        return statement(PGPSignature.POSITIVE_CERTIFICATION)
                .says(subpackets -> subpackets.setKeyFlags(true, CERTIFY_AND_SIGN))
                .overUserId("A");
    }

    static Packet userId() {
        return new Packet(Packet.USER_ID, new byte[] {'A'});
    }

    Packet primaryPacket() {
        return keyPacket(Packet.PUBLIC_KEY);
    }

    Packet subkeyPacket() {
        return keyPacket(Packet.PUBLIC_SUBKEY);
    }

    private Packet keyPacket(int tag) {
        try {
            return new Packet(tag, parsed(key().getEncoded()).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Packet parsed(byte[] bytes) {
        try {
            return Packet.readAll(bytes, "made", OpenPgpRefusal.KEY_BLOCK, 10).get(0);
        } catch (OpenPgpException e) {
            throw new AssertionError(e);
        }
    }

    Certificate certificate(Packet... more) throws OpenPgpException {
        List<Packet> packets = new ArrayList<>(List.of(primaryPacket(), userId(), certification()));
        packets.addAll(List.of(more));
        return Certificate.read(Packet.encoded(packets));
    }
}
