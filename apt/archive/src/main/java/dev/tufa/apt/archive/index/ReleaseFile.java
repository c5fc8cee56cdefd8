package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code Release}: what a suite is, until when that is to be believed, and which indexes it has. The one file of an archive that is
 * signed.
 */
public final class ReleaseFile {
    /** What apt accepts at most, in bytes. */
    private static final int LONGEST = 10_000_000;

    private static final Deb822Limits LIMITS = new Deb822Limits(1 << 18, LONGEST, 200);
    private static final String YES = "yes";

    private final Stanza head;
    private final Instant date;
    private final Optional<Instant> validUntil;
    private final List<ListedFile> files;

    private ReleaseFile(Stanza head, Instant date, Optional<Instant> validUntil, List<ListedFile> files) {
        this.head = head;
        this.date = date;
        this.validUntil = validUntil;
        this.files = files;
    }

    /** A release of a time, of which the fractions of a second are left out. */
    public static ReleaseBuilder of(Instant date) {
        return new ReleaseBuilder(date);
    }

    /**
     * Reads someone's {@code Release} file, from which a signature has been taken away.
     *
     * @param file what messages call it
     * @throws IndexException if it is none, says what cannot be, names files out of its folder, or files without SHA-256
     */
    public static ReleaseFile read(String file, byte[] text) throws IOException {
        if (text.length > LONGEST) {
            throw new IndexException("%s: expected at most %d bytes, got %d".formatted(file, LONGEST, text.length));
        }
        List<Stanza> stanzas = Deb822Reader.readAll(file, text, Comments.REFUSED, LIMITS);
        if (stanzas.size() != 1) {
            throw new IndexException("%s: expected one stanza, got %d".formatted(file, stanzas.size()));
        }
        try {
            return of(
                    stanzas.get(0).fields().stream()
                            .filter(field -> !ReleaseRules.isFileList(field))
                            .toList(),
                    FileSections.read(stanzas.get(0), DigestAlgorithm::releaseName));
        } catch (IndexException e) {
            throw e.in(file);
        }
    }

    static ReleaseFile of(List<Field> head, List<ListedFile> files) throws IndexException {
        if (head.isEmpty()) {
            throw new IndexException("expected a field Date, got none");
        }
        Stanza arranged = FieldOrder.RELEASE.arranged(head);
        ReleaseRules.check(arranged);
        Instant date = ReleaseDate.parse("Date", Entries.line(arranged, "Date"));
        Optional<Instant> validUntil = Optional.empty();
        if (arranged.find("Valid-Until").isPresent()) {
            validUntil = Optional.of(ReleaseDate.parse("Valid-Until", Entries.line(arranged, "Valid-Until")));
            if (!validUntil.get().isAfter(date)) {
                throw new IndexException(
                        "Valid-Until: expected a time after %s, got %s".formatted(date, validUntil.get()));
            }
        }
        List<ListedFile> sorted =
                files.stream().sorted(Comparator.comparing(ListedFile::path)).toList();
        return new ReleaseFile(arranged, date, validUntil, sorted);
    }

    /** Who publishes it. apt asks people before it goes on with another one. */
    public Optional<String> origin() {
        return head.value("Origin");
    }

    /** What it is called where origins are shown. */
    public Optional<String> label() {
        return head.value("Label");
    }

    /** Its part in the life of releases, such as {@code stable}. */
    public Optional<String> suite() {
        return head.value("Suite");
    }

    /** The number of the release. */
    public Optional<String> version() {
        return head.value("Version");
    }

    /** The name of the release, such as {@code bookworm}. */
    public Optional<String> codename() {
        return head.value("Codename");
    }

    /** Where changelogs are, with {@code @CHANGEPATH@} in place of the package. */
    public Optional<String> changelogs() {
        return head.value("Changelogs");
    }

    /** What it is, for people. */
    public Optional<String> description() {
        return head.value("Description");
    }

    /** When it was made. apt takes none that is older than the one it has. */
    public Instant date() {
        return date;
    }

    /** Until when apt takes it. */
    public Optional<Instant> validUntil() {
        return validUntil;
    }

    /** What apt does with its packages by itself. */
    public Upgrades upgrades() {
        if (!saysYes("NotAutomatic")) {
            return Upgrades.AUTOMATIC;
        }
        return saysYes("ButAutomaticUpgrades") ? Upgrades.OF_INSTALLED : Upgrades.ON_REQUEST;
    }

    /** Whether clients may fetch indexes by their digests; see {@link ByHash}. */
    public boolean acquireByHash() {
        return saysYes("Acquire-By-Hash");
    }

    /** The architectures that it has indexes for; empty in an archive without components. */
    public List<String> architectures() {
        return ReleaseRules.words(head, "Architectures");
    }

    /** The components that it has indexes for; empty in an archive without them. */
    public List<String> components() {
        return ReleaseRules.words(head, "Components");
    }

    /** Where packages for all architectures are. */
    public ArchitectureAll architectureAll() {
        boolean isInEvery =
                ReleaseRules.words(head, "No-Support-for-Architecture-all").contains("Packages");
        return isInEvery || !architectures().contains("all")
                ? ArchitectureAll.IN_EVERY_INDEX
                : ArchitectureAll.IN_THEIR_OWN;
    }

    /** Fingerprints of the keys that may sign the next release; a {@code !} behind one shuts out its subkeys. */
    public List<String> signedBy() {
        return ReleaseRules.signedBy(head);
    }

    /** The field of a name that is none of the above. */
    public Optional<Field> find(String name) {
        return head.find(name);
    }

    /** The files that it vouches for, by their paths. */
    public List<ListedFile> files() {
        return files;
    }

    /**
     * The small {@code Release} file beside the indexes of a component for an architecture.
     *
     * @param architecture or {@code source}
     * @throws IllegalArgumentException if this release has no such component or architecture
     */
    public Stanza beside(String component, String architecture) {
        if (!components().contains(component)) {
            throw new IllegalArgumentException("expected a component of %s, got %s".formatted(components(), component));
        }
        if (!architecture.equals("source") && !architectures().contains(architecture)) {
            throw new IllegalArgumentException(
                    "expected source or an architecture of %s, got %s".formatted(architectures(), architecture));
        }
        List<Field> fields = new ArrayList<>();
        suite().ifPresent(suite -> fields.add(Field.of("Archive", suite)));
        for (String name :
                List.of("Origin", "Label", "Version", "NotAutomatic", "ButAutomaticUpgrades", "Acquire-By-Hash")) {
            head.find(name).ifPresent(fields::add);
        }
        fields.add(Field.of("Component", component));
        fields.add(Field.of("Architecture", architecture));
        return Stanza.of(fields);
    }

    /** As it is written. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean saysYes(String name) {
        return head.value(name).equals(Optional.of(YES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReleaseFile that && head.equals(that.head) && files.equals(that.files);
    }

    @Override
    public int hashCode() {
        return 31 * head.hashCode() + files.hashCode();
    }

    /** As it is written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(head.toString());
        FileSections.write(files, DigestAlgorithm::releaseName, file -> "%16d".formatted(file.size()))
                .forEach(text::append);
        return text.toString();
    }
}
