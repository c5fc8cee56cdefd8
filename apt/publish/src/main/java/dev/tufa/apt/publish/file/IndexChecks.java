package dev.tufa.apt.publish.file;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.ArchitectureAll;
import dev.tufa.apt.archive.index.ByHash;
import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.DigestingOutput;
import dev.tufa.apt.archive.index.IndexReader;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.PackagesIndex;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.install.file.ArchiveEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** The indexes of a suite: that they are there, that they are the ones that Release vouches for, and which packages they have. */
final class IndexChecks {
    /** Bytes of an index as it is fetched: Debian's largest has ten million. */
    private static final int LONGEST = 64 << 20;

    /** Bytes of an index that is unpacked: some kilobytes must not become a full disk of work. */
    private static final long UNPACKED = 1L << 30;

    /** The form that is looked at is the first that there is. */
    private static final List<Compression> FORMS = List.of(Compression.XZ, Compression.GZIP, Compression.NONE);

    private final ArchiveFiles files;
    private final String folder;
    private final ReleaseFile release;
    private final ArchiveLint.Told told;

    IndexChecks(ArchiveFiles files, String folder, ReleaseFile release, ArchiveLint.Told told) {
        this.files = files;
        this.folder = folder;
        this.release = release;
        this.told = told;
    }

    /** Reads the indexes that apt would; says whether all could be read. */
    boolean check(ArchiveEntry entry, NavigableSet<String> architectures, WantedPackages wanted) throws IOException {
        if (entry.isFlat()) {
            boolean isSource = entry.type() == ArchiveEntry.Type.SOURCES;
            return isSource ? isListed("Sources") : read("Packages", architectures, wanted);
        }
        boolean isAllRead = true;
        for (String component : entry.components()) {
            if (!release.components().isEmpty() && !release.components().contains(component)) {
                isAllRead = false; // told already
            } else if (entry.type() == ArchiveEntry.Type.SOURCES) {
                isAllRead &= isListed(component + "/source/Sources");
            } else {
                isAllRead &= component(component, architectures, wanted);
            }
        }
        return isAllRead;
    }

    private boolean component(String component, NavigableSet<String> architectures, WantedPackages wanted)
            throws IOException {
        boolean isAllRead = true;
        for (String architecture : architectures) {
            isAllRead &= release.architectures().contains(architecture) // else it was told
                    && read(component + "/binary-" + architecture + "/Packages", Set.of(architecture), wanted);
        }
        if (release.architectureAll() == ArchitectureAll.IN_THEIR_OWN) {
            isAllRead &= read(component + "/binary-all/Packages", architectures, wanted);
        }
        return isAllRead;
    }

    private boolean isListed(String path) {
        if (FORMS.stream().noneMatch(form -> find(path + form.extension()).isPresent())) {
            told.tell(LintRule.NO_INDEX, "expected %s in Release, got none".formatted(path));
            return false;
        }
        return true;
    }

    private Optional<ListedFile> find(String path) {
        return release.files().stream()
                .filter(file -> file.path().equals(path) || file.path().equals("./" + path))
                .findFirst();
    }

    private boolean read(String path, Set<String> architectures, WantedPackages wanted) throws IOException {
        if (!isListed(path)) {
            return false;
        }
        for (Compression form : FORMS) {
            Optional<ListedFile> listed = find(path + form.extension());
            if (listed.isEmpty()) {
                continue;
            }
            Optional<byte[]> bytes = bytes(listed.get());
            if (bytes.isPresent()) {
                return isVouchedFor(listed.get(), bytes.get())
                        && readEntries(path, form, bytes.get(), architectures, wanted);
            }
        }
        told.tell(LintRule.NO_INDEX, "expected the file %s that is in Release, got none".formatted(path));
        return false;
    }

    /** Its bytes; beyond what Release says, one more. */
    private Optional<byte[]> bytes(ListedFile listed) throws IOException {
        int most = (int) Math.min(listed.size(), LONGEST);
        if (release.acquireByHash()) {
            Optional<byte[]> bytes = files.read(inArchive(ByHash.requested(listed)), most);
            if (bytes.isPresent()) {
                return bytes;
            }
        }
        Optional<byte[]> bytes = files.read(inArchive(listed.path()), most);
        if (bytes.isPresent() && release.acquireByHash()) {
            told.tell(
                    LintRule.NO_BY_HASH, "expected %s, as Release says, got none".formatted(ByHash.requested(listed)));
        }
        return bytes;
    }

    /** Release files of flat archives name their files with a dot for the folder. */
    private String inArchive(String path) {
        return folder + (path.startsWith("./") ? path.substring(2) : path);
    }

    private boolean isVouchedFor(ListedFile listed, byte[] bytes) throws IOException {
        if (listed.size() > LONGEST) {
            told.tell(
                    LintRule.INDEX,
                    "%s: expected at most %d bytes, got %d".formatted(listed.path(), LONGEST, listed.size()));
            return false;
        }
        if (bytes.length != listed.size()) {
            told.tell(
                    LintRule.INDEX,
                    "%s: expected %d bytes as in Release, got %s"
                            .formatted(
                                    listed.path(),
                                    listed.size(),
                                    bytes.length > listed.size() ? "more" : String.valueOf(bytes.length)));
            return false;
        }
        DigestAlgorithm strongest = listed.digests().strongest();
        DigestingOutput output = new DigestingOutput(OutputStream.nullOutputStream(), Set.of(strongest));
        output.write(bytes);
        Optional<String> digest = output.toFile(listed.path()).digests().find(strongest);
        if (!digest.equals(listed.digests().find(strongest))) {
            told.tell(
                    LintRule.INDEX,
                    "%s: expected %s %s as in Release, got %s"
                            .formatted(
                                    listed.path(),
                                    strongest.releaseName(),
                                    listed.digests().find(strongest).orElseThrow(),
                                    digest.orElseThrow()));
            return false;
        }
        return true;
    }

    private boolean readEntries(
            String path, Compression form, byte[] bytes, Set<String> architectures, WantedPackages wanted) {
        try (IndexReader<PackageEntry> reader =
                PackagesIndex.read(path, form.decompress(new ByteArrayInputStream(bytes), UNPACKED))) {
            for (Optional<PackageEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                String own = entry.get().architecture();
                for (String architecture : architectures) {
                    if (own.equals("all") || own.equals(architecture) || architecture.equals(WantedPackages.ANY)) {
                        wanted.found(entry.get().name(), architecture);
                    }
                }
            }
            architectures.forEach(wanted::looked);
            return true;
        } catch (IOException e) { // it is in memory: it is not an index
            told.tell(LintRule.INDEX, "%s: %s".formatted(path, e.getMessage()));
            return false;
        }
    }
}
