package dev.tufa.cli.serve;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** What a web server says of a file beside its bytes, by what the file is called. */
final class ServedFile {
    private static final Map<String, String> TYPES = Map.of(
            "json", "application/json",
            "html", "text/html; charset=utf-8",
            "asc", "application/pgp-keys",
            "apt", "application/x-apt",
            "deb", "application/vnd.debian.binary-package");

    private static final Pattern PREFIXED = Pattern.compile("[0-9]+\\..*|[0-9a-f]{64}([0-9a-f]{64})?\\..*");

    private ServedFile() {}

    static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /**
     * For how long it may be kept: for ever if its name stands for these bytes alone. Of a repository these are all but the timestamp, of
     * an archive those below {@code pool} and {@code by-hash}, and those with a version or digest before their name.
     *
     * @param path relative to the folder that is served
     */
    static String cacheControl(Path path) {
        String name = String.valueOf(path.getFileName());
        boolean isOfRepository = path.startsWith("metadata") || path.startsWith("targets");
        boolean isFixed = isOfRepository
                ? !name.equals("timestamp.json")
                : path.startsWith("pool")
                        || path.toString().contains("/by-hash/")
                        || PREFIXED.matcher(name).matches();
        return isFixed ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
