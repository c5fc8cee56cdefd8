package dev.tufa.tuf.client.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a password is for, in the words of apt's auth.conf: {@code [SCHEME://]HOST[:PORT][/PATH]}.
 *
 * @param scheme https where none was written
 * @param port if empty, every port
 * @param path decoded, without a slash at its end; a file is in it if its path goes on with a slash
 */
record Machine(String scheme, String host, OptionalInt port, String path) {
    private static final Pattern WRITTEN = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
            + "(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]/:@?#\\s]+)(?::(?<port>[0-9]{1,5}))?(?<path>/[^?#]*)?");

    static Machine parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches() || text.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "machine: expected [SCHEME://]HOST[:PORT][/PATH], got " + text.replaceFirst(".*@", "***@"));
        }
        String scheme = written.group("scheme");
        String port = written.group("port");
        String path = written.group("path");
        return new Machine(
                scheme == null ? "https" : scheme.toLowerCase(Locale.ROOT),
                written.group("host").toLowerCase(Locale.ROOT),
                port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
                path == null ? "" : decoded(path).replaceFirst("/+$", ""));
    }

    private static String decoded(String path) {
        try {
            return new URI("https://host" + path).getPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("machine: expected a path as in a URL, got " + path, e);
        }
    }

    /** Whether a password for this is for a URL. */
    boolean covers(URI uri) {
        return scheme.equalsIgnoreCase(uri.getScheme()) && isAt(uri);
    }

    /** The same by whatever scheme. */
    boolean isAt(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority()).toLowerCase(Locale.ROOT);
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String itsHost = colon < 0 ? authority : authority.substring(0, colon);
        return host.equals(itsHost) && (port.isEmpty() || port.getAsInt() == portOf(uri)) && isAbove(uri.getPath());
    }

    private static int portOf(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** Dots that lead elsewhere, as they are or encoded, are in no folder. */
    private boolean isAbove(String file) {
        return path.isEmpty()
                || ((file.equals(path) || file.startsWith(path + "/"))
                        && Arrays.stream(file.split("[/\\\\]", -1))
                                .noneMatch(segment -> segment.equals("..") || segment.equals(".")));
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port.isPresent() ? ":" + port.getAsInt() : "") + path;
    }
}
