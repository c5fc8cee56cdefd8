package dev.tufa.apt.publish.disk;

import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Second names of files, where the file system has such. */
public final class HardLinks {
    private HardLinks() {}

    /**
     * Gives a file a second name, if that can be.
     *
     * @return whether it has it: not on another file system, nor where there are no hard links
     * @throws NoSuchFileException if there is no file
     */
    public static boolean isMade(Disk disk, Path existing, Path name) throws IOException {
        try {
            disk.link(existing, name);
            return true;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
    }
}
