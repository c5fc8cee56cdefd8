package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a {@link ReleaseFile} together. What is said twice counts as it was said last; files are added. */
public final class ReleaseBuilder {
    private final Map<String, Field> head = new LinkedHashMap<>();
    private final List<ListedFile> files = new ArrayList<>();
    private ArchitectureAll architectureAll = ArchitectureAll.IN_EVERY_INDEX;

    ReleaseBuilder(Instant date) {
        set("Date", ReleaseDate.format(date));
    }

    /** Who publishes it. It stays the same for as long as the archive lives. */
    public ReleaseBuilder origin(String origin) {
        return set("Origin", origin);
    }

    /** What it is called where origins are shown. It stays the same as well. */
    public ReleaseBuilder label(String label) {
        return set("Label", label);
    }

    /** Its part in the life of releases, such as {@code stable}. */
    public ReleaseBuilder suite(String suite) {
        return set("Suite", suite);
    }

    /** The number of the release. */
    public ReleaseBuilder version(String version) {
        return set("Version", version);
    }

    /** The name of the release, such as {@code bookworm}. */
    public ReleaseBuilder codename(String codename) {
        return set("Codename", codename);
    }

    /** Where changelogs are, with {@code @CHANGEPATH@} in place of the package. */
    public ReleaseBuilder changelogs(String address) {
        return set("Changelogs", address);
    }

    /** What it is, for people. */
    public ReleaseBuilder description(String description) {
        return set("Description", description);
    }

    /** Until when apt takes it; after the date, and without fractions of a second. */
    public ReleaseBuilder validUntil(Instant end) {
        return set("Valid-Until", ReleaseDate.format(end));
    }

    /** What apt does with its packages by itself; without this, everything. */
    public ReleaseBuilder upgrades(Upgrades upgrades) {
        head.remove("NotAutomatic");
        head.remove("ButAutomaticUpgrades");
        if (upgrades != Upgrades.AUTOMATIC) {
            set("NotAutomatic", "yes");
        }
        return upgrades == Upgrades.OF_INSTALLED ? set("ButAutomaticUpgrades", "yes") : this;
    }

    /** Says that all indexes can be fetched by their digests, and every one has to be there then: {@link ByHash}. */
    public ReleaseBuilder acquireByHash() {
        return set("Acquire-By-Hash", "yes");
    }

    /** The architectures that it has indexes for. */
    public ReleaseBuilder architectures(Collection<String> architectures) {
        return words("Architectures", architectures);
    }

    /** The components that it has indexes for. */
    public ReleaseBuilder components(Collection<String> components) {
        return words("Components", components);
    }

    /**
     * Where packages for all architectures are; without this, in every index. It makes a difference only if {@code all} is one of the
     * architectures.
     */
    public ReleaseBuilder architectureAll(ArchitectureAll place) {
        architectureAll = place;
        return this;
    }

    /** Fingerprints of the keys that may sign the next release, of 40 digits, each with or without a {@code !}. */
    public ReleaseBuilder signedBy(Collection<String> fingerprints) {
        return fingerprints.isEmpty() ? unset("Signed-By") : set("Signed-By", String.join(",", fingerprints));
    }

    /**
     * A field that has no method here.
     *
     * @throws IllegalArgumentException if it has one, or lists files
     */
    public ReleaseBuilder field(Field field) {
        if (FieldOrder.RELEASE.knows(field.name())) {
            throw new IllegalArgumentException(
                    "%s: expected a field that has no method of its own".formatted(field.name()));
        }
        head.put(FieldOrder.key(field.name()), field);
        return this;
    }

    /** Files that it vouches for, by paths that are relative to its folder. */
    public ReleaseBuilder files(Collection<ListedFile> added) {
        files.addAll(added);
        return this;
    }

    /**
     * The release.
     *
     * @throws IllegalArgumentException if it says what cannot be
     */
    public ReleaseFile build() {
        List<Field> fields = new ArrayList<>(head.values());
        Field architectures = head.get("Architectures");
        if (architectureAll == ArchitectureAll.IN_EVERY_INDEX
                && architectures != null
                && architectures.words().contains("all")) {
            fields.add(Field.of("No-Support-for-Architecture-all", "Packages"));
        }
        long paths = files.stream().map(ListedFile::path).distinct().count();
        if (paths != files.size()) {
            throw new IllegalArgumentException("files: expected each path once");
        }
        try {
            return ReleaseFile.of(fields, files);
        } catch (IndexException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private ReleaseBuilder words(String name, Collection<String> words) {
        return words.isEmpty() ? unset(name) : set(name, String.join(" ", words));
    }

    private ReleaseBuilder unset(String name) {
        head.remove(name);
        return this;
    }

    private ReleaseBuilder set(String name, String value) {
        head.put(name, Field.of(name, value));
        return this;
    }
}
