package dev.tufa.method;

import dev.tufa.tuf.client.Fetcher.Request;
import dev.tufa.tuf.client.Fetcher.Response;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * Verifies what was kept of the registered archives as if nothing had changed since, while apt says what it wants and fetches. Nothing is
 * decided by that, written or asked for: the signatures that are right are known afterwards ({@link
 * dev.tufa.tuf.crypto.KnownSignatures}), and the code that verifies has been run.
 */
final class Rehearsal {
    /** Where a suite's file would be: which roles are asked for it depends on its folder. */
    private static final String LIKE_ANY_SUITE = "dists/stable/InRelease";

    private final Path folder;
    private final Clock clock;

    Rehearsal(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The thread that does it beside everything else, once it is started. */
    static Thread of(Path folder, Clock clock) {
        Thread thread = new Thread(new Rehearsal(folder, clock)::run, "rehearsal");
        thread.setDaemon(true);
        return thread;
    }

    private void run() {
        try {
            for (ArchiveState archive : ArchiveState.registered(folder)) {
                rehearse(archive);
            }
        } catch (IOException e) {
            // it comes up again when apt asks for something
        }
    }

    /** Whether all that was kept of an archive is right, so that nothing is left to verify if it has not changed. */
    boolean rehearse(ArchiveState archive) throws IOException {
        MetadataStore kept = archive.keptMetadata();
        Updater updater = Updater.of(archive.metadataUrl())
                .pinnedRoot(Files.readAllBytes(archive.firstRoot()))
                .fetcher(request -> kept(request, kept))
                .metadataStore(new UnkeptMetadata(kept))
                .targetStore(archive.releases())
                .transferPolicy(TufArchive.ONCE)
                .clock(clock)
                .build();
        try {
            updater.find(LIKE_ANY_SUITE);
            updater.find(ArchiveState.KEYS);
            return true;
        } catch (IOException | TrustException e) {
            return false; // new, damaged or expired: the archive is asked for what is true today
        }
    }

    private static Response kept(Request request, MetadataStore kept) throws IOException {
        String timestamp = RoleType.TIMESTAMP.text();
        if (!request.uri().getPath().endsWith('/' + timestamp + ".json")) {
            throw new NotAvailableException(request.uri(), "not the kept timestamp");
        }
        byte[] bytes = kept.read(timestamp, Limits.DEFAULT.timestampBytes())
                .orElseThrow(() -> new NotAvailableException(request.uri(), "none is kept"));
        return new Response(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
    }
}
