package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.pool.StanzaBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A package in the list of a suite: which one, and its stanza as bytes, which go from list to index as they are.
 *
 * @param id which one
 * @param text bytes that have the stanza among them
 * @param from where it begins
 * @param to where it ends, behind the line end of its last line
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Listed(PackageId id, byte[] text, int from, int to) {
    private static final int NAME = "Package: ".length();

    static Listed of(PooledPackage pooled) {
        byte[] text = pooled.stanza();
        return new Listed(pooled.id(), text, 0, text.length);
    }

    /** The value of a field that is one line. */
    Optional<String> value(String field) {
        return StanzaBytes.value(text, from, to, field);
    }

    Stanza stanza() throws IOException {
        return Deb822Reader.readAll(
                        id.toString(),
                        Arrays.copyOfRange(text, from, to),
                        Deb822Reader.Comments.REFUSED,
                        Deb822Limits.DEFAULT)
                .get(0);
    }

    /** Writes the stanza and the empty line behind it. */
    void write(OutputStream out) throws IOException {
        out.write(text, from, to - from);
        out.write('\n');
    }

    /** The order of an index: by name, version and architecture. */
    static int compare(Listed one, Listed other) {
        int compared = one.id.name().compareTo(other.id.name());
        if (compared == 0) {
            compared = compareVersions(one.id.version(), other.id.version());
        }
        return compared == 0 ? one.id.compareTo(other.id) : compared;
    }

    /** Whether both are the same bytes at the same place: then they are the same package. */
    @SuppressWarnings("ReferenceEquality") // comparing bytes would take longer than what it saves
    boolean isSameText(Listed other) {
        return text == other.text && from == other.from;
    }

    /** Takes the bytes of the name into a sum: an index begins each stanza with it. */
    void sumName(CRC32 sum) {
        sum.update(text, from + NAME, StanzaBytes.lineEnd(text, from + NAME, to) - from - NAME);
    }

    /** Versions as dpkg compares them (Debian Policy §5.6.12). */
    static int compareVersions(String one, String other) {
        if (one.equals(other)) {
            return 0;
        }
        try {
            return DebianVersion.parse(one).compareTo(DebianVersion.parse(other));
        } catch (PolicyException e) {
            throw new IllegalStateException("the version of a package that was taken in", e);
        }
    }
}
