package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import java.io.IOException;
import java.util.Optional;

/** Target files that are described, one after the other, and not here: whoever has them publishes them. */
@FunctionalInterface
public interface TargetDescriptions {
    /** The next one; empty when there are no more. */
    Optional<TargetFile> next() throws IOException;
}
