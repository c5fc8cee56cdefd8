package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.VersionMismatchException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** What timestamp and snapshot state of the next file: TUF 1.0.34 §5.5.2, §5.5.4, §5.6.2 and §5.6.4. */
final class StatedBytes {
    private StatedBytes() {}

    /** How many bytes to read at most: as many as stated, or a limit where nothing is stated. */
    static int maxBytes(MetaFile stated, int limitIfUnstated, int limitIfStated) {
        return (int) Math.min(limitIfStated, stated.length().orElse(limitIfUnstated));
    }

    /** Requires the stated length and every stated hash that can be computed; at least one must be, if any is stated. */
    static void require(String file, MetaFile stated, byte[] bytes) throws IntegrityException {
        if (stated.length().isPresent() && stated.length().getAsLong() != bytes.length) {
            throw new IntegrityException(
                    file, "length", String.valueOf(stated.length().getAsLong()), String.valueOf(bytes.length));
        }
        if (stated.hashes().isEmpty()) {
            return;
        }
        Map<HashFunction, String> checkable = stated.hashes().get().checkable();
        if (checkable.isEmpty()) {
            throw new IntegrityException(
                    file,
                    "hashes",
                    "a known hash function",
                    "only " + String.join(", ", stated.hashes().get().hexByFunction().keySet()));
        }
        for (Map.Entry<HashFunction, String> hash : checkable.entrySet()) {
            String actual = HexFormat.of().formatHex(hash.getKey().newDigest().digest(bytes));
            String expected = hash.getValue().toLowerCase(Locale.ROOT);
            if (!actual.equals(expected)) {
                throw new IntegrityException(file, hash.getKey().text(), expected, actual);
            }
        }
    }

    static void requireVersion(String file, MetaFile stated, long version) throws VersionMismatchException {
        if (version != stated.version()) {
            throw new VersionMismatchException(file, stated.version(), version);
        }
    }
}
