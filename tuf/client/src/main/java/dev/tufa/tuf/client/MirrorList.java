package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.trust.MetadataRequest;
import java.util.ArrayList;
import java.util.List;

/** Which mirrors have a file, in the order in which they are to be asked. */
final class MirrorList {
    private final MirrorHealth health = new MirrorHealth();
    private final TargetNaming naming;
    private volatile List<Mirror> mirrors;

    MirrorList(List<Mirror> mirrors, TargetNaming naming) {
        this.mirrors = List.copyOf(mirrors);
        this.naming = naming;
    }

    MirrorHealth health() {
        return health;
    }

    TargetNaming naming() {
        return naming;
    }

    /** Goes by another list from now on. */
    void replace(List<Mirror> others) {
        mirrors = List.copyOf(others);
    }

    List<Source> of(MetadataRequest request) throws NotAvailableException {
        List<Source> sources = new ArrayList<>();
        for (Mirror mirror : health.inOrder(mirrors)) {
            if (mirror.metadata().has(request.fileName()) || mirror.metadata().has(request.role() + ".json")) {
                sources.add(new Source(mirror, Locations.of(mirror, request)));
            }
        }
        return required(sources, request.fileName());
    }

    List<Source> of(TargetFile target, boolean consistentSnapshot) throws NotAvailableException {
        List<Source> sources = new ArrayList<>();
        boolean hashPrefix = consistentSnapshot && naming == TargetNaming.HASH_PREFIX;
        for (Mirror mirror : health.inOrder(mirrors)) {
            if (mirror.targets().has(target.path())) {
                sources.add(new Source(mirror, Locations.of(mirror, target, hashPrefix)));
            }
        }
        return required(sources, target.path());
    }

    private List<Source> required(List<Source> sources, String file) throws NotAvailableException {
        if (sources.isEmpty()) {
            throw new NotAvailableException(mirrors.get(0).metadataUrl(), "no mirror that has " + file);
        }
        return sources;
    }
}
