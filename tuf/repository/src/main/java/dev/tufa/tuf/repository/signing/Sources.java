package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.agent.SshAgent;
import dev.tufa.tuf.repository.signing.pkcs11.Tokens;
import dev.tufa.tuf.repository.signing.program.SigningProgram;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.Pkcs11Uri;
import dev.tufa.tuf.repository.signing.source.RawSigner;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Opens private keys where they are. */
final class Sources implements AutoCloseable {
    private final KeyFiles files;
    private final char[] passphrase;
    private final Surroundings surroundings;
    private final Tokens tokens;
    private final DerivedKeys derivedKeys;

    Sources(KeyFiles files, char[] passphrase, Surroundings surroundings) {
        this.files = files;
        this.passphrase = passphrase;
        this.surroundings = surroundings;
        this.tokens = new Tokens(surroundings);
        this.derivedKeys = new DerivedKeys(passphrase);
    }

    /** What signs with a key. */
    Signer open(StoredKey key) throws IOException {
        KeySource source = key.source();
        if (source instanceof KeySource.EncryptedFile file) {
            return ofFile(key, file.name());
        }
        if (source instanceof KeySource.Variable variable) {
            PrivateKeySigner signer = ofVariable(variable, Optional.of(scheme(key)));
            requireSame(key, signer.key());
            return signer;
        }
        if (source instanceof KeySource.Token token) {
            return outside(key, tokens.signer(Pkcs11Uri.parse(token.text()), scheme(key)));
        }
        if (source instanceof KeySource.Program program) {
            SigningProgram signer = new SigningProgram(program.command(), surroundings.patience());
            requireSame(key, signer.publicKey(Optional.of(scheme(key))));
            return outside(key, signer);
        }
        if (source instanceof KeySource.Agent agent) {
            return outside(key, SshAgent.of(agent.fingerprint(), surroundings));
        }
        throw elsewhere();
    }

    /** Begins what opening a key that is in a file will take long for. */
    void prepare(KeySource.EncryptedFile file) throws IOException {
        derivedKeys.prepare(EncryptedPrivateKey.derivation(file.name(), files.read(file.name())));
    }

    /** The public half of a key outside. */
    Key publicKey(KeySource source, Optional<SignatureScheme> scheme) throws IOException {
        if (source instanceof KeySource.Variable variable) {
            return ofVariable(variable, scheme).key();
        }
        if (source instanceof KeySource.Token token) {
            return tokens.publicKey(Pkcs11Uri.parse(token.text()), scheme);
        }
        if (source instanceof KeySource.Program program) {
            return new SigningProgram(program.command(), surroundings.patience()).publicKey(scheme);
        }
        if (source instanceof KeySource.Agent agent) {
            return SshAgent.of(agent.fingerprint(), surroundings).publicKey();
        }
        throw elsewhere();
    }

    private Signer ofFile(StoredKey key, String fileName) throws IOException {
        byte[] pkcs8 = EncryptedPrivateKey.open(fileName, files.read(fileName), derivedKeys);
        try {
            return PrivateKeySigner.restore(fileName, key.key(), pkcs8);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private PrivateKeySigner ofVariable(KeySource.Variable variable, Optional<SignatureScheme> scheme)
            throws IOException {
        String value = surroundings
                .variable(variable.name())
                .orElseThrow(() -> new KeyUnreachableException(
                        "%s: expected a variable with a private key, got none".formatted(variable.text())));
        byte[] content = value.getBytes(StandardCharsets.UTF_8);
        try {
            return PrivateKeyFile.read(variable.text(), content, name -> passphrase, scheme)
                    .signer();
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static OutsideSigner outside(StoredKey key, RawSigner signer) throws IOException {
        return OutsideSigner.of(key, scheme(key), signer);
    }

    private static SignatureScheme scheme(StoredKey key) throws IOException {
        return SignatureScheme.of(key.key().keyType(), key.key().scheme())
                .orElseThrow(() -> new IOException("key %s: expected a known scheme, got %s"
                        .formatted(key.keyId(), key.key().scheme())));
    }

    private static void requireSame(StoredKey key, Key actual) throws IOException {
        try {
            if (!PublicKeys.decode(key.key())
                    .fingerprint()
                    .equals(PublicKeys.decode(actual).fingerprint())) {
                throw new IOException("%s: expected the private key of %s, got another one"
                        .formatted(key.source().text(), key.keyId()));
            }
        } catch (UnusableKeyException e) {
            throw new IOException("key %s: expected a usable key, got %s".formatted(key.keyId(), e.getMessage()), e);
        }
    }

    private static KeyUnreachableException elsewhere() {
        return new KeyUnreachableException("key: expected a private key that is here, got the public key alone");
    }

    @Override
    public void close() {
        tokens.close();
        derivedKeys.close();
    }

    /** What the passphrase of key files comes to. */
    DerivedKeys derivedKeys() {
        return derivedKeys;
    }
}
