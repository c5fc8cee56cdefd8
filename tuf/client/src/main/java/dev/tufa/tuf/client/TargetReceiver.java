package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.trust.ContentCheck;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** TUF 1.0.34 §5.7.3: takes the bytes of a target into a store, and gives them its name only when the check agrees. */
final class TargetReceiver {
    private static final int CHUNK = 64 << 10;

    private final TargetFile target;
    private final TargetStore store;
    private final Cancellation cancellation;

    TargetReceiver(TargetFile target, TargetStore store, Cancellation cancellation) {
        this.target = target;
        this.store = store;
        this.cancellation = cancellation;
    }

    String path() {
        return target.path();
    }

    long length() {
        return target.length();
    }

    /** Whether the store has exactly this content already. */
    boolean isStored() throws IOException, IntegrityException {
        ContentCheck check = ContentCheck.of(target);
        Optional<InputStream> stored = store.read(target.path());
        if (stored.isEmpty()) {
            return false;
        }
        try (InputStream in = stored.get()) {
            feed(in, check);
            check.finish();
            return true;
        } catch (IntegrityException e) {
            return false; // another version, which the download replaces
        }
    }

    /** Gives a check all bytes of a stream, and says how many there were. */
    private long feed(InputStream in, ContentCheck check) throws IOException, IntegrityException {
        byte[] buffer = new byte[CHUNK];
        long size = 0;
        int count;
        while ((count = in.read(buffer)) >= 0) {
            cancellation.check();
            check.update(buffer, 0, count);
            size += count;
        }
        return size;
    }

    Attempt begin() throws IOException, IntegrityException {
        ContentCheck check = ContentCheck.of(target);
        TargetStore.Incoming incoming;
        try {
            incoming = store.create(target.path(), content());
        } catch (IOException e) {
            throw new StorageException(e);
        }
        Attempt attempt = new Attempt(incoming, check);
        boolean begun = false;
        try {
            attempt.takeKept();
            begun = true;
            return attempt;
        } finally {
            if (!begun) {
                attempt.close();
            }
        }
    }

    /** A name for the content that is wanted: the strongest hash that is stated, which is hex. */
    private String content() {
        Map<HashFunction, String> hashes = target.hashes().checkable();
        return Optional.ofNullable(hashes.get(HashFunction.SHA512))
                .orElseGet(() -> hashes.values().iterator().next());
    }

    /** The artifact on its way in: the bytes that are there so far, and where they came from. */
    final class Attempt implements Closeable {
        private final TargetStore.Incoming incoming;
        private ContentCheck check;
        private long size;
        private boolean ended;
        private Optional<Origin> origin = Optional.empty();

        private Attempt(TargetStore.Incoming incoming, ContentCheck check) {
            this.incoming = incoming;
            this.check = check;
        }

        private void takeKept() throws IOException, IntegrityException {
            Optional<TargetStore.Kept> kept = incoming.kept();
            if (kept.isPresent()) {
                try (TargetStore.Kept left = kept.get()) {
                    size = feed(left.bytes(), check);
                    origin = Origin.parse(left.note());
                } catch (IntegrityException e) { // longer than the artifact
                    restart();
                }
            }
        }

        /** How many bytes there are. */
        long size() {
            return size;
        }

        /** Whether all of it has come, or whoever sent it says so. */
        boolean isWhole() {
            return ended || (size > 0 && size == target.length());
        }

        /** What to tell a place of the bytes that are there; empty if there are none. */
        Optional<Fetcher.Beginning> beginning(URI uri) {
            return size == 0
                    ? Optional.empty()
                    : Optional.of(new Fetcher.Beginning(
                            size, origin.filter(from -> from.uri().equals(uri)).flatMap(Origin::validator)));
        }

        /** Whether all bytes are from one place, which has said that they are of one content. */
        boolean isOnlyFrom(URI uri) {
            return origin.isPresent()
                    && origin.get().uri().equals(uri)
                    && !origin.get().pieced();
        }

        /** The next bytes are from there. */
        void comesFrom(URI uri, Optional<String> validator) {
            boolean same = size == 0
                    || (origin.isPresent()
                            && !origin.get().pieced()
                            && origin.get().uri().equals(uri)
                            && validator.isPresent()
                            && origin.get().validator().equals(validator));
            origin = Optional.of(new Origin(uri, validator, !same));
        }

        void write(byte[] buffer, int count) throws IOException, IntegrityException {
            check.update(buffer, 0, count);
            try {
                incoming.stream().write(buffer, 0, count);
            } catch (IOException e) {
                throw new StorageException(e);
            }
            size += count;
        }

        /** Nothing more will come. */
        void ended() {
            ended = true;
        }

        /** Forgets all bytes. */
        void restart() throws IOException, IntegrityException {
            check = ContentCheck.of(target);
            size = 0;
            ended = false;
            origin = Optional.empty();
            try {
                incoming.restart();
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }

        void complete() throws IOException, IntegrityException {
            check.finish();
            cancellation.check();
            try {
                incoming.commit();
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }

        /** Keeps what is there for another time, if it can be gone on with. */
        void keep() throws IOException {
            if (size > 0 && !ended) {
                incoming.keep(origin.map(Origin::toString).orElse(""));
            }
        }

        @Override
        public void close() throws IOException {
            incoming.close();
        }
    }

    /**
     * Where bytes are from.
     *
     * @param validator what that place calls the content
     * @param pieced whether some are from elsewhere, or may be of another content
     */
    private record Origin(URI uri, Optional<String> validator, boolean pieced) {
        /** What was noted; unknown if it is damaged. What is kept from another process counts as pieced together. */
        static Optional<Origin> parse(String note) {
            int line = note.indexOf('\n');
            try {
                return line < 0
                        ? Optional.empty()
                        : Optional.of(new Origin(
                                URI.create(note.substring(0, line)),
                                Optional.of(note.substring(line + 1)).filter(text -> !text.isEmpty()),
                                true));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return uri + "\n" + validator.orElse("");
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
