package dev.tufa.examples;

import dev.tufa.tuf.Tuf;
import dev.tufa.tuf.client.Cancellation;
import dev.tufa.tuf.client.CancelledException;
import dev.tufa.tuf.client.Downloads;
import dev.tufa.tuf.client.ProgressListener;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Many files at a time, with a bar for somebody who watches and a button for somebody who has had enough. */
public final class DownloadMany {
    private final Updater updater;
    private final Cancellation button = new Cancellation();

    /**
     * Makes no request yet.
     *
     * @param bar who hears how far it is
     */
    public DownloadMany(URI metadataUrl, byte[] pinnedRoot, Path folder, ProgressListener bar) {
        updater = Tuf.client(metadataUrl, pinnedRoot, folder)
                .progress(bar)
                .transferPolicy(TransferPolicy.DEFAULT.withConnections(6))
                .build()
                .cancelledBy(button);
    }

    /** Downloads as many as can be, and says how it went. */
    public String download(Collection<String> names) throws IOException, TrustException {
        List<TargetFile> targets = updater.find(names).values().stream()
                .map(DelegationSearch.Found::target)
                .toList();
        try {
            Downloads downloads = updater.download(targets);
            return "%d files, %d failed"
                    .formatted(downloads.files().size(), downloads.failures().size());
        } catch (CancelledException e) {
            return "cancelled";
        }
    }

    /** Ends a download that another thread is in. */
    public void cancel() {
        button.cancel();
    }

    /** A bar of percents. */
    public static final class Percents implements ProgressListener {
        private long expected;
        private long finished;

        @Override
        public void expected(int files, long bytes) {
            expected = bytes;
        }

        @Override
        public void finished(String file, long bytes) {
            finished += bytes;
            System.out.printf("%3d %%  %s%n", expected == 0 ? 0 : Math.min(100, finished * 100 / expected), file);
        }
    }
}
