package dev.tufa.apt.install.outside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A system in a folder, as far as apt and dpkg go, with nothing installed: real ones install into it and leave this system alone. There is
 * nothing in it that maintainer scripts could run with.
 */
public final class AptRoot {
    private static final String CONFIGURATION = "apt.conf";

    private AptRoot() {}

    /**
     * Makes one, and gives the apt that sees it.
     *
     * @param folder that is not there yet
     */
    public static Apt make(Path folder, String architecture) throws IOException {
        Files.createDirectory(folder);
        Path root = folder.toRealPath();
        for (String name : List.of(
                "etc/apt/apt.conf.d",
                "etc/apt/preferences.d",
                "etc/apt/sources.list.d",
                "etc/apt/trusted.gpg.d",
                "var/cache/apt/archives/partial",
                "var/lib/apt/lists/auxfiles",
                "var/lib/apt/lists/partial",
                "var/lib/dpkg/info",
                "var/lib/dpkg/parts",
                "var/lib/dpkg/triggers",
                "var/lib/dpkg/updates",
                "var/log/apt",
                "tmp")) {
            Files.createDirectories(root.resolve(name));
        }
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        Files.createFile(root.resolve("var/lib/dpkg/available"));
        Files.writeString(root.resolve("etc/os-release"), "ID=debian\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n");
        Path configuration = root.resolve(CONFIGURATION);
        Files.writeString(configuration, """
                Dir "%1$s/";
                Dir::Bin::Methods "/usr/lib/apt/methods/";
                Dir::State::status "%1$s/var/lib/dpkg/status";
                APT::Architecture "%2$s";
                APT::Architectures { "%2$s"; };
                APT::Sandbox::User "";
                Acquire::Languages "none";
                Dpkg::Options { "--root=%1$s"; "--force-not-root"; "--force-bad-path"; "--log=%1$s/var/log/dpkg.log"; };
                """.formatted(root, architecture), StandardCharsets.UTF_8);
        return Apt.of(configuration);
    }
}
