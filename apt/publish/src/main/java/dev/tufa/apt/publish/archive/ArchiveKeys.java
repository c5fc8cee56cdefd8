package dev.tufa.apt.publish.archive;

import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.tuf.TufBeside;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The private keys of an archive, to publish with. Opening what a passphrase protects takes long on purpose: it is begun when this is made,
 * on other threads, and waited for when somebody signs. Close it to overwrite what it has.
 */
public final class ArchiveKeys implements AutoCloseable {
    private final FutureTask<List<ReleaseSigner>> signers;
    private final Optional<FutureTask<KeyRing>> tuf;

    private ArchiveKeys(FutureTask<List<ReleaseSigner>> signers, Optional<FutureTask<KeyRing>> tuf) {
        this.signers = signers;
        this.tuf = tuf;
    }

    static ArchiveKeys open(Disk disk, ArchiveLayout layout, ArchiveConf conf, Passphrases passphrases)
            throws IOException, RepositoryException {
        boolean isNeeded = conf.signedWith().stream().anyMatch(KeySource.SecretFile.class::isInstance);
        Optional<TufBeside> beside = conf.tuf() == ArchiveConf.TufScope.NONE
                ? Optional.empty()
                : Optional.of(TufBeside.open(layout.tuf(), disk));
        char[] ofSigners = isNeeded ? passphrases.get() : new char[0];
        char[] ofTuf = beside.isPresent() && beside.get().hasKeyFiles() ? passphrases.get() : new char[0];
        return new ArchiveKeys(
                begun(new FutureTask<>(() -> new Signers(disk, layout).open(conf.signedWith(), ofSigners))),
                beside.map(tuf -> begun(new FutureTask<>(() -> tuf.unlock(ofTuf)))));
    }

    private static <T> FutureTask<T> begun(FutureTask<T> task) {
        Thread thread = new Thread(task, "tufa-archive-keys");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    List<ReleaseSigner> signers() throws IOException, ArchiveException, RepositoryException {
        return result(signers);
    }

    KeyRing tuf() throws IOException, ArchiveException, RepositoryException {
        return result(tuf.orElseThrow(() -> new IllegalStateException("TUF: expected an archive with it")));
    }

    private static <T> T result(FutureTask<T> task) throws IOException, ArchiveException, RepositoryException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while keys were opened");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof ArchiveException refused) {
                throw refused;
            }
            if (e.getCause() instanceof RepositoryException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (tuf.isPresent()) {
            try {
                result(tuf.get()).close();
            } catch (IOException | ArchiveException | RepositoryException e) {
                // they were never opened
            }
        }
    }
}
