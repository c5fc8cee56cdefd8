package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;

/** A client would ask for a metadata file that is not there. */
final class MissingFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String fileName;

    MissingFileException(String fileName) {
        super("%s: expected %s, got nothing".formatted(Layout.METADATA, Printable.of(fileName)));
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
