package dev.tufa.apt.openpgp.signer;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.openpgp.SignatureForm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key in gpg's home, or in a card that gpg reaches. Its agent asks for passphrases and PINs, as it is set up to do; gpg is told what
 * time it is, so that signatures have the time that is asked for.
 */
public final class GpgSigner implements ReleaseSigner {
    private final List<String> gpg;
    private final Fingerprint key;
    private final Duration patience;

    /**
     * A key of gpg.
     *
     * @param gpg the program, with options of its own such as {@code --pinentry-mode}
     * @param home where its keys are; empty for the user's
     * @param key the fingerprint of the primary key; gpg chooses the newest subkey that signs
     * @param patience how long one signature may take, a person's typing included
     */
    public GpgSigner(List<String> gpg, Optional<Path> home, Fingerprint key, Duration patience) {
        List<String> words = new ArrayList<>(gpg);
        home.ifPresent(folder -> words.addAll(List.of("--homedir", folder.toString())));
        words.addAll(List.of("--batch", "--no-tty", "--quiet"));
        this.gpg = List.copyOf(words);
        this.key = key;
        this.patience = patience;
    }

    @Override
    public Certificate certificate() throws IOException {
        byte[] exported = run(List.of("--export-options", "export-minimal", "--export", key.hex()), new byte[0]);
        try {
            return Certificate.read(exported);
        } catch (OpenPgpException e) {
            throw new IOException("gpg: expected the certificate %s, got none: %s".formatted(key, e.getMessage()), e);
        }
    }

    @Override
    public byte[] sign(SignatureForm form, byte[] bytes, Instant at) throws IOException {
        List<String> options =
                new ArrayList<>(List.of("--local-user", key.hex(), "--digest-algo", "SHA512", "--armor"));
        options.add("--faked-system-time=%d!".formatted(at.getEpochSecond()));
        if (form == SignatureForm.TEXT) {
            options.add("--textmode");
        }
        options.add("--detach-sign");
        return run(options, bytes);
    }

    private byte[] run(List<String> options, byte[] input) throws IOException {
        List<String> words = new ArrayList<>(gpg);
        words.addAll(options);
        return new SigningProcess(words, patience).run(input);
    }
}
