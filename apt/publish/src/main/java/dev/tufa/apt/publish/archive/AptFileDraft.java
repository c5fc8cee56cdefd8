package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.tuf.refusal.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of a {@code .apt} file (docs/spec/apt-file.md) that leads to an archive. */
final class AptFileDraft {
    private static final String ALL = "all";

    private final ArchiveConf conf;
    private final List<SuiteConf> suites;
    private final AptFileOptions options;

    /** The architectures for which the suites have each package. */
    private final Map<String, Set<String>> packages = new TreeMap<>();

    /**
     * A draft.
     *
     * @param suites to which it leads, at least one
     * @param published all packages of them
     */
    AptFileDraft(ArchiveConf conf, List<SuiteConf> suites, List<PackageId> published, AptFileOptions options) {
        this.conf = conf;
        this.suites = suites;
        this.options = options;
        for (PackageId id : published) {
            if (!id.isSource()) {
                packages.computeIfAbsent(id.name(), any -> new TreeSet<>()).add(id.architecture());
            }
        }
    }

    /**
     * What it says.
     *
     * @param root the first root of TUF; empty if there is no TUF beside the archive
     */
    Stanza stanza(Optional<byte[]> root) throws ArchiveException {
        String url = url(conf);
        requireThere("Pin", options.pins());
        List<Field> fields = new ArrayList<>(options.filters().stream()
                .filter(field -> !isArchitecture(field))
                .toList());
        fields.add(Field.of("Architecture", String.join(" ", architectures())));
        boolean isThroughTuf =
                root.isPresent() && options.way() == AptFileOptions.Way.TUF && options.version() != FormatVersion.ZERO;
        fields.add(Field.ofLines("Archive", lines((isThroughTuf ? "tuf+" : "") + url)));
        if (!options.install().isEmpty()) {
            fields.add(Field.of("Install", String.join(" ", options.install())));
        }
        if (!options.pins().isEmpty()) {
            fields.add(Field.of("Pin", String.join(" ", options.pins())));
        }
        if (root.isPresent() && options.way() == AptFileOptions.Way.TUF) {
            String prefix = options.version() == FormatVersion.ZERO ? "X-" : "";
            fields.add(Field.of(prefix + "TUF-Root-SHA256", Sha256.hex(root.get())));
            fields.add(Field.of(prefix + "TUF-Root-URL", url + "/tuf/1.root.json"));
            fields.add(Field.of(
                    prefix + "TUF-Scope", conf.tuf() == ArchiveConf.TufScope.PACKAGES ? "packages" : "release"));
        }
        return Stanza.of(fields);
    }

    /** Where the world sees an archive, without a slash at its end. */
    static String url(ArchiveConf conf) throws ArchiveException {
        return conf.url()
                .orElseThrow(() ->
                        new ArchiveException("archive.conf: expected URL, where the world sees the archive, got none"))
                .toString()
                .replaceFirst("/+$", "");
    }

    private List<String> lines(String url) {
        List<String> lines = new ArrayList<>();
        for (SuiteConf suite : suites) {
            String rest = "%s %s %s".formatted(url, suite.name(), String.join(" ", suite.components()));
            lines.add("deb " + rest);
            if (suite.sources()) {
                lines.add("deb-src " + rest);
            }
        }
        return lines;
    }

    /** Those that are asked for, or else those for which everything is there. */
    private List<String> architectures() throws ArchiveException {
        requireThere("Install", options.install());
        List<String> asked = options.filters().stream()
                .filter(AptFileDraft::isArchitecture)
                .flatMap(field -> field.words().stream())
                .toList();
        for (String architecture : asked) {
            List<String> missing = missing(architecture);
            if (!missing.isEmpty()) {
                throw new ArchiveException("Install: expected packages that %s has for %s, got %s"
                        .formatted(names(), Printable.of(architecture), String.join(", ", missing)));
            }
        }
        if (!asked.isEmpty()) {
            return asked;
        }
        List<String> served = suites.stream()
                .flatMap(suite -> suite.binaryArchitectures().stream())
                .distinct()
                .toList();
        List<String> complete =
                served.stream().filter(each -> missing(each).isEmpty()).toList();
        if (complete.isEmpty()) {
            throw new ArchiveException("Install: expected packages that %s has for one architecture, got %s"
                    .formatted(names(), String.join(", ", options.install())));
        }
        return complete;
    }

    private void requireThere(String field, List<String> wanted) throws ArchiveException {
        List<String> missing = wanted.stream()
                .filter(word -> !has(word, Optional.empty()))
                .map(Printable::of)
                .toList();
        if (!missing.isEmpty()) {
            throw new ArchiveException(
                    "%s: expected packages that %s has, got %s".formatted(field, names(), String.join(", ", missing)));
        }
    }

    private List<String> missing(String architecture) {
        return options.install().stream()
                .filter(word -> !has(word, Optional.of(architecture)))
                .toList();
    }

    /** Whether there is a package, for an architecture or, without one, for whichever. */
    private boolean has(String word, Optional<String> architecture) {
        int colon = word.indexOf(':');
        Set<String> there = packages.getOrDefault(colon < 0 ? word : word.substring(0, colon), Set.of());
        Optional<String> wanted = colon < 0 ? architecture : Optional.of(word.substring(colon + 1));
        return wanted.map(each -> there.contains(each) || there.contains(ALL)).orElse(!there.isEmpty());
    }

    private String names() {
        return suites.stream().map(SuiteConf::name).collect(Collectors.joining(" and "));
    }

    private static boolean isArchitecture(Field field) {
        return field.isNamed("Architecture");
    }
}
