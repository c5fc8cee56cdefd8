package dev.tufa.tuf.repository;

import java.io.IOException;
import java.util.Optional;

/** Metadata as a client asks for it: by file name, with or without a version in front. */
@FunctionalInterface
interface MetadataFiles {
    /** The content of a file; empty if there is none. */
    Optional<byte[]> read(String fileName) throws IOException;
}
