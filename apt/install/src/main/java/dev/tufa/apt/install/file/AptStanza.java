package dev.tufa.apt.install.file;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@code .apt} file offers to some systems (§5).
 *
 * @param architectures for which it is
 * @param distributions for which it is, by distributor id, in whatever case
 * @param codenames for which it is
 * @param releases for which it is
 * @param archives to add; at least one of them with packages
 * @param install what to install; nothing if only archives are added
 * @param pins which of the archives' packages are preferred to the distribution's
 * @param tuf where trust by TUF begins, if it does
 * @param extensions fields beginning with {@code X-} that mean nothing here, to be shown
 */
public record AptStanza(
        Filter architectures,
        Filter distributions,
        Filter codenames,
        Filter releases,
        List<ArchiveEntry> archives,
        List<RequestedPackage> install,
        List<String> pins,
        Optional<TufRoot> tuf,
        List<Field> extensions) {
    private static final Set<String> KNOWN =
            Set.of("architecture", "distribution", "codename", "release", "archive", "install", "pin", "format");
    private static final Pattern SEPARATOR = Pattern.compile("[ \t\n,]+");

    /** A stanza with its lists in their order. */
    public AptStanza {
        archives = List.copyOf(archives);
        install = List.copyOf(install);
        pins = List.copyOf(pins);
        extensions = List.copyOf(extensions);
    }

    /** Whether it is for every system. */
    public boolean isForAll() {
        return Stream.of(architectures, distributions, codenames, releases).allMatch(Filter::isAny);
    }

    static AptStanza read(Stanza stanza, FormatVersion version) throws AptFileException {
        List<Field> extensions = extensions(stanza, version);
        List<ArchiveEntry> archives = archives(stanza);
        List<RequestedPackage> install = install(stanza, version);
        Optional<TufRoot> tuf = TufRoot.read(stanza, version.tufPrefix());
        if (tuf.isEmpty() && archives.stream().anyMatch(ArchiveEntry::isTuf)) {
            throw new AptFileException(
                    Refusal.TUF,
                    "Archive: expected %sTUF-Root-SHA256 for an archive with tuf+, got none"
                            .formatted(version.tufPrefix()));
        }
        return new AptStanza(
                Filter.read(stanza.find("Architecture"), Filter.Kind.ARCHITECTURE),
                Filter.read(stanza.find("Distribution"), Filter.Kind.DISTRIBUTION),
                Filter.read(stanza.find("Codename"), Filter.Kind.CODENAME),
                Filter.read(stanza.find("Release"), Filter.Kind.RELEASE),
                archives,
                install,
                pins(stanza),
                tuf,
                extensions);
    }

    /** §5.1: what is not known is refused, but for names that begin with X-. */
    private static List<Field> extensions(Stanza stanza, FormatVersion version) throws AptFileException {
        Set<String> tuf = TufRoot.FIELDS.stream()
                .map(name -> (version.tufPrefix() + name).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Field> extensions = new ArrayList<>();
        for (Field field : stanza.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (KNOWN.contains(name) || tuf.contains(name)) {
                continue;
            }
            if (!name.startsWith("x-") || name.length() == 2) {
                throw new AptFileException(
                        Refusal.UNKNOWN_FIELD,
                        "%s: expected a field of version %d or one beginning with X-"
                                .formatted(field.name(), version.number()));
            }
            extensions.add(field);
        }
        return extensions;
    }

    private static List<ArchiveEntry> archives(Stanza stanza) throws AptFileException {
        List<String> lines = stanza.find("Archive").map(Field::texts).orElse(List.of());
        if (lines.size() > AptFileLimits.ARCHIVES) {
            throw new AptFileException(
                    Refusal.TOO_MANY,
                    "Archive: expected at most %d archives, got %d".formatted(AptFileLimits.ARCHIVES, lines.size()));
        }
        List<ArchiveEntry> archives = new ArrayList<>();
        for (String line : lines) {
            archives.add(ArchiveEntry.read(line));
        }
        if (archives.stream().noneMatch(archive -> archive.type() == ArchiveEntry.Type.PACKAGES)) {
            throw new AptFileException(
                    Refusal.NO_ARCHIVE, "Archive: expected an archive with packages in every stanza, got none");
        }
        return archives;
    }

    private static List<RequestedPackage> install(Stanza stanza, FormatVersion version) throws AptFileException {
        List<RequestedPackage> install = new ArrayList<>();
        for (String word :
                limited("Install", stanza.find("Install").map(Field::words).orElse(List.of()))) {
            int colon = version.hasArchitectures() ? word.indexOf(':') : -1;
            String name = colon < 0 ? word : word.substring(0, colon);
            Optional<String> architecture = colon < 0 ? Optional.empty() : Optional.of(word.substring(colon + 1));
            if (!RequestedPackage.isName(name)
                    || !architecture.map(RequestedPackage::isArchitecture).orElse(true)) {
                throw new AptFileException(
                        Refusal.INSTALL,
                        "Install: expected names of packages with blanks between them, got \"%s\"".formatted(word));
            }
            RequestedPackage requested = new RequestedPackage(name, architecture);
            if (install.contains(requested)) {
                throw new AptFileException(
                        Refusal.INSTALL, "Install: expected each package once, got %s twice".formatted(word));
            }
            install.add(requested);
        }
        return install;
    }

    /** §5.6: here commas part names as well. */
    private static List<String> pins(Stanza stanza) throws AptFileException {
        Set<String> pins = new LinkedHashSet<>();
        for (String name : limited("Pin", names(stanza.find("Pin")))) {
            if (!RequestedPackage.isName(name)) {
                throw new AptFileException(Refusal.PIN, "Pin: expected names of packages, got \"%s\"".formatted(name));
            }
            pins.add(name);
        }
        return List.copyOf(pins);
    }

    private static List<String> names(Optional<Field> field) {
        return SEPARATOR
                .splitAsStream(field.map(Field::value).orElse(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> limited(String name, List<String> words) throws AptFileException {
        if (words.size() > AptFileLimits.NAMES) {
            throw new AptFileException(
                    Refusal.TOO_MANY,
                    "%s: expected at most %d names, got %d".formatted(name, AptFileLimits.NAMES, words.size()));
        }
        return words;
    }
}
