package dev.tufa.tuf.client.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A disk that notes what it is told to keep, waits or fails when it is told so. */
class FaultyDisk extends DurableFiles {
    final List<Path> synced = new CopyOnWriteArrayList<>();
    final List<Path> syncedFolders = new CopyOnWriteArrayList<>();
    final List<String> order = new CopyOnWriteArrayList<>();
    volatile boolean failing;
    volatile CountDownLatch held = new CountDownLatch(0);

    @Override
    void syncBytes(FileChannel channel) throws IOException {
        order.add("bytes");
        fail();
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        super.syncBytes(channel);
        order.add("bytes are there");
    }

    @Override
    void sync(FileChannel channel) throws IOException {
        order.add("all");
        super.sync(channel);
    }

    @Override
    void syncFile(Path file) throws IOException {
        fail();
        super.syncFile(file);
        synced.add(file);
    }

    @Override
    void syncFolder(Path folder) throws IOException {
        super.syncFolder(folder);
        syncedFolders.add(folder);
    }

    private void fail() throws IOException {
        if (failing) {
            throw new IOException("the disk has failed");
        }
    }
}
