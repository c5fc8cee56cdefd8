package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.Published;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what an event builds on from what is published: root, the roles it changes, and whoever delegates to these. */
final class EventBase {
    private final ClientUpdate live;
    private final MetadataFiles files;
    private final RoleEdits published;
    private final List<Published> base = new ArrayList<>();
    private final Set<String> gathered = new HashSet<>();

    EventBase(ClientUpdate live, MetadataFiles files) {
        this.live = live;
        this.files = files;
        this.published = new RoleEdits(live, KeyMaker.PLACEHOLDERS);
    }

    /** The files, whoever delegates before those that it delegates to. */
    List<Published> of(List<Part> parts) throws IOException, TrustException {
        add(RoleType.ROOT.text(), RoleType.ROOT.text(), live.root().version());
        for (Part part : parts) {
            addChain(part.delegator());
            addChain(part.role());
        }
        return base;
    }

    private void addChain(String role) throws IOException, TrustException {
        if (role.equals(RoleType.ROOT.text())) {
            return;
        }
        Optional<RoleEdit> found = published.findRole(role);
        if (found.isEmpty()) {
            return; // it is new
        }
        String delegator = RoleType.ROOT.text();
        for (String name : found.get().chain()) {
            add(name, delegator, version(name));
            delegator = name;
        }
    }

    private long version(String role) throws IOException {
        return live.stage()
                .snapshot()
                .find(role + ".json")
                .map(MetaFile::version)
                .orElseThrow(() -> new IOException("snapshot.json: expected %s, got nothing".formatted(role)));
    }

    private void add(String role, String delegator, long version) throws IOException, TrustException {
        if (!gathered.add(role)) {
            return;
        }
        String name = version + "." + role + ".json";
        byte[] bytes =
                files.read(name).orElseThrow(() -> new IOException("%s: expected a file, got none".formatted(name)));
        base.add(Published.of(role, delegator, read(name, bytes)));
    }

    private static JsonObject read(String name, byte[] bytes) throws IOException {
        try {
            return CanonicalJson.read(bytes, JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }
}
