package dev.tufa.tuf.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a document was read: what its large objects know of it, for a later version to be read beside it. */
final class Reading {
    private final JsonLimits limits;
    private @Nullable JsonObject document;

    Reading(JsonLimits limits) {
        this.limits = limits;
    }

    /** Says that it was read to its end, and that its canonical form is JSON text as well: it has no control characters. */
    void complete(JsonObject read) {
        document = read;
    }

    /** The document, if text that repeats its canonical form is what a reader with these limits accepts. */
    Optional<JsonObject> document(JsonLimits wanted) {
        return limits.equals(wanted) ? Optional.ofNullable(document) : Optional.empty();
    }
}
