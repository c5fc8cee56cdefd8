package dev.tufa.tuf.repository;

import java.nio.file.Path;

/**
 * A target to add.
 *
 * @param file whose content is copied
 * @param targetPath relative, parted by {@code /}
 */
public record Addition(Path file, String targetPath, AddOptions options) {}
