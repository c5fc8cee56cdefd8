package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.storage.Access;
import java.nio.file.Path;

/** Where things are in a repository's folder; see the package's description. Relative paths are as in plans. */
record Layout(Path root) {
    static final String PUBLISHED = "repository";
    static final String METADATA = "repository/metadata";
    static final String TARGETS = "repository/targets";
    static final String KEYS = "keys";
    static final String KEY_INDEX = "keys/keys.json";
    static final String SIGNING_LOG = "keys/signing.log";
    static final String SIGNING_MARK = "keys/signing.mark";
    static final String STAGED = "staged";
    static final String STAGED_FILES = "staged/files";
    static final String JOURNAL = "journal";
    static final String OLD_JOURNAL_LOG = "journal/log";
    static final String CONTINUATION = "journal/continuation.json";
    static final String EVENTS = "events";
    static final String INDEX = "index";
    static final String INDEX_FILE = "index/index.sqlite";
    static final String INDEX_UNFINISHED = "index/unfinished.sqlite";
    static final String REMOVED_LOG = "journal/removed.log";
    static final String SETTINGS = "settings.json";
    static final String TIMESTAMP = METADATA + "/timestamp.json";
    static final String ROOT = METADATA + "/root.json";

    Path at(String relative) {
        return root.resolve(relative);
    }

    /** A file of metadata, by the name that clients ask for. */
    static String metadata(String fileName) {
        return METADATA + "/" + fileName;
    }

    static String versioned(long version, String role) {
        return metadata(version + "." + role + ".json");
    }

    /** Whether a file is a version of root: the only one that clients ask for before anything names it. */
    static boolean isRoot(String path) {
        return path.startsWith(METADATA) && path.endsWith(".root.json");
    }

    /** The file of a private key. */
    static String keyFile(StoredKey key) {
        if (key.source() instanceof KeySource.EncryptedFile file) {
            return KEYS + "/" + file.name();
        }
        throw new IllegalArgumentException(
                "key: expected one in a file, got " + key.source().text());
    }

    static String stagedFile(String sha256) {
        return STAGED_FILES + "/" + sha256;
    }

    /** TUF 1.0.34 §6.2.1: HASH.FILENAME.EXT, where the hash is part of the last segment only. */
    static String target(String targetPath, String hash) {
        int name = targetPath.lastIndexOf('/') + 1;
        return TARGETS + "/" + targetPath.substring(0, name) + hash + "." + targetPath.substring(name);
    }

    /** Only the published tree is for others to read; what is staged gets there by a second name for the same file. */
    static Access access(String relative) {
        return relative.startsWith(PUBLISHED + "/")
                        || relative.startsWith(STAGED_FILES + "/")
                        || (relative.startsWith(EVENTS + "/") && relative.contains("/files/"))
                ? Access.PUBLIC
                : Access.PRIVATE;
    }
}
