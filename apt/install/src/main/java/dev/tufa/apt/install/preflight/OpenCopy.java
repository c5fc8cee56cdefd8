package dev.tufa.apt.install.preflight;

import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** As much of a system in a folder as apt asks about, for a user who may not enter the folder itself. */
final class OpenCopy {
    private static final List<String> FOLDERS = List.of(
            "/etc/apt",
            "/etc/apt/apt.conf.d",
            "/etc/apt/preferences.d",
            "/etc/apt/sources.list.d",
            "/etc/apt/trusted.gpg.d",
            "/var/lib/apt",
            "/var/lib/apt/lists",
            "/var/lib/dpkg");

    private OpenCopy() {}

    /** Whether everybody may enter every folder on the way to the system, and the system's own. */
    static boolean isNeeded(SystemRoot root) throws IOException {
        Path way = Path.of("/");
        for (Path name : root.folder()) {
            way = way.resolve(name);
            if (!Files.getPosixFilePermissions(way).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return true;
            }
        }
        return false;
    }

    /** Copies it. */
    static SystemRoot make(SystemRoot root, Path to) throws IOException {
        for (String folder : FOLDERS) {
            Path copy = Files.createDirectories(to.resolve(folder.substring(1)));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(root.require(folder))) {
                for (Path file : files) {
                    Path place = root.require(root.nameOf(file));
                    if (Files.isRegularFile(place) && Files.isReadable(place)) {
                        Files.copy(place, copy.resolve(file.getFileName()));
                    }
                }
            } catch (NoSuchFileException e) {
                // apt does without
            }
        }
        return SystemRoot.of(to.toRealPath());
    }
}
