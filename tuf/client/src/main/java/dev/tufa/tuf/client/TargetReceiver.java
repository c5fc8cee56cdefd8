package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.trust.ContentCheck;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** TUF 1.0.34 §5.7.3: takes the bytes of a target into a store, and gives them its name only when the check agrees. */
final class TargetReceiver {
    private static final int CHUNK = 64 << 10;

    private final TargetFile target;
    private final TargetStore store;

    TargetReceiver(TargetFile target, TargetStore store) {
        this.target = target;
        this.store = store;
    }

    /** Whether the store has exactly this content already. */
    boolean isStored() throws IOException, IntegrityException {
        ContentCheck check = ContentCheck.of(target);
        Optional<InputStream> stored = store.read(target.path());
        if (stored.isEmpty()) {
            return false;
        }
        try (InputStream in = stored.get()) {
            byte[] buffer = new byte[CHUNK];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                check.update(buffer, 0, count);
            }
            check.finish();
            return true;
        } catch (IntegrityException e) {
            return false; // another version, which the download replaces
        }
    }

    Attempt begin() throws IOException, IntegrityException {
        ContentCheck check = ContentCheck.of(target);
        try {
            return new Attempt(store.create(target.path()), check);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /** One try to take the whole artifact in. */
    static final class Attempt implements Closeable {
        private final TargetStore.Incoming incoming;
        private final ContentCheck check;

        private Attempt(TargetStore.Incoming incoming, ContentCheck check) {
            this.incoming = incoming;
            this.check = check;
        }

        void write(byte[] buffer, int count) throws IOException, IntegrityException {
            check.update(buffer, 0, count);
            try {
                incoming.stream().write(buffer, 0, count);
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }

        void complete() throws IOException, IntegrityException {
            check.finish();
            try {
                incoming.commit();
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }

        @Override
        public void close() throws IOException {
            incoming.close();
        }
    }

    /** The store failed, not the network: trying again would not help. */
    static final class StorageException extends IOException {
        private static final long serialVersionUID = 1L;

        StorageException(IOException cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }
}
