package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import dev.tufa.apt.archive.index.IndexException;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.SourceEntry;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PackageName;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.openpgp.ClearSigned;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.tuf.refusal.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads source packages as an archive takes them in: a {@code .dsc} file (Debian Policy §5.4) and the files beside it that it lists. A
 * signature around it is taken off; who made it is for its publisher to know.
 */
final class SourceIntake {
    private static final int LONGEST = 4 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~_%-]*");
    private static final Pattern BINARY = Pattern.compile("\\.[ud]?deb$");
    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";

    private final Set<DigestAlgorithm> digests;

    SourceIntake(Set<DigestAlgorithm> digests) {
        this.digests = Set.copyOf(digests);
    }

    /**
     * Reads a source package.
     *
     * @param dsc its {@code .dsc} file
     * @param component in whose pool it goes
     */
    PooledPackage read(Path dsc, String component) throws IOException, ArchiveException {
        String file = Printable.of(dsc.toString());
        try {
            byte[] bytes = bytes(dsc);
            List<Stanza> stanzas =
                    Deb822Reader.readAll(file, text(bytes), Deb822Reader.Comments.REFUSED, Deb822Limits.DEFAULT);
            if (stanzas.size() != 1) {
                throw new ArchiveException("%s: expected one stanza, got %d".formatted(file, stanzas.size()));
            }
            Stanza stanza = stanzas.get(0);
            PackageName name = PackageName.parse(stanza.value("Source").orElse(""));
            DebianVersion.parse(stanza.value("Version").orElse(""));
            String folder = PoolFile.folder(component, name.toString());
            ListedFile self = new ListedFile(
                    String.valueOf(dsc.getFileName()),
                    bytes.length,
                    measured(new ByteArrayInputStream(bytes), digests));
            SourceEntry entry = SourceEntry.of(stanza, self, folder.substring(0, folder.length() - 1));
            requireFiles(dsc, entry);
            return PooledPackage.of(entry);
        } catch (Deb822Exception e) { // it names the file
            throw new ArchiveException(Printable.of(String.valueOf(e.getMessage())), e);
        } catch (PolicyException | IndexException | OpenPgpException | IllegalArgumentException e) {
            throw new ArchiveException("%s: %s".formatted(file, Printable.of(String.valueOf(e.getMessage()))), e);
        }
    }

    /** The files of a source package beside its {@code .dsc} file, in the order of the package's own. */
    static List<Path> files(Path dsc, PooledPackage source) {
        List<Path> files = new ArrayList<>();
        for (PoolFile file : source.files()) {
            files.add(dsc.resolveSibling(file.path().substring(file.path().lastIndexOf('/') + 1)));
        }
        return files;
    }

    private static byte[] bytes(Path dsc) throws IOException, ArchiveException {
        try (InputStream in = Files.newInputStream(dsc)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new ArchiveException(
                        "%s: expected at most %d bytes, got more".formatted(Printable.of(dsc.toString()), LONGEST));
            }
            return bytes;
        }
    }

    private static byte[] text(byte[] bytes) throws OpenPgpException {
        return new String(bytes, 0, Math.min(bytes.length, SIGNED.length()), StandardCharsets.ISO_8859_1).equals(SIGNED)
                ? ClearSigned.unverifiedText(bytes)
                : bytes;
    }

    private static void requireFiles(Path dsc, SourceEntry entry) throws IOException, ArchiveException {
        for (ListedFile listed : entry.files()) {
            if (!NAME.matcher(listed.path()).matches()
                    || BINARY.matcher(listed.path())
                            .find()) { // it would have the name that a binary package is to have
                throw new ArchiveException("%s: expected files of a source package, got %s"
                        .formatted(Printable.of(dsc.toString()), Printable.of(listed.path())));
            }
            Path file = dsc.resolveSibling(listed.path());
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ArchiveException("%s: expected a file %s beside it, got none"
                        .formatted(Printable.of(dsc.toString()), Printable.of(listed.path())));
            }
            Digests got;
            try (InputStream in = Files.newInputStream(file)) {
                got = measured(in, listed.digests().byAlgorithm().keySet());
            }
            if (Files.size(file) != listed.size()
                    || !got.sha256().equals(listed.digests().sha256())) {
                throw new ArchiveException("%s: expected %d bytes with SHA-256 %s, as %s says, got %d bytes with %s"
                        .formatted(
                                Printable.of(file.toString()),
                                listed.size(),
                                listed.digests().sha256(),
                                Printable.of(String.valueOf(dsc.getFileName())),
                                Files.size(file),
                                got.sha256()));
            }
            requireDigests(dsc, file, listed, got);
        }
    }

    /** apt refuses a file of which only one digest of several is right. */
    private static void requireDigests(Path dsc, Path file, ListedFile listed, Digests got) throws ArchiveException {
        for (Map.Entry<DigestAlgorithm, String> expected :
                listed.digests().byAlgorithm().entrySet()) {
            String digest = got.find(expected.getKey()).orElse("none");
            if (!digest.equals(expected.getValue())) {
                throw new ArchiveException("%s: expected %s %s, as %s says, got %s"
                        .formatted(
                                Printable.of(file.toString()),
                                expected.getKey().releaseName(),
                                expected.getValue(),
                                Printable.of(String.valueOf(dsc.getFileName())),
                                digest));
            }
        }
    }

    private static Digests measured(InputStream in, Set<DigestAlgorithm> digests) throws IOException {
        Map<DigestAlgorithm, MessageDigest> begun = Digests.begin(digests);
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (MessageDigest digest : begun.values()) {
                digest.update(buffer, 0, count);
            }
        }
        return Digests.finish(begun);
    }
}
