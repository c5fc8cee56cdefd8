package dev.tufa.tuf.client;

import dev.tufa.tuf.crypto.RunningHash;
import dev.tufa.tuf.metadata.HashFunction;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chains of roots that this process has followed, by the bytes at both ends. That one led to the other depends on nothing
 * else, so that a process which updates again and again need not read the roots between. Nothing of this is ever on a disk,
 * where somebody else could write it.
 */
final class KnownChains {
    /** Of as many as a process has repositories, a few each. */
    private static final int MOST = 1024;

    private static final Set<Map.Entry<String, String>> KNOWN = ConcurrentHashMap.newKeySet();

    private KnownChains() {}

    /** Whether a root was found to be reached from another by steps that each was signed for. */
    static boolean leads(byte[] from, byte[] to) {
        return KNOWN.contains(ends(from, to));
    }

    /** Remembers that it was. */
    static void followed(byte[] from, byte[] to) {
        if (KNOWN.size() >= MOST) {
            KNOWN.clear(); // they are followed again
        }
        KNOWN.add(ends(from, to));
    }

    private static Map.Entry<String, String> ends(byte[] from, byte[] to) {
        return Map.entry(digest(from), digest(to));
    }

    private static String digest(byte[] root) {
        RunningHash hash = RunningHash.of(HashFunction.SHA256);
        hash.update(root, 0, root.length);
        return hash.hex();
    }
}
