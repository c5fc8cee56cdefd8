package dev.tufa.cli.event;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyReader;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.signing.KeyFileSigner;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.cli.Options;

/** The private key of whoever signs, wherever it is: the one place that knows where such keys can be. Close it to log out. */
final class KeyHolder implements AutoCloseable {
    private static final String KEY = "key";

    private final Signer signer;
    private final Optional<KeyRing> ring;

    private KeyHolder(Signer signer, Optional<KeyRing> ring) {
        this.signer = signer;
        this.ring = ring;
    }

    static Options options() {
        return new Options()
                .addOption(
                        OptionSpecs.valued(
                                KEY,
                                "FILE|SOURCE",
                                "your private key: a file, encrypted PKCS#8 in PEM, or what tufa repo key add takes, such as pkcs11:…"))
                .addOption(KeyReader.schemeOption())
                .addOption(Passphrase.option());
    }

    /**
     * The holder of one of the keys that an event asks for. A token is asked for its PIN here, before anything is signed.
     *
     * @throws CommandFailure if the event asks for another key
     */
    static KeyHolder of(Invocation invocation, Collection<Key> wanted)
            throws UsageException, CommandFailure, IOException {
        String place = invocation.required(KEY);
        return KeyReader.isOutside(place)
                ? outside(place, invocation, wanted)
                : inFile(Path.of(place), invocation, wanted);
    }

    private static KeyHolder inFile(Path file, Invocation invocation, Collection<Key> wanted)
            throws UsageException, CommandFailure, IOException {
        byte[] pem = Files.readAllBytes(file);
        char[] passphrase = Passphrase.get(invocation, Passphrase.Purpose.KNOWN);
        try {
            Signer signer = KeyFileSigner.open(file.toString(), pem, passphrase, wanted)
                    .orElseThrow(() -> unasked(file.toString()));
            return new KeyHolder(signer, Optional.empty());
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static KeyHolder outside(String place, Invocation invocation, Collection<Key> wanted)
            throws UsageException, CommandFailure, IOException {
        KeySource source = source(place);
        Key found = publicKey(source, invocation);
        Key key = wanted.stream().filter(one -> isSame(one, found)).findFirst().orElseThrow(() -> unasked(place));
        StoredKey stored = StoredKey.of(key, source);
        KeyRing ring = ring(new KeyIndex(List.of(stored)), invocation);
        boolean open = false;
        try {
            Supplier<KeyUnreachableException> absent = () -> new KeyUnreachableException(
                    ring.whyNot(stored.keyId()).orElse("%s: expected a private key, got none".formatted(place)));
            KeyHolder holder = new KeyHolder(ring.signer(stored.keyId()).orElseThrow(absent), Optional.of(ring));
            open = true;
            return holder;
        } finally {
            if (!open) {
                ring.close();
            }
        }
    }

    private static Key publicKey(KeySource source, Invocation invocation) throws UsageException, IOException {
        Optional<SignatureScheme> scheme = KeyReader.scheme(invocation);
        try (KeyRing ring = ring(KeyIndex.EMPTY, invocation)) {
            return ring.publicKey(source, scheme);
        }
    }

    private static KeyRing ring(KeyIndex index, Invocation invocation) {
        return new KeyRing(new KeyReader.NoFiles(), index, new char[0], 0, Passphrase.surroundings(invocation));
    }

    private static KeySource source(String place) throws UsageException {
        try {
            return KeySource.parse(place);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--key: " + e.getMessage());
        }
    }

    /** Whatever scheme and key id it is listed with; a key that is of no use is like no other. */
    private static boolean isSame(Key wanted, Key found) {
        try {
            return PublicKeys.decode(wanted)
                    .fingerprint()
                    .equals(PublicKeys.decode(found).fingerprint());
        } catch (UnusableKeyException e) {
            return false;
        }
    }

    private static CommandFailure unasked(String place) {
        return new CommandFailure(
                ExitCode.REFUSED,
                "%s: expected a key that the event asks for, got another".formatted(Printable.of(place)),
                "tufa event show lists the keys that are asked for");
    }

    Signer signer() {
        return signer;
    }

    @Override
    public void close() {
        ring.ifPresent(KeyRing::close);
    }
}
