package dev.tufa.method;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How new the metadata of an archive is at least: what root keeps, out of reach of the user that apt's methods run as.
 *
 * @param root the version of root.json
 * @param timestamp that of timestamp.json
 * @param snapshot that of snapshot.json
 * @param roles which keys sign timestamp and snapshot, and how many of them have to, as SHA-256 in hex
 */
record Floor(long root, long timestamp, long snapshot, String roles) {
    private static final String VERSION = "([1-9][0-9]{0,17})"; // what a shell can count to
    private static final Pattern LINE = Pattern.compile("%1$s %1$s %1$s (?<roles>[0-9a-f]{64})".formatted(VERSION));

    /** That of metadata that was verified. */
    static Floor of(Root root, Signed timestamp, Signed snapshot) {
        return new Floor(root.version(), timestamp.version(), snapshot.version(), roles(root));
    }

    /** What {@link #line} wrote. */
    static Floor parse(String line) throws IOException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IOException("floor: expected three versions and a SHA-256, got \"%s\"".formatted(line));
        }
        return new Floor(version(matcher, 1), version(matcher, 2), version(matcher, 3), matcher.group("roles"));
    }

    private static long version(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    /** One line, for a shell to check. */
    String line() {
        return "%d %d %d %s".formatted(root, timestamp, snapshot, roles);
    }

    private static String roles(Root root) {
        StringBuilder text = new StringBuilder();
        for (RoleType type : new RoleType[] {RoleType.TIMESTAMP, RoleType.SNAPSHOT}) {
            Role role = root.roles().get(type);
            if (role == null) {
                throw new IllegalStateException("a root always has " + type);
            }
            text.append(type.text()).append(' ').append(role.threshold());
            SortedSet<String> keys = new TreeSet<>(); // the keys themselves, whatever they are called
            for (String keyId : role.keyIds()) {
                Key key = root.keys().get(keyId);
                if (key != null) {
                    keys.add(key.computeKeyId());
                }
            }
            keys.forEach(key -> text.append(' ').append(key));
            text.append('\n');
        }
        byte[] digest = HashFunction.SHA256.newDigest().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
