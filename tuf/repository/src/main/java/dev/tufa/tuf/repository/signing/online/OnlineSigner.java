package dev.tufa.tuf.repository.signing.online;

import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.repository.signing.online.SigningPolicy.LastSigned;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Signs documents by rule, and remembers what it signed. Signatures must not be given away before {@link #commit} has returned: it
 * writes down all of them at once, with one sync however many they are. Safe for use by many threads.
 */
public final class OnlineSigner {
    private final SigningPolicy policy;
    private final SigningLog log;
    private final Instant now;
    private final Map<String, LastSigned> signed = new HashMap<>();
    private final List<SigningRecord> records = new ArrayList<>();

    private OnlineSigner(SigningPolicy policy, SigningLog log, Instant now) {
        this.policy = policy;
        this.log = log;
        this.now = now;
    }

    /**
     * A signer over a log, which it begins if it is empty.
     *
     * @param published the versions that are published, by role; a log that begins now begins with them
     * @throws SigningRefusedException if the log is another repository's
     */
    public static OnlineSigner open(SigningPolicy policy, SigningLog log, Map<String, Long> published, Instant now)
            throws SigningRefusedException, IOException {
        if (log.isEmpty()) {
            log.begin(policy.repository(), published, now);
        }
        if (!log.repository().equals(policy.repository())) {
            throw new SigningRefusedException("signing log: expected one of repository %s, got one of %s"
                    .formatted(policy.repository(), log.repository()));
        }
        return new OnlineSigner(policy, log, now);
    }

    /** The highest version that was ever signed for a role; 0 if none was. */
    public synchronized long lastVersion(String role) {
        return last(role).map(LastSigned::version).orElse(0L);
    }

    private Optional<LastSigned> last(String role) {
        LastSigned newer = signed.get(role);
        return newer != null ? Optional.of(newer) : log.last(role);
    }

    /**
     * Signs a document with keys, by key id.
     *
     * @return the signatures in hex, by key id
     * @throws SigningRefusedException if a rule forbids it
     */
    public Map<String, String> sign(SigningRequest request, Map<String, Signer> signers)
            throws SigningRefusedException, IOException {
        String sha256 = request.sha256();
        reserve(request, sha256);
        Map<String, String> signatures = new TreeMap<>();
        for (Map.Entry<String, Signer> signer : signers.entrySet()) {
            signatures.put(
                    signer.getKey(), signer.getValue().sign(request.signed().toJson()));
        }
        note(new SigningRecord(
                now,
                request.role(),
                request.signed().version(),
                request.signed().expires(),
                sha256,
                List.copyOf(signatures.keySet())));
        return signatures;
    }

    /** From here on nobody else gets a signature for this version. */
    private synchronized void reserve(SigningRequest request, String sha256) throws SigningRefusedException {
        policy.require(request, sha256, last(request.role()), now);
        signed.put(request.role(), new LastSigned(request.signed().version(), sha256));
    }

    private synchronized void note(SigningRecord record) {
        records.add(record);
    }

    /** Writes down what was signed; when this returns it is on stable storage, and the signatures may be given away. */
    public synchronized void commit() throws IOException {
        if (!records.isEmpty()) {
            log.append(records);
            records.clear();
            signed.clear();
        }
    }
}
