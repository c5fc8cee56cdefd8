package dev.tufa.apt.install.answers;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package that apt-get would fetch, as it says with {@code --print-uris}.
 *
 * @param uri from where
 * @param name of the package
 * @param version of the package
 * @param bytes of the file
 */
public record PackageAddress(String uri, String name, String version, long bytes) {
    private static final Pattern LINE = Pattern.compile(
            "'(?<uri>[^']+)' (?<name>[^_ ]+)_(?<version>[^_ ]+)_[^_ ]+\\.deb (?<bytes>[0-9]{1,18})(?: \\S*)?");

    /** Reads the answer. */
    public static List<PackageAddress> read(String answer) throws IOException {
        List<PackageAddress> addresses = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            if (!line.startsWith("'")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IOException(
                        "apt-get: expected \"'URI' NAME_VERSION_ARCH.deb BYTES HASH\", got \"%s\"".formatted(line));
            }
            addresses.add(new PackageAddress(
                    parts.group("uri"),
                    parts.group("name"),
                    decoded(parts.group("version")),
                    Long.parseLong(parts.group("bytes"))));
        }
        return List.copyOf(addresses);
    }

    /** A colon after an epoch stands there as {@code %3a}. */
    private static String decoded(String version) throws IOException {
        try {
            return URLDecoder.decode(version.replace("+", "%2b"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("apt-get: expected a version, got \"%s\"".formatted(version), e);
        }
    }

    /** Whether it comes from an archive, by its address with a slash at the end. */
    public boolean isFrom(String archive) {
        return uri.startsWith(archive);
    }
}
