package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.publish.pool.PoolFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the files of a suite are: published, or about to be. */
public interface SuitePlace {
    /** Its name. */
    String suite();

    /** The folder that has its indexes. */
    Path dist();

    /** A form of its release by the name of the file; empty if there is none. */
    Optional<byte[]> release(String form) throws IOException;

    /** Every name under which an index has to be there. */
    List<Path> names(ListedFile index);

    /** Where a file of the pool is, or has to be. */
    Path pooled(PoolFile file);
}
