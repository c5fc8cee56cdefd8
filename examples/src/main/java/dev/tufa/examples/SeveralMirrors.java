package dev.tufa.examples;

import dev.tufa.tuf.Tuf;
import dev.tufa.tuf.client.Mirror;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A client that updates from whichever mirror is good. */
public final class SeveralMirrors {
    private final Updater updater;

    /** Makes no request yet. */
    public SeveralMirrors(URI first, URI second, URI packagesOnly, byte[] pinnedRoot, Path folder) {
        Mirror packages = new Mirror(
                packagesOnly.resolve("metadata/"),
                packagesOnly.resolve("targets/"),
                Mirror.Content.matching(List.of()),
                Mirror.Content.matching(List.of(new PathPattern("*.deb"))));
        updater = Tuf.client(first.resolve("metadata/"), pinnedRoot, folder)
                .mirror(Mirror.full(second.resolve("metadata/"), second.resolve("targets/")))
                .mirror(packages)
                .mirrorList() // and those that the repository itself lists in mirrors.json
                .build();
    }

    /** Downloads a file from the first mirror that has what was signed. */
    public Path download(String name) throws IOException, TrustException {
        updater.refresh();
        return updater.download(updater.find(name).orElseThrow().target());
    }
}
