package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.format.PublicKeyForms;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A private key as another program has written it: PKCS#8 in PEM, encrypted or not; the older PEM forms of RSA and EC; the JSON of an
 * Ed25519 key by securesystemslib; the 32 bytes of an Ed25519 key in hex or Base64.
 */
public final class PrivateKeyFile {
    private final PrivateKeySigner signer;
    private final Optional<String> keyId;

    private PrivateKeyFile(PrivateKeySigner signer, Optional<String> keyId) {
        this.signer = signer;
        this.keyId = keyId;
    }

    /**
     * Reads a key.
     *
     * @param name of the file or variable, for messages
     * @param content the caller overwrites it after use
     * @param passphrase is asked only for an encrypted key
     * @param scheme what to sign by, for keys that leave a choice; RSA keys sign by {@code rsassa-pss-sha256} if it is empty
     * @throws WrongPassphraseException if the passphrase does not open it
     */
    public static PrivateKeyFile read(
            String name, byte[] content, PassphrasePrompt passphrase, Optional<SignatureScheme> scheme)
            throws IOException {
        PrivateKeyFile file = startsWith(content, "{")
                ? ofJson(StoredJson.read(name, content))
                : new PrivateKeyFile(ofText(name, content, passphrase, scheme), Optional.empty());
        file.requireMatch(name);
        return file;
    }

    private static PrivateKeySigner ofText(
            String name, byte[] content, PassphrasePrompt passphrase, Optional<SignatureScheme> scheme)
            throws IOException {
        byte[] der = new byte[0];
        try {
            if (Pem.has(content, "ENCRYPTED PRIVATE KEY")) {
                der = EncryptedPrivateKey.open(name, content, passphrase.ask(name));
                return signer(name, PrivateKeyReader.pkcs8(der), scheme);
            }
            if (Pem.has(content, "PRIVATE KEY")) {
                der = Pem.content(name, content, "PRIVATE KEY");
                return signer(name, PrivateKeyReader.pkcs8(der), scheme);
            }
            if (Pem.has(content, "RSA PRIVATE KEY")) {
                der = Pem.content(name, content, "RSA PRIVATE KEY");
                return signer(name, PrivateKeyReader.rsa(der), scheme);
            }
            if (Pem.has(content, "EC PRIVATE KEY")) {
                der = Pem.content(name, content, "EC PRIVATE KEY");
                return signer(name, PrivateKeyReader.ec(der, Optional.empty()), scheme);
            }
            if (Pem.has(content, "OPENSSH PRIVATE KEY")) {
                throw new IOException(name + ": expected PKCS#8, got a key of OpenSSH: add it to an ssh-agent instead");
            }
            der = seed(name, content);
            return signer(name, Ed25519Seed.pair(der), scheme);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "%s: expected a private key, got one that is refused: %s".formatted(name, e.getMessage()), e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static PrivateKeySigner signer(String name, KeyPair pair, Optional<SignatureScheme> scheme)
            throws IOException {
        SignatureScheme natural = PublicKeyForms.schemeOf(pair.getPublic());
        SignatureScheme chosen = scheme.orElse(natural);
        if (!chosen.keyType().equals(natural.keyType()) || (!natural.keyType().equals("rsa") && chosen != natural)) {
            throw new IOException(
                    "%s: expected a key for %s, got one for %s".formatted(name, chosen.text(), natural.text()));
        }
        return PrivateKeySigner.of(chosen, pair);
    }

    private static PrivateKeyFile ofJson(StoredJson json) throws IOException {
        String scheme = json.string("scheme");
        if (!scheme.equals(SignatureScheme.ED25519.text())) {
            throw json.wrong("scheme", SignatureScheme.ED25519.text(), scheme);
        }
        Key key = new Key(
                json.string("keytype"),
                scheme,
                JsonObject.of(
                        Map.of("public", JsonString.of(json.child("keyval").string("public")))),
                json.object().without(Set.of("keytype", "scheme", "keyval", "keyid")));
        byte[] seed = new byte[0];
        try {
            seed = HexFormat.of().parseHex(json.child("keyval").string("private"));
            return new PrivateKeyFile(
                    PrivateKeySigner.of(
                            SignatureScheme.ED25519, Ed25519Seed.pair(seed).getPrivate(), key),
                    json.optionalString("keyid"));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw json.wrong("keyval", "32 bytes in hex", "another text");
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** A file can name a public key that its private key does not belong to. */
    private void requireMatch(String name) throws IOException {
        try {
            if (!PublicKeys.decode(signer.key()).verifies(JsonObject.EMPTY, signer.sign(JsonObject.EMPTY))) {
                throw new IOException(name + ": expected a private key and its public key, got two that do not match");
            }
        } catch (UnusableKeyException e) {
            throw new IOException("%s: expected a usable key, got %s".formatted(name, e.getMessage()), e);
        }
    }

    private static byte[] seed(String name, byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        if (text.length() == 2 * Ed25519Seed.LENGTH && text.matches("[0-9a-fA-F]+")) {
            return HexFormat.of().parseHex(text);
        }
        if (text.matches("[A-Za-z0-9+/]{43}=?")) {
            return Base64.getDecoder().decode(text);
        }
        throw new IOException(name + ": expected a private key as PEM, JSON, hex or Base64, got another text");
    }

    private static boolean startsWith(byte[] content, String first) {
        return new String(content, StandardCharsets.ISO_8859_1).strip().startsWith(first);
    }

    /** Whether a file shows its private key to whoever can read it. */
    public static boolean isEncrypted(byte[] content) {
        return Pem.has(content, "ENCRYPTED PRIVATE KEY");
    }

    /** Signs with the key. */
    public PrivateKeySigner signer() {
        return signer;
    }

    /** The key id: as the file gives it, or as it is computed from the public key. */
    public String keyId() {
        return keyId.orElse(signer.key().computeKeyId());
    }

    /** Gets the passphrase of a file. */
    @FunctionalInterface
    public interface PassphrasePrompt {
        /** The passphrase; whoever gave it overwrites it. */
        char[] ask(String name) throws IOException;
    }
}
