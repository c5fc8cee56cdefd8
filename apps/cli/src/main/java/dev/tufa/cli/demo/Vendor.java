package dev.tufa.cli.demo;

import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.cli.framework.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who makes a program, and keeps an archive of it with TUF beside it. */
final class Vendor {
    static final String PROGRAM = "acme";

    private static final Path DPKG_DEB = Path.of("/usr/bin/dpkg-deb");

    private final Story story;
    private final Path home;
    private final Path archive;
    private final Path passphrase;

    Vendor(Story story, Path home, Path passphrase) throws IOException {
        this.story = story;
        this.home = Files.createDirectory(home);
        this.archive = home.resolve("archive");
        this.passphrase = passphrase;
    }

    /** An archive for computers such as this one. */
    void begin(String url, String architecture) throws CommandFailure {
        signing("archive init", "--origin", "Acme", "--arch", architecture, "--url", url, archive.toString());
    }

    /** Publishes a version. */
    void publish(String version) throws IOException, CommandFailure {
        signing(
                "archive add",
                "--publish",
                archive.toString(),
                "stable",
                deb(version).toString());
    }

    /** The file that people click. */
    Path aptFile() throws CommandFailure {
        signing("apt make", "--from", archive.toString(), "--install", PROGRAM);
        return served().resolve(PROGRAM + ".apt");
    }

    /** New keys wherever one signs. */
    void rotate() throws IOException, CommandFailure {
        String tuf = archive.resolve("private/tuf").toString();
        for (String role : List.of("root", "snapshot", "timestamp")) {
            story.tufa("repo", "rotate", tuf, role);
        }
        signing("repo publish", tuf);
        Path next = archive.resolve("private/keys/next.key");
        story.tufaInto(
                home.resolve("next.asc"),
                "archive",
                "key",
                "new",
                "--passphrase-file",
                passphrase.toString(),
                "--user-id",
                "Acme 2",
                next.toString());
        signing("archive key add", "--first", archive.toString(), "file:keys/next.key");
        signing("archive publish", archive.toString());
        story.tufa("archive", "key", "remove", archive.toString(), "file:keys/archive.key");
    }

    /** What the world sees. */
    Path served() {
        return archive.resolve("public");
    }

    Path key() {
        return served().resolve("keys/archive.asc");
    }

    String fingerprint() throws IOException {
        try {
            return Certificate.readKeyring(Files.readAllBytes(key()))
                    .get(0)
                    .fingerprint()
                    .hex();
        } catch (OpenPgpException e) {
            throw new IOException("%s: %s".formatted(key(), e.getMessage()), e);
        }
    }

    /** Calls tufa with the option that opens keys behind the command. */
    private void signing(String command, String... words) throws CommandFailure {
        List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
        all.addAll(List.of("--passphrase-file", passphrase.toString()));
        all.addAll(List.of(words));
        story.tufa(all.toArray(String[]::new));
    }

    /** A package with a program that says which one it is. */
    private Path deb(String version) throws IOException {
        Path tree = home.resolve("tree-" + version);
        Path control = folder(tree, "DEBIAN");
        Files.writeString(control.resolve("control"), """
                Package: %s
                Version: %s
                Architecture: all
                Maintainer: Acme <acme@example.org>
                Description: program that says which version it is
                """.formatted(PROGRAM, version));
        Path program = folder(tree, "usr/bin").resolve(PROGRAM);
        Files.writeString(program, "#!/bin/sh\necho %s %s\n".formatted(PROGRAM, version));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path deb = home.resolve("%s_%s_all.deb".formatted(PROGRAM, version));
        SystemProgram.at(DPKG_DEB)
                .ask(
                        List.of("--root-owner-group", "--build", tree.toString(), deb.toString()),
                        Duration.ofMinutes(1),
                        1 << 16)
                .orThrow();
        return deb;
    }

    private static Path folder(Path tree, String name) throws IOException {
        Path folder = Files.createDirectories(tree.resolve(name));
        for (Path each = folder;
                each.startsWith(tree);
                each = each.resolve("..").normalize()) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }
}
