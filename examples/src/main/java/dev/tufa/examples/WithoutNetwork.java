package dev.tufa.examples;

import dev.tufa.tuf.Tuf;
import dev.tufa.tuf.client.Bundle;
import dev.tufa.tuf.client.NetworkUse;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.ClockException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Clients that are not always connected, or never. */
public final class WithoutNetwork {
    private final URI metadataUrl;
    private final byte[] pinnedRoot;
    private final Path folder;

    /** Makes no request yet. */
    public WithoutNetwork(URI metadataUrl, byte[] pinnedRoot, Path folder) {
        this.metadataUrl = metadataUrl;
        this.pinnedRoot = pinnedRoot.clone();
        this.folder = folder;
    }

    /** Asks the repository if it can be reached, and says what it does not know. */
    public List<String> onALaptop() throws IOException, TrustException {
        Updater updater = Tuf.client(metadataUrl, pinnedRoot, folder)
                .network(NetworkUse.IF_REACHABLE)
                .build();
        Refreshed refreshed = updater.refresh();
        return refreshed.checks().unchecked();
    }

    /** Asks for versions once an hour and for roots once a day, however often it is called. */
    public Refreshed inABusyService() throws IOException, TrustException {
        Updater updater = Tuf.client(metadataUrl, pinnedRoot, folder)
                .network(NetworkUse.atMostEvery(Duration.ofHours(1)))
                .rootInterval(Duration.ofDays(1))
                .build();
        return updater.refresh();
    }

    /** Writes files, and the metadata that proves them, for a machine that no network reaches. */
    public void carry(List<String> names, Path bundle) throws IOException, TrustException {
        Updater updater = Tuf.client(metadataUrl, pinnedRoot, folder).build();
        updater.refresh();
        List<TargetFile> targets = updater.find(names).values().stream()
                .map(DelegationSearch.Found::target)
                .toList();
        updater.download(targets).orThrow();
        try (OutputStream out = Files.newOutputStream(bundle)) {
            updater.export(targets, out);
        }
    }

    /** Takes them in over there. */
    public void takeIn(Path file) throws IOException, TrustException {
        try (Bundle bundle = Bundle.open(file)) {
            Updater updater = Tuf.client(Bundle.METADATA, pinnedRoot, folder)
                    .fetcher(bundle)
                    .build();
            updater.refresh();
            for (String name : bundle.targetPaths()) {
                updater.download(updater.find(name).orElseThrow().target());
            }
        }
    }

    /** Refreshes on a machine whose clock somebody has looked at, after one that was wrong. */
    public void afterTheClockWasSet(boolean somebodyHasLookedAtIt) throws IOException, TrustException {
        Updater updater = Tuf.client(metadataUrl, pinnedRoot, folder)
                .clockTolerance(Duration.ofMinutes(10))
                .build();
        try {
            updater.refresh();
        } catch (ClockException e) {
            if (!somebodyHasLookedAtIt) {
                throw e;
            }
            updater.forgetTime();
            updater.refresh();
        }
    }
}
