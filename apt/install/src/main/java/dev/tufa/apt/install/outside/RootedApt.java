package dev.tufa.apt.install.outside;

import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The apt of a system in a folder: the programs of the system that this runs on, with the settings, sources, lists and packages of the other
 * one. The settings of the folder count, except for where files are, and for hooks, which are written for inside.
 *
 * <p>Root has dpkg installed in the folder run with the folder as root, and hooks as well. Where there is none, or for others, the dpkg of
 * this system installs there.
 */
public final class RootedApt implements AutoCloseable {
    /** What apt reads or writes itself; it follows links wherever they lead. */
    private static final List<String> FOLDERS = List.of(
            "/etc/apt",
            "/etc/apt/apt.conf.d",
            "/etc/apt/auth.conf.d",
            "/etc/apt/preferences.d",
            "/etc/apt/sources.list.d",
            "/etc/apt/trusted.gpg.d",
            "/var/lib/apt",
            "/var/lib/apt/lists",
            "/var/lib/apt/lists/auxfiles",
            "/var/lib/apt/lists/partial",
            "/var/lib/dpkg",
            "/var/lib/dpkg/info",
            "/var/lib/dpkg/triggers",
            "/var/lib/dpkg/updates",
            "/var/cache/apt",
            "/var/cache/apt/archives",
            "/var/cache/apt/archives/partial",
            "/var/lib/apt-transport-tuf",
            "/var/lib/apt-transport-tuf/state",
            "/var/log/apt",
            "/var/log/dpkg.log",
            "/tmp");

    private static final List<String> READ_WHOLE = List.of(
            "/etc/apt",
            "/etc/apt/apt.conf.d",
            "/etc/apt/auth.conf.d",
            "/etc/apt/preferences.d",
            "/etc/apt/sources.list.d",
            "/etc/apt/trusted.gpg.d",
            "/var/lib/apt",
            "/var/lib/dpkg");

    private final Apt apt;
    private final List<Path> temporary;

    private RootedApt(Apt apt, List<Path> temporary) {
        this.apt = apt;
        this.temporary = List.copyOf(temporary);
    }

    /**
     * The apt of a system.
     *
     * @param host what the system is
     * @throws IOException if a link in the folder would have apt go elsewhere
     */
    public static RootedApt of(SystemRoot root, HostFacts host) throws IOException {
        if (root.isThisSystem()) {
            return new RootedApt(Apt.ofSystem(), List.of());
        }
        requireWithin(root);
        boolean isRoot = isRoot();
        boolean isInside = isRoot && Files.isExecutable(root.locate("/usr/bin/dpkg"));
        if (!isInside) {
            root.requireClosed();
        }
        Path folder = Files.createTempDirectory("tufa-apt-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String places = places(root, host);
        Path first = Files.writeString(
                folder.resolve("first.conf"), "Dir::Bin::Methods \"/usr/lib/apt/methods/\";\n" + places);
        Path last = Files.writeString(
                folder.resolve("last.conf"), places + (isInside ? inside(root) : outside(root, isRoot)));
        return new RootedApt(Apt.of(first).with(last), List.of(first, last, folder));
    }

    private static void requireWithin(SystemRoot root) throws IOException {
        for (String folder : FOLDERS) {
            root.require(folder);
        }
        for (String folder : READ_WHOLE) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(root.seen(folder))) {
                for (Path file : files) {
                    root.require(root.nameOf(file));
                }
            } catch (NoSuchFileException e) {
                // apt does without
            }
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static String places(SystemRoot root, HostFacts host) {
        List<String> architectures = new ArrayList<>(List.of(host.architecture()));
        architectures.addAll(host.foreignArchitectures());
        return """
                RootDir "";
                Dir "%1$s/";
                Dir::Cache "var/cache/apt/";
                Dir::Cache::archives "archives/";
                Dir::Etc "etc/apt/";
                Dir::Etc::main "apt.conf";
                Dir::Etc::netrc "auth.conf";
                Dir::Etc::netrcparts "auth.conf.d/";
                Dir::Etc::parts "apt.conf.d/";
                Dir::Etc::preferences "preferences";
                Dir::Etc::preferencesparts "preferences.d/";
                Dir::Etc::sourcelist "sources.list";
                Dir::Etc::sourceparts "sources.list.d/";
                Dir::Etc::trusted "trusted.gpg";
                Dir::Etc::trustedparts "trusted.gpg.d/";
                Dir::Log "var/log/apt/";
                Dir::State "var/lib/apt/";
                Dir::State::extended_states "extended_states";
                Dir::State::lists "lists/";
                Dir::State::status "%1$s/var/lib/dpkg/status";
                Dir::State::tuf "%1$s/var/lib/apt-transport-tuf";
                APT::Architecture "%2$s";
                #clear APT::Architectures;
                APT::Architectures { %3$s };
                APT::Sandbox::User "";
                """.formatted(
                root,
                host.architecture(),
                String.join(
                        " ",
                        architectures.stream().map(each -> '"' + each + "\";").toList()));
    }

    private static String inside(SystemRoot root) {
        return """
                #clear AptCli::Hooks;
                DPkg::Chroot-Directory "%s";
                """.formatted(root);
    }

    private static String outside(SystemRoot root, boolean isRoot) {
        return """
                #clear AptCli::Hooks;
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                #clear DPkg::Pre-Invoke;
                #clear DPkg::Post-Invoke;
                #clear DPkg::Pre-Install-Pkgs;
                #clear DPkg::Chroot-Directory;
                #clear DPkg::Options;
                DPkg::Options { "--root=%1$s"; %2$s"--force-bad-path"; "--log=%1$s/var/log/dpkg.log"; };
                """.formatted(root, isRoot ? "" : "\"--force-not-root\"; ");
    }

    /** The apt, as long as this is not closed. */
    public Apt apt() {
        return apt;
    }

    @Override
    public void close() throws IOException {
        for (Path each : temporary) {
            Files.deleteIfExists(each);
        }
    }
}
