package dev.tufa.apt.archive.deb822;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.archive.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The real apt with folders of its own, asked what it makes of a list of sources. */
final class AptSources {
    private static final List<String> ASKED = List.of(
            "apt-get",
            "indextargets",
            "--no-release-info",
            "--format",
            "$(TARGET_OF) $(REPO_URI) $(RELEASE) $(COMPONENT) $(ARCHITECTURE)");

    /** What is not there, as of a folder without components, stays as it was asked for. */
    private static final Pattern ABSENT = Pattern.compile("\\$\\([A-Z]+\\)");

    private final Path folder;

    AptSources(Path folder) throws IOException {
        this.folder = folder;
        for (String name : List.of(
                "etc/apt/sources.list.d",
                "etc/apt/preferences.d",
                "etc/apt/apt.conf.d",
                "etc/apt/trusted.gpg.d",
                "var/lib/apt/lists/partial",
                "var/lib/dpkg",
                "var/cache/apt/archives/partial")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("var/lib/dpkg/status"), "");
        Files.writeString(folder.resolve("apt.conf"), """
                Dir "%1$s/";
                Dir::State::status "%1$s/var/lib/dpkg/status";
                APT::Architecture "amd64";
                APT::Architectures { "amd64"; "i386"; };
                APT::Sandbox::User "root";
                Acquire::Languages "none";
                Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
                """.formatted(folder));
    }

    /**
     * What it would fetch: the type, the address, the suite, the component and the architecture of each index, with {@code -} for what an
     * index does not have.
     *
     * @throws IOException if it refuses the list; the message is apt's
     */
    Set<String> read(String sources) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("etc/apt/sources.list.d/made.sources"), sources);
        byte[] output = Tool.run(
                Map.of("APT_CONFIG", folder.resolve("apt.conf").toString(), "LC_ALL", "C.UTF-8"), ASKED, new byte[0]);
        Set<String> targets = new TreeSet<>();
        new String(output, UTF_8)
                .lines()
                .map(line -> ABSENT.matcher(line).replaceAll("-"))
                .filter(line -> !line.endsWith(" all")) // apt asks for it beside any other
                .forEach(targets::add);
        return targets;
    }
}
