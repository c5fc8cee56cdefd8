package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.Passphrases;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.Arrays;

/** The passphrase of all keys of an archive, asked for once and only if a key needs it. */
final class OnePassphrase implements Passphrases, AutoCloseable {
    private final Invocation invocation;
    private final Passphrase.Purpose purpose;
    private char[] known = new char[0];

    private OnePassphrase(Invocation invocation, Passphrase.Purpose purpose) {
        this.invocation = invocation;
        this.purpose = purpose;
    }

    /** What an archive does with keys. */
    interface Work<T> {
        /** Does it. */
        T with(Passphrases passphrases) throws IOException, ArchiveException, RepositoryException, TrustException;
    }

    /**
     * Has something done for which it may be needed.
     *
     * @throws UsageException if it is needed and there is none
     */
    static <T> T use(Invocation invocation, Passphrase.Purpose purpose, Work<T> work)
            throws UsageException, IOException, ArchiveException, RepositoryException, TrustException {
        try (OnePassphrase passphrase = new OnePassphrase(invocation, purpose)) {
            return work.with(passphrase);
        } catch (IOException e) {
            if (e.getCause() instanceof UsageException usage) {
                throw usage;
            }
            throw e;
        }
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
