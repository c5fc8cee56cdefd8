package dev.tufa.cli.client;

import dev.tufa.cli.framework.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a folder of a repository is, as it is written on the command line. */
final class FolderUrl {
    private FolderUrl() {}

    /**
     * An http, https or file URL with a slash at its end.
     *
     * @param option the name of the option, for the error, which shows no password
     */
    static URI parse(String option, String text) throws UsageException {
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/");
            if (url.getRawUserInfo() != null) {
                throw new UsageException(
                        "--%s: expected a URL without name and password, which go into a file for --netrc, got one with them"
                                .formatted(option));
            }
            if (isOnServer(url) || isOnDisk(url)) {
                return url;
            }
        } catch (URISyntaxException e) {
            // refused below
        }
        throw new UsageException("--%s: expected an http, https or file URL, got \"%s\""
                .formatted(option, text.replaceFirst("//.*@", "//***@")));
    }

    private static boolean isOnServer(URI url) {
        return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }

    private static boolean isOnDisk(URI url) {
        try {
            return "file".equals(url.getScheme()) && Path.of(url).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false; // a host, a query, a path that begins nowhere
        }
    }
}
