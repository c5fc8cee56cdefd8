package dev.tufa.tuf.trust;

import dev.tufa.tuf.crypto.RunningHash;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The one place where content is compared with a stated length and stated hashes, piece by piece: TUF 1.0.34 §5.5.2, §5.6.2 and
 * §5.7.3. Every hash that can be computed has to agree, and at least one of those stated must be such.
 */
public final class ContentCheck {
    private final String file;
    private final OptionalLong length;
    private final List<StatedHash> hashes = new ArrayList<>();
    private long size;

    ContentCheck(String file, OptionalLong length) {
        this.file = file;
        this.length = length;
    }

    /** A check of an artifact. */
    public static ContentCheck of(TargetFile target) throws IntegrityException {
        return new ContentCheck(target.path(), OptionalLong.of(target.length())).with(target.hashes());
    }

    ContentCheck with(Hashes stated) throws IntegrityException {
        for (Map.Entry<HashFunction, String> hash : stated.checkable().entrySet()) {
            hashes.add(new StatedHash(
                    hash.getKey(), hash.getValue().toLowerCase(Locale.ROOT), RunningHash.of(hash.getKey())));
        }
        if (hashes.isEmpty()) {
            throw new IntegrityException(
                    file,
                    "hashes",
                    "a known hash function",
                    "only " + String.join(", ", stated.hexByFunction().keySet()));
        }
        return this;
    }

    /** Takes the next piece; refuses it when there is more than the stated length. */
    public void update(byte[] bytes, int offset, int count) throws IntegrityException {
        size += count;
        if (length.isPresent() && size > length.getAsLong()) {
            throw new IntegrityException(file, "length", String.valueOf(length.getAsLong()), "at least " + size);
        }
        for (StatedHash hash : hashes) {
            hash.running.update(bytes, offset, count);
        }
    }

    /** Compares everything, once, at the end. */
    public void finish() throws IntegrityException {
        if (length.isPresent() && size != length.getAsLong()) {
            throw new IntegrityException(file, "length", String.valueOf(length.getAsLong()), String.valueOf(size));
        }
        for (StatedHash hash : hashes) {
            String actual = hash.running.hex();
            if (!actual.equals(hash.expected)) {
                throw new IntegrityException(file, hash.function.text(), hash.expected, actual);
            }
        }
    }

    private record StatedHash(HashFunction function, String expected, RunningHash running) {}
}
