package dev.tufa.method;

import dev.tufa.tuf.client.TargetStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Signed files of an archive for one run, in memory: see {@link UnkeptMetadata}. */
final class UnkeptTargets implements TargetStore {
    private final TargetStore kept;
    private final Map<String, byte[]> files = new HashMap<>();

    UnkeptTargets(TargetStore kept) {
        this.kept = kept;
    }

    @Override
    public Path locate(String targetPath) {
        return kept.locate(targetPath);
    }

    @Override
    public Optional<InputStream> read(String targetPath) {
        byte[] own = files.get(targetPath);
        if (own != null) {
            return Optional.of(new ByteArrayInputStream(own));
        }
        try {
            return kept.read(targetPath);
        } catch (IOException e) {
            return Optional.empty(); // what cannot be read is fetched again
        }
    }

    @Override
    public Incoming create(String targetPath) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Incoming() {
            @Override
            public OutputStream stream() {
                return bytes;
            }

            @Override
            public void restart() {
                bytes.reset();
            }

            @Override
            public void commit() {
                files.put(targetPath, bytes.toByteArray());
            }

            @Override
            public void close() {
                // what was not committed is garbage
            }
        };
    }
}
