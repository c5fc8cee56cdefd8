package dev.tufa.tuf.repository;

/**
 * A change and the file in which it waits.
 *
 * @param path relative to the repository's folder
 */
record StagedChange(String path, Change change) {}
