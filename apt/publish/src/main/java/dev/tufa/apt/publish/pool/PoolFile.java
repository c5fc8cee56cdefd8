package dev.tufa.apt.publish.pool;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A file in the pool. What it is called stays what it is: other bytes get another name.
 *
 * @param path relative to the published folder
 * @param size in bytes
 * @param sha256 of its bytes, in lower case hexadecimal digits
 */
public record PoolFile(String path, long size, String sha256) {
    private static final String POOL = "pool";
    private static final int LIBRARY_PREFIX = 4;

    /** What is left of the 255 bytes that file systems have for a name when a SHA-256 and a dot come before it. */
    private static final int LONGEST_NAME = 190;

    /** A folder that is called like a file under its digest could be in the way of one. */
    private static final Pattern DIGEST_NAME = Pattern.compile("[0-9a-f]{64}\\..*");

    /** A file that can be published. */
    public PoolFile {
        for (String name : path.split("/", -1)) {
            if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                    || DIGEST_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "file: expected names of at most %d bytes that do not begin with a digest, got %s"
                                .formatted(LONGEST_NAME, path));
            }
        }
    }

    /** The folder for the files of a source package, as Debian arranges them. */
    public static String folder(String component, String source) {
        String prefix = source.startsWith("lib") && source.length() >= LIBRARY_PREFIX
                ? source.substring(0, LIBRARY_PREFIX)
                : source.substring(0, 1);
        return "%s/%s/%s/%s/".formatted(POOL, component, prefix, source);
    }
}
