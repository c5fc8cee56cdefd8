package dev.tufa.apt.install.plan;

import dev.tufa.apt.install.file.TufRoot;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** A file that is a root of TUF: it is signed as it asks itself (TUF 1.0.34 §5.2). */
public final class TufRootFile {
    private final byte[] bytes;

    private TufRootFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a root.
     *
     * @throws PlanException if it is none
     */
    public static TufRootFile read(byte[] bytes) throws PlanException {
        if (bytes.length > Limits.DEFAULT.rootBytes()) {
            throw new PlanException(
                    PlanRefusal.TUF_ROOT,
                    "root: expected at most %d bytes, got %d".formatted(Limits.DEFAULT.rootBytes(), bytes.length));
        }
        try {
            RootStage.load(bytes, Instant.EPOCH, Limits.DEFAULT); // §5.2: its expiry does not matter
        } catch (TrustException e) {
            throw new PlanException(PlanRefusal.TUF_ROOT, String.valueOf(e.getMessage()), e);
        }
        return new TufRootFile(bytes.clone());
    }

    /** The root that a stanza means: the one in it, or the one that was fetched for it. */
    static TufRootFile of(TufRoot meant, Optional<TufRootFile> fetched) throws PlanException {
        if (meant.inline().isPresent()) {
            return read(meant.inline().get().bytes());
        }
        TufRootFile file = fetched.orElseThrow(() -> new PlanException(
                PlanRefusal.TUF_ROOT, "root: expected the file with SHA-256 %s, got none".formatted(meant.sha256())));
        if (!file.sha256().equals(meant.sha256())) {
            throw new PlanException(
                    PlanRefusal.TUF_ROOT,
                    "root: expected the file with SHA-256 %s, got one with %s"
                            .formatted(meant.sha256(), file.sha256()));
        }
        return file;
    }

    /** The bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Its SHA-256 in lower case hex. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
