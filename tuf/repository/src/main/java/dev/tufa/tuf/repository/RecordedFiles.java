package dev.tufa.tuf.repository;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files that remember what was read of them: by name, the SHA-256 of each file that was there. */
final class RecordedFiles implements MetadataFiles {
    private final MetadataFiles files;
    private final Map<String, String> read = new LinkedHashMap<>();
    private String last = "";

    RecordedFiles(MetadataFiles files) {
        this.files = files;
    }

    @Override
    public Optional<byte[]> read(String fileName) throws IOException {
        Optional<byte[]> content = files.read(fileName);
        content.ifPresent(bytes -> {
            read.put(fileName, Content.of(bytes).sha256());
            last = fileName;
        });
        return content;
    }

    /** What was there. */
    Map<String, String> digests() {
        return Collections.unmodifiableMap(read);
    }

    /** The name of the file that was read last. */
    String last() {
        return last;
    }
}
