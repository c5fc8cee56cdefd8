package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.ArchiveConfText;
import java.nio.file.Path;

/**
 * Where things are in an archive's folder.
 *
 * @param root of all
 */
record ArchiveLayout(Path root) {
    /** The archive's certificates in armor, relative to the published folder. */
    static final String KEYS = "keys/archive.asc";

    /** What a web server serves. */
    Path published() {
        return root.resolve("public");
    }

    /** A file by its path in URLs. */
    Path published(String path) {
        return published().resolve(path);
    }

    Path dist(String suite) {
        return published("dists/" + suite);
    }

    /** The metadata of TUF as clients see it. */
    Path tufMetadata() {
        return published("tuf");
    }

    Path conf() {
        return root.resolve(ArchiveConfText.FILE);
    }

    /** What is for the publisher alone. */
    Path secret() {
        return root.resolve("private");
    }

    Path catalog() {
        return secret().resolve("catalog");
    }

    /** What waits for the next publication. */
    Path staged() {
        return secret().resolve("staged");
    }

    /** Copies of files that are not published yet, by their SHA-256. */
    Path stagedFiles() {
        return staged().resolve("files");
    }

    Path stagedFile(String sha256) {
        return stagedFiles().resolve(sha256);
    }

    Path stagedChanges() {
        return staged().resolve("changes");
    }

    Path suite(String name) {
        return secret().resolve("suites").resolve(name);
    }

    Path snapshots() {
        return secret().resolve("snapshots");
    }

    Path journal() {
        return secret().resolve("publication");
    }

    Path seen() {
        return secret().resolve("seen");
    }

    /** The repository that publishes TUF metadata. */
    Path tuf() {
        return secret().resolve("tuf");
    }
}
