package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file form of a private key: PEM of an EncryptedPrivateKeyInfo (RFC 5958), encrypted by PBES2 (RFC 8018) with
 * PBKDF2-HMAC-SHA256 and AES-256-CBC. {@code openssl pkey} reads and, with {@code openssl pkcs8 -topk8 -v2 aes-256-cbc},
 * writes it. Other hashes of SHA-2 and AES-128 are read as well.
 */
final class EncryptedPrivateKey {
    private static final String PEM_BEGIN = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
    private static final String PEM_END = "-----END ENCRYPTED PRIVATE KEY-----";
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";
    private static final Pattern SCHEMES = Pattern.compile("PBEWith(HmacSHA(?:1|224|256|384|512))AndAES_(128|256)");
    private static final String FUNCTION = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;
    private static final int KEY_BITS = 256;

    /** Most iterations of PBKDF2 that a file can ask for; stops a damaged file from keeping the processor busy for hours. */
    private static final int MAXIMUM_ITERATIONS = 100_000_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private EncryptedPrivateKey() {}

    /**
     * Encrypts a key.
     *
     * @param pkcs8 the key in PKCS#8 form; the caller overwrites it after use
     * @param iterations of PBKDF2
     */
    static byte[] seal(byte[] pkcs8, char[] passphrase, int iterations) {
        try (DerivedKeys keys = new DerivedKeys(passphrase)) {
            return seal(pkcs8, keys, iterations);
        }
    }

    /** The same with a passphrase that may have come to a key before. */
    static byte[] seal(byte[] pkcs8, DerivedKeys keys, int iterations) {
        byte[] salt = keys.salt(FUNCTION, iterations, KEY_BITS).orElseGet(() -> random(SALT_BYTES));
        byte[] iv = random(IV_BYTES);
        try {
            byte[] key = keys.derive(DerivedKeys.Parameters.of(FUNCTION, salt, iterations, KEY_BITS));
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, iv).doFinal(pkcs8);
            // The two names of one thing in the platform: the scheme encodes its parameters, PBES2 is what a file
            // names.
            AlgorithmParameters scheme = AlgorithmParameters.getInstance(SCHEME);
            scheme.init(new PBEParameterSpec(salt, iterations, new IvParameterSpec(iv)));
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PBES2);
            parameters.init(scheme.getEncoded());
            return pem(new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has PBES2 with AES-256", e);
        }
    }

    /**
     * Decrypts a key.
     *
     * @param file the name of the file, for messages
     * @return the key in PKCS#8 form; the caller overwrites it after use
     * @throws WrongPassphraseException if the passphrase is another one
     * @throws IOException if the file is not such a key
     */
    static byte[] open(String file, byte[] pem, char[] passphrase) throws IOException {
        try (DerivedKeys keys = new DerivedKeys(passphrase)) {
            return open(file, pem, keys);
        }
    }

    /** The same with a passphrase that may have come to a key before. */
    static byte[] open(String file, byte[] pem, DerivedKeys keys) throws IOException {
        EncryptedPrivateKeyInfo info = info(file, pem);
        DerivedKeys.Parameters derivation = derivation(file, info);
        if (!(parameters(file, info).getParameterSpec() instanceof IvParameterSpec iv)) {
            throw new IOException(file + ": expected an initialization vector, got none");
        }
        try {
            byte[] key = keys.derive(derivation);
            return cipher(Cipher.DECRYPT_MODE, key, iv.getIV()).doFinal(info.getEncryptedData());
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            throw new WrongPassphraseException(file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBES2 with AES-256", e);
        }
    }

    /** What {@link #open(String, byte[], DerivedKeys)} derives for a file. */
    static DerivedKeys.Parameters derivation(String file, byte[] pem) throws IOException {
        return derivation(file, info(file, pem));
    }

    private static DerivedKeys.Parameters derivation(String file, EncryptedPrivateKeyInfo info) throws IOException {
        Matcher scheme = scheme(file, info);
        PBEParameterSpec parameters = parameters(file, info);
        int iterations = parameters.getIterationCount();
        if (iterations < 1 || iterations > MAXIMUM_ITERATIONS) {
            throw new IOException(
                    "%s: expected 1 to %d iterations, got %d".formatted(file, MAXIMUM_ITERATIONS, iterations));
        }
        return DerivedKeys.Parameters.of(
                scheme.group(1), parameters.getSalt(), iterations, Integer.parseInt(scheme.group(2)));
    }

    private static EncryptedPrivateKeyInfo info(String file, byte[] pem) throws IOException {
        byte[] der = der(file, pem);
        try {
            return new EncryptedPrivateKeyInfo(der);
        } catch (IOException e) {
            throw new IOException(file + ": expected an encrypted PKCS#8 key, got " + e.getMessage(), e);
        }
    }

    private static Matcher scheme(String file, EncryptedPrivateKeyInfo info) throws IOException {
        String actual = info.getAlgParameters() == null
                ? info.getAlgName()
                : info.getAlgParameters().toString();
        Matcher scheme = SCHEMES.matcher(actual);
        if (!scheme.matches()) {
            throw new IOException("%s: expected encryption by PBES2 with AES, such as %s, got %s"
                    .formatted(file, SCHEME, Printable.of(actual.strip())));
        }
        return scheme;
    }

    private static PBEParameterSpec parameters(String file, EncryptedPrivateKeyInfo info) throws IOException {
        try {
            return info.getAlgParameters().getParameterSpec(PBEParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": expected parameters of PBES2, got " + e.getMessage(), e);
        }
    }

    /** Not the platform's own PBES2 cipher, which refuses passphrases beyond ASCII. */
    private static Cipher cipher(int mode, byte[] key, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher;
    }

    private static byte[] pem(byte[] der) {
        return (PEM_BEGIN
                        + "\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n"
                        + PEM_END
                        + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(String file, byte[] pem) throws IOException {
        String text = new String(pem, StandardCharsets.US_ASCII);
        int begin = text.indexOf(PEM_BEGIN);
        int end = text.indexOf(PEM_END, begin + 1);
        if (begin < 0 || end < 0) {
            throw new IOException("%s: expected %s, got another text".formatted(file, PEM_BEGIN));
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin + PEM_BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": expected Base64, got " + e.getMessage(), e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
