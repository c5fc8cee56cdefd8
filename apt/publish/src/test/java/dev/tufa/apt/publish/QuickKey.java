package dev.tufa.apt.publish;

import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * Keys that guard nothing. {@link SigningKey#create} has 65 million bytes digested for a passphrase, each time that it is said, which
 * takes most of a second; here it is 1024, the least that can be written. The rest is the same.
 */
public final class QuickKey {
    private static final int KEY_VERSION = 4;
    private static final int FEWEST_ITERATIONS = 0;

    private QuickKey() {}

    /** A key as {@link SigningKey#create} makes it, in armor and encrypted. */
    public static byte[] create(String userId, Instant created, Optional<Duration> life, char[] passphrase) {
        try {
            Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
            generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
            PGPKeyPair pair = new BcPGPKeyPair(
                    KEY_VERSION, PublicKeyAlgorithmTags.EDDSA_LEGACY, generator.generateKeyPair(), Date.from(created));
            return armored(encrypted(pair, certified(pair, userId, created, life), passphrase));
        } catch (PGPException | IOException e) {
            throw new AssertionError(e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** A key that can sign. */
    public static SigningKey signing(String userId, Instant created, Optional<Duration> life) {
        try {
            return SigningKey.read(create(userId, created, life, "words".toCharArray()), "words".toCharArray());
        } catch (OpenPgpException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes a key as an archive keeps it, which may yet have to begin: it takes a key that is there. */
    public static void keep(Path archive, String name, byte[] key) throws IOException {
        Files.createDirectories(archive);
        Path file = archive.resolve("private").resolve(name);
        Files.createDirectories(file.getParent(), attribute("rwx------"));
        Files.write(Files.createFile(file, attribute("rw-------")), key);
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static PGPPublicKey certified(PGPKeyPair pair, String userId, Instant at, Optional<Duration> life)
            throws PGPException {
        PGPPublicKey key = pair.getPublicKey();
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(at));
        hashed.setIssuerFingerprint(false, key);
        hashed.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
        life.ifPresent(duration -> hashed.setKeyExpirationTime(true, duration.toSeconds()));
        PGPSignatureGenerator signing = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
        signing.init(PGPSignature.POSITIVE_CERTIFICATION, pair.getPrivateKey());
        signing.setHashedSubpackets(hashed.generate());
        return PGPPublicKey.addCertification(key, userId, signing.generateCertification(userId, key));
    }

    private static PGPSecretKey encrypted(PGPKeyPair pair, PGPPublicKey certified, char[] passphrase)
            throws PGPException {
        PGPDigestCalculatorProvider digests = new BcPGPDigestCalculatorProvider();
        return new PGPSecretKey(
                pair.getPrivateKey(),
                certified,
                digests.get(HashAlgorithmTags.SHA1),
                true,
                new BcPBESecretKeyEncryptorBuilder(
                                SymmetricKeyAlgorithmTags.AES_256,
                                digests.get(HashAlgorithmTags.SHA256),
                                FEWEST_ITERATIONS)
                        .build(passphrase));
    }

    private static byte[] armored(PGPSecretKey key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArmoredOutputStream armored =
                ArmoredOutputStream.builder().clearHeaders().build(out)) {
            key.encode(armored);
        }
        return out.toByteArray();
    }
}
