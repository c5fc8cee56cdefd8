package dev.tufa.apt.archive.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.archive.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the real apt makes of a list of sources, in folders of its own. Nothing is fetched. */
final class RealSourceLists {
    private static final String FORMAT =
            "$(CREATED_BY)|$(TARGET_OF)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(ARCHITECTURE)";

    private final Path system;

    RealSourceLists(Path system) throws IOException {
        this.system = system;
        for (String name : List.of(
                "etc/apt/sources.list.d",
                "etc/apt/preferences.d",
                "etc/apt/apt.conf.d",
                "etc/apt/trusted.gpg.d",
                "var/lib/apt/lists/partial",
                "var/lib/dpkg",
                "var/cache/apt/archives/partial")) {
            Files.createDirectories(system.resolve(name));
        }
        Files.writeString(system.resolve("var/lib/dpkg/status"), "");
        Files.writeString(system.resolve("apt.conf"), """
                Dir "%s/";
                Dir::State::status "%s/var/lib/dpkg/status";
                APT::Architecture "amd64";
                APT::Architectures { "amd64"; };
                Acquire::Languages "none";
                """.formatted(system, system));
    }

    /** What it would fetch indexes of; empty if it refuses the file. */
    Optional<Set<String>> read(String name, byte[] bytes) throws IOException, InterruptedException {
        Path file = system.resolve("etc/apt/sources.list.d").resolve(name);
        Files.write(file, bytes);
        try {
            byte[] output = Tool.run(
                    Map.of("APT_CONFIG", system.resolve("apt.conf").toString(), "LC_ALL", "C.UTF-8"),
                    List.of("apt-get", "indextargets", "--no-release-info", "--format", FORMAT),
                    new byte[0]);
            return Optional.of(new String(output, UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Packages|") || line.startsWith("Sources|"))
                    .map(line -> plain(line.substring(line.indexOf('|') + 1)))
                    .collect(Collectors.toCollection(TreeSet::new)));
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("The list of sources could not be read.")) {
                throw e;
            }
            return Optional.empty();
        } finally {
            Files.delete(file);
        }
    }

    /** The same of what was read here. */
    static Set<String> targets(List<ListedSource> sources) {
        Set<String> targets = new TreeSet<>();
        for (ListedSource listed : sources) {
            Source source = listed.source();
            if (source.use() == Source.Use.DISABLED) {
                continue;
            }
            for (SourceType type : source.types()) {
                for (String uri : source.uris()) {
                    for (String suite : source.suites()) {
                        add(targets, source, type.word() + '|' + repository(uri) + '|' + ofAmd64(suite));
                    }
                }
            }
        }
        return targets.stream().map(RealSourceLists::plain).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void add(Set<String> targets, Source source, String beginning) {
        if (source.components().isEmpty()) {
            targets.add((beginning.endsWith("|/") ? beginning.substring(0, beginning.length() - 1) : beginning)
                    + "|$(COMPONENT)|$(ARCHITECTURE)");
        }
        for (String component : source.components()) {
            for (String architecture :
                    beginning.startsWith("deb-src") ? Set.of("$(ARCHITECTURE)") : architectures(source)) {
                targets.add(beginning + '|' + component + '|' + architecture);
            }
        }
    }

    private static Set<String> architectures(Source source) {
        Set<String> architectures = new TreeSet<>(source.values(SourceOption.ARCHITECTURES));
        if (!source.options().containsKey(SourceOption.ARCHITECTURES)) {
            architectures.add("amd64");
        }
        architectures.addAll(source.values(SourceOption.ARCHITECTURES_ADD));
        architectures.add("all");
        source.values(SourceOption.ARCHITECTURES_REMOVE).forEach(architectures::remove);
        return architectures;
    }

    private static String repository(String uri) {
        return ofAmd64(uri) + (uri.endsWith("/") ? "" : "/");
    }

    /** apt has its own mind about the addresses of discs. */
    private static String plain(String target) {
        return target.replace("://", ":").replaceAll("[\\[\\]]", "");
    }

    private static String ofAmd64(String text) {
        return text.replace("$(ARCH)", "amd64");
    }
}
