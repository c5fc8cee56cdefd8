package dev.tufa.apt.publish.member;

/**
 * What there is only one of in an archive.
 *
 * @param name of the package
 * @param version as it is written
 * @param architecture or {@code all}, or {@link #SOURCE} for a source package
 */
public record PackageId(String name, String version, String architecture) implements Comparable<PackageId> {
    /** In the place of an architecture. */
    public static final String SOURCE = "source";

    /** Whether it is a source package. */
    public boolean isSource() {
        return architecture.equals(SOURCE);
    }

    @Override
    public int compareTo(PackageId other) {
        int compared = name.compareTo(other.name);
        if (compared == 0) {
            compared = version.compareTo(other.version);
        }
        return compared == 0 ? architecture.compareTo(other.architecture) : compared;
    }

    @Override
    public boolean equals(Object other) { // the platform links the one of a record at its first call, slowly
        return other instanceof PackageId that
                && name.equals(that.name)
                && version.equals(that.version)
                && architecture.equals(that.architecture);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + version.hashCode()) * 31 + architecture.hashCode();
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(name, version, architecture);
    }
}
