package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.trust.MetadataRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where the files of a repository are on a mirror: names from metadata become parts of URLs here and nowhere else. */
final class Locations {
    private Locations() {}

    /** A metadata file: the role's name is one segment, whatever characters it has. */
    static URI of(Mirror mirror, MetadataRequest request) {
        String version = request.version().isPresent() ? request.version().getAsLong() + "." : "";
        return URI.create(mirror.metadataUrl() + version + encode(request.role()) + ".json");
    }

    /**
     * An artifact: its path's segments are the URL's segments. With consistent snapshots a hash stands before the last one
     * (TUF 1.0.34 §6.2.1), SHA-256 where there is a choice.
     */
    static URI of(Mirror mirror, TargetFile target, boolean hashPrefix) {
        String[] segments = target.path().split("/", -1);
        StringBuilder url = new StringBuilder(mirror.targetsUrl().toString());
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (last && hashPrefix) {
                url.append(hashOf(target)).append('.');
            }
            url.append(encode(segments[i])).append(last ? "" : "/");
        }
        return URI.create(url.toString());
    }

    private static String hashOf(TargetFile target) {
        Map<String, String> hashes = target.hashes().hexByFunction();
        String sha256 = hashes.get(HashFunction.SHA256.text());
        return sha256 != null
                ? sha256
                : target.hashes().checkable().values().stream()
                        .findFirst()
                        .orElseGet(() -> hashes.values().iterator().next());
    }

    /** The URL of a folder, whether it was written as one or not. */
    static URI withSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? url : URI.create(text + "/");
    }

    /** Percent-encodes everything but the unreserved characters of RFC 3986. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isLetterOrDigit(b) || "-._~".indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return encoded.toString();
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }
}
