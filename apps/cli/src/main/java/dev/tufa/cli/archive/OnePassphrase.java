package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Passphrases;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import java.io.IOException;
import java.util.Arrays;

/** The passphrase of all keys of an archive, asked for once and only if a key needs it. */
final class OnePassphrase implements Passphrases, AutoCloseable {
    private final Invocation invocation;
    private final Passphrase.Purpose purpose;
    private char[] known = new char[0];

    OnePassphrase(Invocation invocation, Passphrase.Purpose purpose) {
        this.invocation = invocation;
        this.purpose = purpose;
    }

    @Override
    public char[] get() throws IOException {
        if (known.length == 0) {
            try {
                known = Passphrase.get(invocation, purpose);
            } catch (UsageException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return known.clone();
    }

    @Override
    public void close() {
        Arrays.fill(known, '\0');
    }
}
