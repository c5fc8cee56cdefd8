package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb.DebException;
import dev.tufa.apt.archive.deb.DebFile;
import dev.tufa.apt.archive.deb.DebLimits;
import dev.tufa.apt.archive.deb.DebPath;
import dev.tufa.apt.archive.deb.DebReader;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.policy.PackageName;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads binary packages as an archive takes them in. */
final class DebIntake {
    private final DebReader reader;

    /**
     * @param digests to make of each, beside SHA-256
     */
    DebIntake(Set<DigestAlgorithm> digests, DebReader.Listing listing) {
        this.reader = new DebReader(digests, listing, DebLimits.DEFAULT);
    }

    /**
     * Reads a package once.
     *
     * @param file what messages call it
     * @param component in whose pool it goes
     */
    PooledPackage read(String file, InputStream in, String component) throws IOException, ArchiveException {
        try {
            DebFile deb = reader.read(file, in);
            String path = PoolFile.folder(component, source(deb)) + deb.fileName();
            PackageEntry entry = new PackageEntry(deb.control(), path, deb.length(), deb.digests());
            return PooledPackage.of(entry, paths(file, deb));
        } catch (PolicyException | IllegalArgumentException e) {
            throw new ArchiveException(
                    "%s: %s".formatted(Printable.of(file), Printable.of(String.valueOf(e.getMessage()))), e);
        } catch (DebException e) {
            throw new ArchiveException(Printable.of(String.valueOf(e.getMessage())), e);
        }
    }

    /** The source package that it was built from (Debian Policy §5.6.1): its own name if it does not say another. */
    private static String source(DebFile deb) throws PolicyException {
        String source = deb.control().value("Source").orElse(deb.name().toString());
        int blank = source.indexOf(' ');
        return PackageName.parse(blank < 0 ? source : source.substring(0, blank))
                .toString();
    }

    private static List<String> paths(String file, DebFile deb) throws ArchiveException {
        List<String> paths = new ArrayList<>();
        for (DebPath path : deb.paths().orElse(List.of())) {
            if (path.kind() == DebPath.Kind.DIRECTORY) {
                continue;
            }
            if (path.path().codePoints().anyMatch(Character::isISOControl)
                    || path.path().endsWith(" ")) { // Contents could not say where the path ends
                throw new ArchiveException(
                        "%s: expected paths without control characters and blanks at their ends, got \"%s\""
                                .formatted(Printable.of(file), Printable.of(path.path())));
            }
            paths.add(path.path());
        }
        return paths;
    }
}
