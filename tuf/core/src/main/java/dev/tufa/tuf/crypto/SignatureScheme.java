package dev.tufa.tuf.crypto;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The SCHEMEs of TUF 1.0.34 §4.2.2 and TAP 9 that this library can verify, each with the KEYTYPEs that it goes with. The work
 * is done by the platform's security providers.
 */
public enum SignatureScheme {
    ED25519("ed25519", "Ed25519", "Ed25519", ""),
    ECDSA_P256("ecdsa-sha2-nistp256", "EC", "SHA256withECDSA", ""),
    ECDSA_P384("ecdsa-sha2-nistp384", "EC", "SHA384withECDSA", ""),
    ECDSA_P521("ecdsa-sha2-nistp521", "EC", "SHA512withECDSA", ""),
    RSA_PSS_SHA256("rsassa-pss-sha256", "RSA", "RSASSA-PSS", "SHA-256"),
    RSA_PSS_SHA384("rsassa-pss-sha384", "RSA", "RSASSA-PSS", "SHA-384"),
    RSA_PSS_SHA512("rsassa-pss-sha512", "RSA", "RSASSA-PSS", "SHA-512"),
    RSA_PKCS1_SHA256("rsa-pkcs1v15-sha256", "RSA", "SHA256withRSA", ""),
    RSA_PKCS1_SHA384("rsa-pkcs1v15-sha384", "RSA", "SHA384withRSA", ""),
    RSA_PKCS1_SHA512("rsa-pkcs1v15-sha512", "RSA", "SHA512withRSA", ""),
    ML_DSA_44("ml-dsa-44/1", "ML-DSA-44", "ML-DSA-44", ""),
    ML_DSA_65("ml-dsa-65/1", "ML-DSA-65", "ML-DSA-65", ""),
    ML_DSA_87("ml-dsa-87/1", "ML-DSA-87", "ML-DSA-87", "");

    private final String text;
    private final String keyAlgorithm;
    private final String signatureAlgorithm;
    private final String pssDigest;

    SignatureScheme(String text, String keyAlgorithm, String signatureAlgorithm, String pssDigest) {
        this.text = text;
        this.keyAlgorithm = keyAlgorithm;
        this.signatureAlgorithm = signatureAlgorithm;
        this.pssDigest = pssDigest;
    }

    /** The scheme of a key, if this library knows it and the key's type goes with it. */
    public static Optional<SignatureScheme> of(String keyType, String scheme) {
        for (SignatureScheme value : values()) {
            if (value.text.equals(scheme) && value.hasKeyType(keyType)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Older repositories give ECDSA keys the name of their scheme as type. */
    private boolean hasKeyType(String keyType) {
        return keyType.equals(keyType()) || (keyAlgorithm.equals("EC") && keyType.equals(text));
    }

    /** Its name in metadata. */
    public String text() {
        return text;
    }

    /** The KEYTYPE that new keys of this scheme have. */
    public String keyType() {
        return isMlDsa() ? "ml-dsa" : keyAlgorithm.equals("EC") ? "ecdsa" : keyAlgorithm.toLowerCase(Locale.ROOT);
    }

    /** What platforms call signatures of this scheme. */
    String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** Whether providers differ much in the time that they take. */
    boolean isOverCurves() {
        return this == ED25519 || keyAlgorithm.equals("EC");
    }

    /** Whether signatures are over a digest with a prefix instead of the message itself (TAP 21). */
    boolean isMlDsa() {
        return this == ML_DSA_44 || this == ML_DSA_65 || this == ML_DSA_87;
    }

    boolean isPss() {
        return !pssDigest.isEmpty();
    }

    /** The length of the digest of RSA-PSS, in bytes; 0 for other schemes. */
    int digestLength() {
        return isPss() ? Integer.parseInt(pssDigest.substring("SHA-".length())) / Byte.SIZE : 0;
    }

    /**
     * Makes public and private keys of this scheme. The provider that verifies is asked first: asking for any provider makes the
     * platform load every one it has.
     */
    public KeyFactory newKeyFactory() throws NoSuchAlgorithmException {
        Provider verifier = newSignature().getProvider();
        if (verifier.getService("KeyFactory", keyAlgorithm) != null) {
            return KeyFactory.getInstance(keyAlgorithm, verifier);
        }
        Optional<Provider> installable = installable("KeyFactory", keyAlgorithm);
        return installable.isPresent()
                ? KeyFactory.getInstance(keyAlgorithm, installable.get())
                : KeyFactory.getInstance(keyAlgorithm);
    }

    /** Makes public keys of this scheme: by the provider that is preferred for its signatures, if it makes keys as well. */
    KeyFactory newPublicKeyFactory() throws NoSuchAlgorithmException {
        Optional<Provider> preferred = PreferredProvider.withKeysOf(this, keyAlgorithm);
        return preferred.isPresent() ? KeyFactory.getInstance(keyAlgorithm, preferred.get()) : newKeyFactory();
    }

    /** Makes new key pairs; for schemes whose algorithm names one kind of key. */
    public KeyPairGenerator newKeyPairGenerator() throws NoSuchAlgorithmException {
        Optional<Provider> installable = installable("KeyPairGenerator", keyAlgorithm);
        return installable.isPresent()
                ? KeyPairGenerator.getInstance(keyAlgorithm, installable.get())
                : KeyPairGenerator.getInstance(keyAlgorithm);
    }

    /** Makes and checks signatures of this scheme; the salt of RSA-PSS is as long as the digest, as RFC 8017 advises. */
    public Signature newSignature() throws NoSuchAlgorithmException {
        return newSignature(digestLength());
    }

    /** Makes and checks signatures by a provider, or by the platform's. */
    public Signature newSignatureBy(Optional<Provider> provider) throws NoSuchAlgorithmException {
        return provider.isPresent() ? Signature.getInstance(signatureAlgorithm, provider.get()) : newSignature();
    }

    /** Like {@link #newSignature()}, with another length of salt, in bytes. */
    Signature newSignature(int saltLength) throws NoSuchAlgorithmException {
        Optional<Provider> installable = installable("Signature", signatureAlgorithm);
        Signature signature = installable.isPresent()
                ? Signature.getInstance(signatureAlgorithm, installable.get())
                : Signature.getInstance(signatureAlgorithm);
        if (isPss()) {
            AlgorithmParameterSpec parameters =
                    new PSSParameterSpec(pssDigest, "MGF1", new MGF1ParameterSpec(pssDigest), saltLength, 1);
            try {
                signature.setParameter(parameters);
            } catch (InvalidAlgorithmParameterException e) {
                throw new NoSuchAlgorithmException(signatureAlgorithm + " with " + parameters, e);
            }
        }
        return signature;
    }

    /** ML-DSA came to the platform with Java 24; on older ones, a provider that is present but not registered may have it. */
    private Optional<Provider> installable(String service, String algorithm) {
        if (!isMlDsa() || Runtime.version().feature() >= 24) {
            return Optional.empty();
        }
        return Installable.PROVIDERS.stream()
                .filter(provider -> provider.getService(service, algorithm) != null)
                .findFirst();
    }

    /** Looked for at the first ML-DSA key, and only once: making a provider takes longer than many signatures. */
    private static final class Installable {
        static final List<Provider> PROVIDERS = ServiceLoader.load(Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
