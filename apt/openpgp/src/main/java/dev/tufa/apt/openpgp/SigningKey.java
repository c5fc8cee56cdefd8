package dev.tufa.apt.openpgp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A secret key in memory that signs. At rest it is a file in armor, encrypted with a passphrase in the way that GnuPG 2.2 reads and
 * writes. New ones are a single Ed25519 key that certifies and signs; one that gpg has exported may sign with a subkey.
 */
public final class SigningKey implements ReleaseSigner {
    /** What gpg calls a positive certification: the owner himself says it. */
    private static final int OWN_CERTIFICATION = PGPSignature.POSITIVE_CERTIFICATION;

    private static final int KEY_VERSION = 4;

    private final Certificate certificate;
    private final OwnKey key;
    private final PGPPrivateKey secret;

    private SigningKey(Certificate certificate, OwnKey key, PGPPrivateKey secret) {
        this.certificate = certificate;
        this.key = key;
        this.secret = secret;
    }

    /**
     * Makes a new key: the file to keep, in armor and encrypted. {@link #read} reads it.
     *
     * @param userId who it is for, such as {@code Acme Archive <archive@acme.example>}; one line
     * @param created in whole seconds
     * @param life how long the key lives from then on, in whole seconds; empty for a key that does not expire
     * @param passphrase at least one character; overwritten here
     */
    public static byte[] create(String userId, Instant created, Optional<Duration> life, char[] passphrase) {
        try {
            if (passphrase.length == 0) {
                throw new IllegalArgumentException("passphrase: expected at least one character, got none");
            }
            requirePossible(userId, life);
            Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
            generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
            Instant second = created.truncatedTo(ChronoUnit.SECONDS);
            PGPKeyPair pair = new BcPGPKeyPair(
                    KEY_VERSION, PublicKeyAlgorithmTags.EDDSA_LEGACY, generator.generateKeyPair(), Date.from(second));
            PGPPublicKey certified = certified(pair, userId, second, life);
            PGPSecretKey encrypted = SecretKeyProtection.encrypted(pair.getPrivateKey(), certified, passphrase);
            PGPSecretKeyRing ring = new PGPSecretKeyRing(List.of(encrypted));
            return Armor.SECRET_KEY.write(ring.getEncoded()).getBytes(StandardCharsets.US_ASCII);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("a new Ed25519 key can be made", e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /**
     * Refuses what no new key can be made with.
     *
     * @throws IllegalArgumentException for the reasons for which {@link #create} throws one
     */
    public static void requirePossible(String userId, Optional<Duration> life) {
        life.ifPresent(duration -> {
            if (duration.toSeconds() < 1) {
                throw new IllegalArgumentException("life: expected at least a second, got " + duration);
            }
        });
        boolean isLine = !userId.isBlank() && userId.equals(Printable.of(userId.getBytes(StandardCharsets.UTF_8)));
        if (!isLine) {
            throw new IllegalArgumentException("user id: expected a line of at most %d printable characters, got \"%s\""
                    .formatted(Limits.SHOWN, Printable.of(userId.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static PGPPublicKey certified(PGPKeyPair pair, String userId, Instant at, Optional<Duration> life)
            throws PGPException {
        PGPSignatureGenerator generator = generator(pair.getPublicKey(), pair.getPrivateKey(), OWN_CERTIFICATION);
        PGPSignatureSubpacketGenerator hashed = statement(pair.getPublicKey(), at);
        hashed.setKeyFlags(true, Signature.FLAG_CERTIFY | Signature.FLAG_SIGN);
        life.ifPresent(duration -> hashed.setKeyExpirationTime(true, duration.toSeconds()));
        hashed.setPreferredHashAlgorithms(false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
        generator.setHashedSubpackets(hashed.generate());
        return PGPPublicKey.addCertification(
                pair.getPublicKey(), userId, generator.generateCertification(userId, pair.getPublicKey()));
    }

    /**
     * The certificate of the key in such a file, which needs no passphrase.
     *
     * @throws OpenPgpException {@link OpenPgpRefusal#SECRET_KEY} if there is no secret key in the file
     */
    public static Certificate certificate(byte[] file) throws OpenPgpException {
        try {
            return certificate(ring(file));
        } catch (IOException | PGPException | RuntimeException e) { // the library's ways of saying that bytes are wrong
            throw somethingElse(e);
        }
    }

    private static Certificate certificate(PGPSecretKeyRing ring) throws IOException, OpenPgpException {
        return CertificateReader.readOne(ring.toCertificate().getEncoded(), "secret key");
    }

    private static OpenPgpException somethingElse(Exception e) {
        return new OpenPgpException(OpenPgpRefusal.SECRET_KEY, "secret key: expected one, got something else", e);
    }

    /**
     * Reads a secret key from a file in armor or not, as {@link #create} and {@code gpg --export-secret-keys} write it. Its newest
     * subkey for signing signs, or else the primary key.
     *
     * @param passphrase of the key, empty if it is not encrypted; overwritten here
     * @throws OpenPgpException {@link OpenPgpRefusal#SECRET_KEY} or {@link OpenPgpRefusal#PASSPHRASE}
     */
    public static SigningKey read(byte[] file, char[] passphrase) throws OpenPgpException {
        try {
            PGPSecretKeyRing ring = ring(file);
            Certificate certificate = certificate(ring);
            for (OwnKey candidate : candidates(certificate)) {
                PGPSecretKey secret = ring.getSecretKey(candidate.key().getKeyIdentifier());
                if (secret != null && !secret.isPrivateKeyEmpty()) {
                    return new SigningKey(certificate, candidate, SecretKeyProtection.decrypted(secret, passphrase));
                }
            }
            throw new OpenPgpException(
                    OpenPgpRefusal.SECRET_KEY, "secret key: expected one that can sign, got only others");
        } catch (IOException | PGPException | RuntimeException e) { // the library's ways of saying that bytes are wrong
            throw somethingElse(e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static PGPSecretKeyRing ring(byte[] file) throws OpenPgpException, PGPException, IOException {
        byte[] packets = Armor.isArmored(file) ? Armor.SECRET_KEY.readAlone(file, 2 * Limits.KEY_BLOCK) : file;
        return new PGPSecretKeyRing(packets, new BcKeyFingerprintCalculator());
    }

    private static List<OwnKey> candidates(Certificate certificate) {
        Stream<OwnKey> subkeys = certificate.ownSubkeys().stream()
                .filter(key -> key.bindings().stream().anyMatch(binding -> binding.hasFlag(Signature.FLAG_SIGN)))
                .filter(key -> key.ofType(PGPSignature.SUBKEY_REVOCATION).isEmpty())
                .sorted(Comparator.comparing((OwnKey key) -> key.key().getCreationTime())
                        .reversed());
        return Stream.concat(subkeys, Stream.of(certificate.primary())).toList();
    }

    @Override
    public Certificate certificate() {
        return certificate;
    }

    /** The key that signs, primary or subkey. */
    public Fingerprint fingerprint() {
        return key.fingerprint();
    }

    /** Signs over SHA-512. Ed25519 and RSA give the same signature for the same bytes and time. */
    @Override
    public byte[] sign(SignatureForm form, byte[] bytes, Instant at) {
        try {
            PGPSignatureGenerator generator = generator(key.key(), secret, form.type());
            generator.setHashedSubpackets(statement(key.key(), at).generate());
            generator.update(bytes);
            return generator.generate().getEncoded();
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }

    private static PGPSignatureGenerator generator(PGPPublicKey key, PGPPrivateKey secret, int type)
            throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
        generator.init(type, secret);
        return generator;
    }

    private static PGPSignatureSubpacketGenerator statement(PGPPublicKey key, Instant at) {
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(at.truncatedTo(ChronoUnit.SECONDS)));
        hashed.setIssuerFingerprint(false, key);
        return hashed;
    }
}
