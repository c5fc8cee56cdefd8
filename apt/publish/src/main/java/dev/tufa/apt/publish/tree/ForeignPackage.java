package dev.tufa.apt.publish.tree;

import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.PoolFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A package of another archive.
 *
 * @param component that it is in; empty if nothing says it
 * @param file its {@code .deb} or {@code .dsc} file
 * @param stated what an index says of that file; empty if none does
 * @param id which one it is, as an index says; empty if none does
 */
public record ForeignPackage(
        Optional<String> component, Path file, Optional<PoolFile> stated, Optional<PackageId> id) {}
