package dev.tufa.tuf.crypto;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.HashFunction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The signatures that this process has found to be right, most recently used last. One that was right once is right always:
 * that depends on nothing but scheme, public key, signature and what is signed, all of which make up the name under which it is
 * remembered. What was wrong is not remembered.
 *
 * <p>A process that updates again and again reads mostly what it has read before, and verifying is most of the work.
 */
public final class KnownSignatures {
    /** As many as the hash bins of a large repository. A name is some 150 bytes, 2.4 MB for all of them. */
    private static final int MOST = 1 << 14;

    /** Hashing longer documents once more costs as much as verifying them by some providers. */
    static final int LONGEST = 1 << 16;

    private static final Memory KNOWN = new Memory(MOST);

    private KnownSignatures() {}

    /** What {@link VerificationKey#verifies} says, which is asked only if the answer is not known to be yes. */
    public static boolean verifies(VerificationKey key, JsonObject signed, String hex) {
        if (signed.canonicalLength() > LONGEST) {
            return key.verifies(signed, hex);
        }
        String name = name(key, signed, hex);
        synchronized (KNOWN) {
            if (KNOWN.get(name) != null) {
                return true;
            }
        }
        boolean verifies = key.verifies(signed, hex);
        if (verifies) {
            synchronized (KNOWN) {
                KNOWN.put(name, true);
            }
        }
        return verifies;
    }

    /** How many are remembered. */
    static int count() {
        synchronized (KNOWN) {
            return KNOWN.size();
        }
    }

    /** Each part but the last is of one length or ends with a character that it cannot contain, so that no two facts share a name. */
    private static String name(VerificationKey key, JsonObject signed, String hex) {
        RunningHash signature = RunningHash.of(HashFunction.SHA256);
        update(signature, hex);
        RunningHash name = RunningHash.of(HashFunction.SHA256);
        update(name, key.scheme().text() + '\n' + key.fingerprint() + signature.hex());
        signed.canonicalTo(name::update);
        return name.hex();
    }

    private static void update(RunningHash hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update(bytes, 0, bytes.length);
    }

    /** Names, of which only so many that were used last are kept. */
    static final class Memory extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Memory(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
        }
    }
}
