package dev.tufa.testkit;

import dev.tufa.tuf.client.TargetStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps artifacts in memory. */
public final class MemoryTargetStore implements TargetStore {
    private final Map<String, byte[]> artifacts = new HashMap<>();
    private int unfinished;

    /** An empty store. */
    public MemoryTargetStore() {}

    /** The artifact of a target path, if it is stored. */
    public synchronized Optional<byte[]> content(String targetPath) {
        return Optional.ofNullable(artifacts.get(targetPath)).map(byte[]::clone);
    }

    /** Puts bytes under a target path, right or wrong. */
    public synchronized void put(String targetPath, byte[] content) {
        artifacts.put(targetPath, content.clone());
    }

    /** How many artifacts have been begun and not been closed. */
    public synchronized int unfinished() {
        return unfinished;
    }

    /** A path that no file system has. */
    @Override
    public Path locate(String targetPath) {
        return Path.of("memory", '_' + URLEncoder.encode(targetPath, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<InputStream> read(String targetPath) {
        return content(targetPath).map(ByteArrayInputStream::new);
    }

    @Override
    public synchronized Incoming create(String targetPath) {
        unfinished++;
        return new MemoryIncoming(targetPath);
    }

    private final class MemoryIncoming implements Incoming {
        private final String targetPath;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean closed;

        MemoryIncoming(String targetPath) {
            this.targetPath = targetPath;
        }

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
            put(targetPath, bytes.toByteArray());
        }

        @Override
        public void close() {
            synchronized (MemoryTargetStore.this) {
                unfinished -= closed ? 0 : 1;
                closed = true;
            }
        }
    }
}
