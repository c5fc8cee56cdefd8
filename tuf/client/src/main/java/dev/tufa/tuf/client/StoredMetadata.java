package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.MetadataRequest;
import java.io.IOException;
import java.util.Optional;

/** Metadata that an earlier update has stored, judged as if it came from a repository. */
final class StoredMetadata implements MetadataSource {
    private final MetadataStore store;

    StoredMetadata(MetadataStore store) {
        this.store = store;
    }

    @Override
    public boolean asksRepository() {
        return false;
    }

    @Override
    public <T> Accepted<T> fetch(MetadataRequest request, Judge<T> judge) throws IOException, TrustException {
        Optional<byte[]> stored = store.read(request.role(), request.maxBytes());
        if (stored.isEmpty()) {
            throw new NotStoredException(request.role() + ".json");
        }
        return Accepted.by(judge, stored.get(), Optional.empty());
    }
}
