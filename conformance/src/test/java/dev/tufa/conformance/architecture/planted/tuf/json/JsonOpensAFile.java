package dev.tufa.conformance.architecture.planted.tuf.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks a rule: core opens no file. */
public final class JsonOpensAFile {
    public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
