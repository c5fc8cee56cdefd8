package dev.tufa.cli.demo;

import dev.tufa.apt.install.outside.Apt;
import dev.tufa.cli.install.AptPrograms;
import dev.tufa.cli.serve.FileServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder in which the second act plays, and an address at which one folder after the other is served. */
final class Stage implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String NOTHING = "nothing";
    private static final Path METHODS = Path.of("/usr/lib/apt/methods");
    private static final List<Path> PROGRAMS = List.of(
            Path.of("/usr/bin/apt-get"),
            Path.of("/usr/bin/dpkg"),
            Path.of("/usr/bin/dpkg-deb"),
            Path.of("/usr/bin/dpkg-query"));

    private final Path folder;
    private final boolean isKept;
    private final int port;
    private FileServer server;

    private Stage(Path folder, boolean isKept, FileServer server) {
        this.folder = folder;
        this.isKept = isKept;
        this.server = server;
        this.port = server.url().getPort();
    }

    /** Why the act cannot be played here; empty if it can. */
    static Optional<String> obstacle() throws IOException {
        for (Path program : PROGRAMS) {
            if (!Files.isExecutable(program)) {
                return Optional.of("this system has no " + program);
            }
        }
        for (Path program : AptPrograms.all()) {
            if (!Files.isExecutable(program)) {
                return Optional.of("there is no " + program);
            }
            // Of root's commands, the one that fetches has no rights at all.
            if (!isOpen(program.toRealPath())) {
                return Optional.of("others may not read " + program + ", and apt fetches as another user");
            }
        }
        return Apt.isThere() ? Optional.empty() : Optional.of("this system has no apt-get");
    }

    private static boolean isOpen(Path file) throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            return true;
        }
        for (Path each = file; each != null; each = each.getParent()) {
            if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** A folder that goes when this is closed. */
    static Stage temporary() throws IOException {
        return of(Files.createTempDirectory("tufa-demo-"), false);
    }

    /** A folder that stays. */
    static Stage kept(Path folder) throws IOException {
        return of(Files.createDirectories(folder).toRealPath(), true);
    }

    private static Stage of(Path folder, boolean isKept) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path nothing = Files.createDirectory(folder.resolve(NOTHING));
        return new Stage(folder, isKept, FileServer.start(nothing, HOST, 0, (path, status) -> {}));
    }

    Path folder() {
        return folder;
    }

    Path place(String name) {
        return folder.resolve(name);
    }

    /** Where what is served is. */
    URI url() {
        return server.url();
    }

    /** From now on, this is there. */
    void serve(Path served) throws IOException {
        server.close();
        Files.deleteIfExists(folder.resolve(NOTHING));
        server = FileServer.start(served, HOST, port, (path, status) -> {});
    }

    /** A folder with apt's own acquire methods, and ours beside them as they are where it is installed. */
    Path methods() throws IOException {
        Path methods = Files.createDirectory(folder.resolve("methods"));
        try (Stream<Path> stock = Files.list(METHODS)) {
            for (Path method : stock.filter(
                            each -> !each.getFileName().toString().startsWith("tuf+"))
                    .toList()) {
                Files.createSymbolicLink(methods.resolve(method.getFileName()), method);
            }
        }
        for (String scheme : List.of("tuf+https", "tuf+http")) {
            Files.createSymbolicLink(
                    methods.resolve(scheme), AptPrograms.method().toRealPath());
        }
        return methods;
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (!isKept) {
            FolderCopy.delete(folder);
        }
    }
}
