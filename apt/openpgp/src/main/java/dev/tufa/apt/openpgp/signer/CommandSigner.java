package dev.tufa.apt.openpgp.signer;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.openpgp.SignatureForm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that has a key, in a KMS or behind a service: called with one more argument, {@code binary} or {@code text} as
 * {@link SignatureForm} says, it reads the bytes to sign and prints the signature, in armor or not.
 */
public final class CommandSigner implements ReleaseSigner {
    private final List<String> command;
    private final Certificate certificate;
    private final Duration patience;

    /**
     * A program.
     *
     * @param command with its first arguments
     * @param certificate of the key that it has
     * @param patience how long one signature may take
     */
    public CommandSigner(List<String> command, Certificate certificate, Duration patience) {
        this.command = List.copyOf(command);
        this.certificate = certificate;
        this.patience = patience;
    }

    @Override
    public Certificate certificate() {
        return certificate;
    }

    @Override
    public byte[] sign(SignatureForm form, byte[] bytes, Instant at) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(form.word());
        return new SigningProcess(words, patience).run(bytes);
    }
}
