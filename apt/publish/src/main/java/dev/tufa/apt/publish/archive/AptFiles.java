package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.apt.publish.tuf.TufBeside;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code .apt} files in the folder that is served. They are put there like any other file; what TUF says of them follows. */
final class AptFiles {
    private static final String SUFFIX = ".apt";
    private static final Pattern PREFIXED = Pattern.compile("[0-9a-f]{64}\\..*");

    private final Disk disk;
    private final ArchiveLayout layout;

    AptFiles(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /**
     * What TUF has to say from now on and does not yet.
     *
     * @param described files that are new or have other bytes
     * @param removed paths of those that are gone
     */
    record Edits(List<PoolFile> described, List<String> removed) {
        boolean isEmpty() {
            return described.isEmpty() && removed.isEmpty();
        }
    }

    /** The names of all files, in order. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : disk.list(layout.published())) {
            String name = String.valueOf(file.getFileName());
            boolean isCalledSo = name.endsWith(SUFFIX) && !isPrefixed(name);
            if (isCalledSo && disk.exists(file) && disk.attributes(file).isRegularFile()) {
                names.add(name);
            }
        }
        return names;
    }

    /** The names of the copies that TUF clients fetch, needed or not. */
    List<String> prefixed() throws IOException {
        return disk.list(layout.published()).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.endsWith(SUFFIX) && isPrefixed(name))
                .toList();
    }

    /** The name of the copy of a file as it is now. */
    String prefixed(String name) throws IOException {
        return SuiteFiles.prefixed(name, Sha256.hex(disk.read(layout.published(name))));
    }

    /** Puts a file there, under the name that TUF clients ask for first. */
    void put(String name, byte[] bytes) throws IOException {
        DurableBatch batch = new DurableBatch(disk);
        batch.replace(layout.published(SuiteFiles.prefixed(name, Sha256.hex(bytes))), bytes, Access.PUBLIC);
        batch.replace(layout.published(name), bytes, Access.PUBLIC);
        batch.write();
    }

    /** Works out the edits, and sees to it that TUF clients will find what is described. */
    Edits edits(TufBeside tuf) throws IOException, RepositoryException, TrustException {
        List<String> names = names();
        Map<String, String> known = tuf.outsideFolders();
        List<PoolFile> described = new ArrayList<>();
        DurableBatch batch = new DurableBatch(disk);
        for (String name : names) {
            byte[] bytes = disk.read(layout.published(name));
            PoolFile file = new PoolFile(name, bytes.length, Sha256.hex(bytes));
            Path copy = layout.published(SuiteFiles.prefixed(name, file.sha256()));
            if (!disk.exists(copy)) {
                batch.replace(copy, bytes, Access.PUBLIC);
            }
            if (!file.sha256().equals(known.get(name))) {
                described.add(file);
            }
        }
        batch.write();
        List<String> removed =
                known.keySet().stream().filter(path -> !names.contains(path)).toList();
        return new Edits(described, removed);
    }

    private static boolean isPrefixed(String name) {
        return PREFIXED.matcher(name).matches();
    }
}
