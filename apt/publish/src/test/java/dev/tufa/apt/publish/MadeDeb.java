package dev.tufa.apt.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Packages for tests, made by dpkg-deb. */
public final class MadeDeb {
    private final String name;
    private final String version;
    private final String architecture;
    private final List<String> fields = new ArrayList<>();

    private MadeDeb(String name, String version, String architecture) {
        this.name = name;
        this.version = version;
        this.architecture = architecture;
    }

    public static MadeDeb of(String name, String version, String architecture) {
        return new MadeDeb(name, version, architecture);
    }

    public MadeDeb with(String field) {
        fields.add(field);
        return this;
    }

    /** Writes it into a folder. */
    public Path in(Path folder) throws IOException, InterruptedException {
        Path tree = Files.createTempDirectory("made-deb-");
        Path control = Files.createDirectories(tree.resolve("DEBIAN")).resolve("control");
        Files.writeString(control, """
                Package: %s
                Version: %s
                Architecture: %s
                Maintainer: Example <apt@example.org>
                %sDescription: a package for tests
                """.formatted(
                name,
                version,
                architecture,
                String.join("", fields.stream().map(field -> field + '\n').toList())));
        Path share = Files.createDirectories(tree.resolve("usr/share").resolve(name));
        Files.writeString(share.resolve("version"), "%s of %s%n".formatted(version, name));
        Files.createDirectories(folder);
        Path file = folder.resolve("%s_%s_%s.deb".formatted(name, version, architecture));
        Shell.run(folder, "dpkg-deb", "-Zgzip", "--root-owner-group", "--build", tree.toString(), file.toString());
        Shell.run(folder, "rm", "-r", tree.toString());
        return file;
    }
}
