package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.repository.signing.KeyFiles;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.PublicKeyFile;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** Reads the public half of keys that exist: out of a file, or from where the private half is. */
public final class KeyReader implements AutoCloseable {
    private static final String SCHEME = "scheme";
    private static final String PUBLIC = "public:";
    private static final List<String> OUTSIDE = List.of("env:", "pkcs11:", "exec:", "ssh-agent:");

    private final Invocation invocation;
    private final KeyRing ring;

    /** A reader that asks as this call of a command may ask. */
    public KeyReader(Invocation invocation) {
        this.invocation = invocation;
        this.ring = new KeyRing(new NoFiles(), KeyIndex.EMPTY, new char[0], 0, Passphrase.surroundings(invocation));
    }

    /** Whether a text names a private key outside, rather than a file. */
    public static boolean isOutside(String text) {
        return OUTSIDE.stream().anyMatch(text::startsWith);
    }

    /** The option that chooses among the schemes that a key can sign by. */
    public static Option schemeOption() {
        return OptionSpecs.valued(
                SCHEME, "SCHEME", "what to sign by, such as ed25519, ecdsa-sha2-nistp256 or rsassa-pss-sha256");
    }

    /** The scheme that was chosen. */
    public static Optional<SignatureScheme> scheme(Invocation invocation) throws UsageException {
        Optional<String> text = invocation.value(SCHEME);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<SignatureScheme> scheme = Arrays.stream(SignatureScheme.values())
                .filter(value -> value.text().equals(text.get()))
                .findFirst();
        if (scheme.isEmpty()) {
            throw new UsageException("--scheme: expected one that this library knows, got \"" + text.get() + '"');
        }
        return scheme;
    }

    /** The key of a text: {@code public:FILE}, or a source. */
    public NewKey read(String text) throws UsageException, IOException {
        if (text.startsWith(PUBLIC)) {
            Path file = Path.of(text.substring(PUBLIC.length()));
            return NewKey.outside(StoredKey.of(
                    PublicKeyFile.read(file.toString(), Files.readAllBytes(file), schemeIfKnown()),
                    KeySource.ELSEWHERE));
        }
        KeySource source = source(text);
        return NewKey.outside(StoredKey.of(ring.publicKey(source, schemeIfKnown()), source));
    }

    private static KeySource source(String text) throws UsageException {
        try {
            KeySource source = KeySource.parse(text);
            if (source instanceof KeySource.EncryptedFile || source instanceof KeySource.Elsewhere) {
                throw new UsageException(
                        "SOURCE: expected public:FILE, env:, pkcs11:, exec: or ssh-agent:, got \"" + text + '"');
            }
            return source;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Optional<SignatureScheme> schemeIfKnown() throws UsageException {
        return scheme(invocation);
    }

    @Override
    public void close() {
        ring.close();
    }

    /** What has not been adopted yet is in no file of a repository. */
    public static final class NoFiles implements KeyFiles {
        @Override
        public boolean has(String fileName) {
            return false;
        }

        @Override
        public byte[] read(String fileName) throws IOException {
            throw new NoSuchFileException(fileName);
        }
    }
}
