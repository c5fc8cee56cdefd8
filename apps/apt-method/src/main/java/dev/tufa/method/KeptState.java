package dev.tufa.method;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata that the method has kept, none of which is believed: whoever reads it for root verifies it from root's own first root on.
 * That it has expired meanwhile does not matter: versions do not go back for that.
 */
final class KeptState {
    /** Bytes of all of it in base64; stops endless data. */
    private static final int MOST = 64 << 20;

    private final Map<String, byte[]> files;

    private KeptState(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Reads lines with the name of a file and its bytes in base64. */
    static KeptState parse(byte[] lines) throws IOException {
        if (lines.length > MOST) {
            throw new IOException("metadata: expected at most %d bytes, got more".formatted(MOST));
        }
        Map<String, byte[]> files = new HashMap<>();
        for (String line :
                new String(lines, StandardCharsets.ISO_8859_1).lines().toList()) {
            int blank = line.indexOf(' ');
            try {
                files.put(
                        line.substring(0, Math.max(0, blank)),
                        Base64.getDecoder().decode(line.substring(blank + 1)));
            } catch (IllegalArgumentException e) {
                throw new IOException("metadata: expected lines of a name and base64, got another one", e);
            }
        }
        return new KeptState(files);
    }

    /** As many bytes as are worth reading. */
    static int most() {
        return MOST;
    }

    /**
     * The floor that this state is worth.
     *
     * @param firstRoot the root that came with the archive
     */
    Floor verify(byte[] firstRoot) throws IOException, TrustException {
        RootStage root = RootStage.load(firstRoot, Instant.EPOCH, Limits.DEFAULT); // nothing expires before
        for (Optional<byte[]> next = next(root); next.isPresent(); next = next(root)) {
            root = root.accept(next.get());
        }
        SnapshotStage timestamp = root.finish().accept(required("timestamp.json"));
        TargetsStage snapshot = timestamp.accept(required("snapshot.json"));
        return Floor.of(snapshot.root(), snapshot.timestamp(), snapshot.snapshot());
    }

    private Optional<byte[]> next(RootStage root) {
        Optional<MetadataRequest> request = root.nextRoot();
        return request.isPresent()
                ? Optional.ofNullable(files.get(request.get().version().getAsLong() + ".root.json"))
                : Optional.empty();
    }

    private byte[] required(String name) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new IOException("metadata: expected a file %s, got none".formatted(name));
        }
        return bytes;
    }
}
