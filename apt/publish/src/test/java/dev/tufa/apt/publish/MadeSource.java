package dev.tufa.apt.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Source packages for tests, made by dpkg-source. */
public final class MadeSource {
    private MadeSource() {}

    /** Writes one into a folder, and returns its .dsc file. */
    public static Path in(Path folder, String name, String version) throws IOException, InterruptedException {
        Path top = Files.createTempDirectory("made-source-");
        Path tree = Files.createDirectories(top.resolve(name + "-" + version));
        Path debian = Files.createDirectories(tree.resolve("debian"));
        Files.createDirectory(debian.resolve("source"));
        Files.writeString(debian.resolve("source/format"), "3.0 (native)\n");
        Files.writeString(debian.resolve("control"), """
                Source: %s
                Section: misc
                Priority: optional
                Maintainer: Example <apt@example.org>
                Standards-Version: 4.6.2

                Package: %s
                Architecture: all
                Description: a package for tests
                """.formatted(name, name));
        Files.writeString(debian.resolve("changelog"), """
                %s (%s) stable; urgency=low

                  * One.

                 -- Example <apt@example.org>  Sun, 01 Nov 2026 12:00:00 +0000
                """.formatted(name, version));
        Shell.run(top, "dpkg-source", "--build", tree.getFileName().toString());
        Files.createDirectories(folder);
        for (String suffix : new String[] {".dsc", ".tar.xz"}) {
            String file = name + "_" + version + suffix;
            Files.copy(top.resolve(file), folder.resolve(file));
        }
        Shell.run(folder, "rm", "-r", top.toString());
        return folder.resolve(name + "_" + version + ".dsc");
    }
}
