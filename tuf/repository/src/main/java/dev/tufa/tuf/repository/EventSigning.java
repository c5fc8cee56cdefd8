package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Part;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes the files of an event's parts with the signatures that were collected, and all others with the keys that are here. */
final class EventSigning implements Signing {
    private final Signing keys;
    private final EventFile file;

    EventSigning(Signing keys, EventFile file) {
        this.keys = keys;
        this.file = file;
    }

    @Override
    public boolean canSign(RoleAuthority authority) throws IOException {
        return keys.canSign(authority);
    }

    @Override
    public void open(RoleAuthority authority) throws IOException {
        keys.open(authority);
    }

    @Override
    public Content sign(Signed signed, List<RoleAuthority> authorities, Collection<String> more)
            throws IOException, RepositoryException {
        String role = authorities.get(0).name();
        Optional<Part> part = file.event().part(role);
        if (part.isEmpty()) {
            return keys.sign(signed, authorities, more);
        }
        if (!signed.toJson().equals(part.get().json())) {
            throw new StalePlanException("event %s: %s: expected the bytes that were signed, got others"
                    .formatted(file.event().id(), role));
        }
        return composed(file, part.get());
    }

    /** The file of a part, always the same for the same signatures. */
    static Content composed(EventFile file, Part part) {
        return Content.of(
                Metadata.of(part.signed(), file.signaturesOf(part.role())).toBytes());
    }
}
