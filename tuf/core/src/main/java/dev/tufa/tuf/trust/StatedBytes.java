package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.VersionMismatchException;

/** What timestamp and snapshot state of the next file: TUF 1.0.34 §5.5.2, §5.5.4, §5.6.2 and §5.6.4. */
final class StatedBytes {
    private StatedBytes() {}

    /** How many bytes to read at most: as many as stated, or a limit where nothing is stated. */
    static int maxBytes(MetaFile stated, int limitIfUnstated, int limitIfStated) {
        return (int) Math.min(limitIfStated, stated.length().orElse(limitIfUnstated));
    }

    /** Requires the stated length and hashes, if any are stated. */
    static void require(String file, MetaFile stated, byte[] bytes) throws IntegrityException {
        ContentCheck check = new ContentCheck(file, stated.length());
        if (stated.hashes().isPresent()) {
            check.with(stated.hashes().get());
        }
        check.update(bytes, 0, bytes.length);
        check.finish();
    }

    static void requireVersion(String file, MetaFile stated, long version) throws VersionMismatchException {
        if (version != stated.version()) {
            throw new VersionMismatchException(file, stated.version(), version);
        }
    }
}
