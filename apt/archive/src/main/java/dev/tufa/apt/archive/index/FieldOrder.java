package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The order in which apt-ftparchive writes the fields of an index, and the way it writes their names. */
final class FieldOrder {
    /** Of a package, as in apt's tagfile-order.c. */
    static final FieldOrder PACKAGES = new FieldOrder("""
            Package Package-Type Architecture Architecture-Variant Subarchitecture Version Kernel-Version Built-Using
            Static-Built-Using Built-For-Profiles Auto-Built-Package Multi-Arch Status Priority Build-Essential Protected
            Important Essential Installer-Menu-Item Section Source Origin Phased-Update-Percentage Maintainer
            Original-Maintainer Bugs Config-Version Conffiles Triggers-Awaited Triggers-Pending Installed-Size Provides
            Pre-Depends Depends Recommends Suggests Conflicts Breaks Replaces Enhances Filename MSDOS-Filename Size MD5sum
            SHA1 SHA256 SHA512 Homepage Description Description-md5 Tag Task""");

    /** Of a source package, from the same place. */
    static final FieldOrder SOURCES = new FieldOrder("""
            Package Source Format Binary Architecture Architecture-Variant Version Priority Section Origin Maintainer
            Original-Maintainer Uploaders Dm-Upload-Allowed Standards-Version Build-Depends Build-Depends-Arch
            Build-Depends-Indep Build-Conflicts Build-Conflicts-Arch Build-Conflicts-Indep Testsuite Testsuite-Triggers
            Homepage Description Vcs-Browser Vcs-Browse Vcs-Arch Vcs-Bzr Vcs-Cvs Vcs-Darcs Vcs-Git Vcs-Hg Vcs-Mtn Vcs-Svn
            Directory Package-List Files Checksums-Md5 Checksums-Sha1 Checksums-Sha256 Checksums-Sha512""");

    /** Of a {@code Release} file, as Debian's own has it. */
    static final FieldOrder RELEASE = new FieldOrder("""
            Origin Label Suite Version Codename Changelogs Date Valid-Until NotAutomatic ButAutomaticUpgrades
            Acquire-By-Hash No-Support-for-Architecture-all Architectures Components Description Signed-By MD5Sum SHA1
            SHA256 SHA512""");

    private final Map<String, Place> places = new HashMap<>();

    private FieldOrder(String names) {
        for (String name : names.split("\\s+", -1)) {
            places.put(key(name), new Place(places.size(), name));
        }
    }

    /** The fields in this order, and behind them those that it does not know, as they were. */
    Stanza arranged(List<Field> fields) {
        List<Field> arranged = new ArrayList<>(fields.size());
        for (Field field : fields) {
            Place place = places.get(key(field.name()));
            if (place == null || place.name.equals(field.name())) {
                arranged.add(field);
            } else {
                arranged.add(new Field(place.name, field.lines()));
            }
        }
        arranged.sort(Comparator.comparingInt(this::rank));
        return Stanza.of(arranged);
    }

    /** Whether a field has a place in this order. */
    boolean knows(String name) {
        return places.containsKey(key(name));
    }

    private int rank(Field field) {
        Place place = places.get(key(field.name()));
        return place == null ? places.size() : place.rank;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record Place(int rank, String name) {}
}
