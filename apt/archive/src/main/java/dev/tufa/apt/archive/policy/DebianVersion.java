package dev.tufa.apt.archive.policy;

import java.util.regex.Pattern;

/**
 * The version of a package (Debian Policy §5.6.12): {@code [epoch:]upstream[-revision]}. Its order is that of dpkg, in which different
 * texts can be the same version: {@code 1.0} and {@code 1.00-0} are neither smaller nor greater than each other, but not equal.
 */
public final class DebianVersion implements Comparable<DebianVersion> {
    private static final Pattern UPSTREAM = Pattern.compile("[0-9][A-Za-z0-9.+~-]*");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9.+~]+");
    private static final Pattern EPOCH = Pattern.compile("[0-9]+");
    private static final String WHAT = "version";

    private final String text;
    private final int epoch;
    private final String upstream;
    private final String revision;

    private DebianVersion(String text, int epoch, String upstream, String revision) {
        this.text = text;
        this.epoch = epoch;
        this.upstream = upstream;
        this.revision = revision;
    }

    /** The version that a text is. As strict as dpkg when it builds a package. */
    public static DebianVersion parse(String text) throws PolicyException {
        int colon = text.indexOf(':');
        int epoch = colon < 0 ? 0 : epoch(text.substring(0, colon), text);
        String rest = text.substring(colon + 1);
        int hyphen = rest.lastIndexOf('-');
        String upstream = hyphen < 0 ? rest : rest.substring(0, hyphen);
        String revision = hyphen < 0 ? "" : rest.substring(hyphen + 1);
        if (!UPSTREAM.matcher(upstream).matches()) {
            throw new PolicyException(
                    WHAT, "an upstream version of letters, digits, ., +, - and ~, a digit first", text);
        }
        if (hyphen >= 0 && !REVISION.matcher(revision).matches()) {
            throw new PolicyException(WHAT, "a revision of letters, digits, ., + and ~ after the last hyphen", text);
        }
        return new DebianVersion(text, epoch, upstream, revision);
    }

    /** dpkg keeps an epoch in 31 bits. */
    private static int epoch(String digits, String text) throws PolicyException {
        if (EPOCH.matcher(digits).matches()) {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException tooLarge) {
                throw new PolicyException(WHAT, "an epoch of at most " + Integer.MAX_VALUE, text);
            }
        }
        throw new PolicyException(WHAT, "a number before the first colon", text);
    }

    /** The number before the colon, 0 if there is none. */
    public int epoch() {
        return epoch;
    }

    /** What the authors of the software call it. */
    public String upstream() {
        return upstream;
    }

    /** What comes after the last hyphen; empty if there is none. */
    public String revision() {
        return revision;
    }

    /** The text without the epoch, as names of files have it. */
    public String withoutEpoch() {
        return text.substring(text.indexOf(':') + 1);
    }

    /** Whether dpkg takes neither for newer. */
    public boolean isSameVersionAs(DebianVersion other) {
        return compareTo(other) == 0;
    }

    /** The order of dpkg. Not consistent with equals. */
    @Override
    public int compareTo(DebianVersion other) {
        if (epoch != other.epoch) {
            return Integer.compare(epoch, other.epoch);
        }
        int byUpstream = VersionOrder.compare(upstream, other.upstream);
        return byUpstream != 0 ? byUpstream : VersionOrder.compare(revision, other.revision);
    }

    /** Whether the texts are the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DebianVersion that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
