package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Packages made by the real dpkg-deb, with control files as odd as it lets them be, in a folder {@code pool}. */
final class SampleDebs {
    /** Control fields without the name, which is the number of the sample, and with a version and an architecture if none is given. */
    private static final List<String> CONTROLS = List.of(
            "Description: plain\n",
            """
            Architecture: all
            Description: of several lines
             The first,
               one that is indented,
             .
             .
              * and a list
              * of two things: with a colon
            """,
            "Multi-Arch: foreign\nDescription: foreign\n",
            "Multi-Arch: same\nDescription: same\n",
            "Multi-Arch: allowed\nArchitecture: i386\nDescription: of another architecture\n",
            "Essential: yes\nProtected: yes\nImportant: yes\nBuild-Essential: yes\nDescription: there forever\n",
            "Provides: sample (= 1.0), other-sample, more (= 2:3~4)\nDescription: provides\n",
            """
            Depends: libc6 (>= 2.36),
              libother | libelse (<< 3),
             libmore
            Pre-Depends: dpkg (>= 1.17.5)
            Recommends: a
            Suggests: b
            Enhances: c
            Conflicts: d
            Breaks: e (<< 1)
            Replaces: f
            Description: in relations
            """,
            "Description: Jürgen's – 漢字 \uD83D\uDE00 é\n über mehrere Zeilen\n",
            "Maintainer: 山田 太郎 <taro@example.org>\nOriginal-Maintainer: Ünal Ö <u@example.org>\nDescription: d\n",
            "X-Acme-Thing: yes\nPython-Version: 3.11\nXB-Thing: here\nCnf-Extra-Commands: a,b\nDescription: own fields\n",
            "Version: 1:2.3~rc1+dfsg-4.1\nDescription: epoch\n",
            "installed-size: 123\nsection: utils\npriority: optional\nhomepage: https://example.org/?a=b#c\ndescription: small\n",
            "Source: elsewhere (1.2)\nBuilt-Using: gcc-12 (= 12.2)\nStatic-Built-Using: x (= 1)\nDescription: built\n",
            "Tag: devel::lang, \n role::program\nTask: desktop, server\nBugs: mailto:b@example.org\nOrigin: Acme\nDescription: t\n",
            "Phased-Update-Percentage: 30\nBuilt-For-Profiles: nocheck\nAuto-Built-Package: debug-symbols\nDescription: x\n",
            "Package-Type: deb\nKernel-Version: 6.1\nInstaller-Menu-Item: 100\nSubarchitecture: a\nDescription: y\n",
            "Section: non-free/utils\nPriority: extra\nDescription: z\n trailing  \n blanks\t \n",
            "Depends:   a  ,   b\nDescription:    after blanks\n",
            "Filename: lies/x.deb\nSize: 1\nSHA256: 00\nMD5sum: 11\nStatus: install ok installed\nDescription: of itself\n",
            "Conffiles:\n /etc/a 0123\n /etc/b 4567\nDescription: conffiles\n",
            "Homepage: https://example.org/a:b\nVcs-Git: https://example.org/x.git -b main\nDescription: a: b: c\n");

    private static final String[] WORDS = {
        "Gtk", "1.0", "(>= 2)", "|", ",", "ä", "x-y_z", "${none}", "a/b", "\"quoted\"", "'", "#", "%", "\\", "~"
    };

    private final Path folder;

    private SampleDebs(Path folder) {
        this.folder = folder;
    }

    static SampleDebs build(Path folder) throws IOException, InterruptedException {
        SampleDebs debs = new SampleDebs(folder);
        Files.createDirectories(folder.resolve("pool"));
        int number = 0;
        for (String control : CONTROLS) {
            debs.build("sample-" + number++, control);
        }
        Random random = new Random(11);
        for (; number < CONTROLS.size() + 14; number++) {
            debs.build("sample-" + number, random(random));
        }
        debs.build("sample-0", "Version: 1.10\nDescription: newer\n");
        debs.build("sample-0", "Version: 1.9\nDescription: not as new\n");
        return debs;
    }

    private static String random(Random random) {
        StringBuilder control = new StringBuilder();
        List<String> names = new ArrayList<>(
                List.of("Homepage", "X-Thing", "Tag", "Bugs", "Section", "X-Other", "X-More", "origin"));
        Collections.shuffle(names, random);
        for (String name : names.subList(0, random.nextInt(names.size()))) {
            control.append(name).append(": ").append(words(random)).append('\n');
        }
        control.append("Description: ").append(words(random)).append('\n');
        for (int i = random.nextInt(4); i > 0; i--) {
            control.append(' ').append(words(random)).append('\n');
        }
        return control.toString();
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder("w");
        for (int i = random.nextInt(6); i > 0; i--) {
            words.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }

    private void build(String name, String rest) throws IOException, InterruptedException {
        Path tree = Files.createTempDirectory(folder, "tree");
        String control = "Package: " + name + "\n"
                + (has(rest, "Version") ? "" : "Version: 1.0-1\n")
                + (has(rest, "Architecture") ? "" : "Architecture: amd64\n")
                + (has(rest, "Maintainer") ? "" : "Maintainer: Jörg Müßig <j@example.org>\n")
                + rest;
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.writeString(tree.resolve("DEBIAN/control"), control);
        for (String path : List.of(
                "usr/share/doc/" + name + "/copyright",
                "usr/share/shared/file",
                "usr/share/" + name + "/with a blank",
                "usr/share/" + name + "/ünï-漢",
                "usr/share/" + name + "/" + "long/".repeat(14) + "end")) {
            Path file = tree.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Files.createDirectories(tree.resolve("usr/share/empty"));
        Files.createSymbolicLink(tree.resolve("usr/share/" + name + "/link"), Path.of("with a blank"));
        String deb = "pool/" + name + "_" + version(control) + ".deb";
        RealTool.DPKG_DEB.run(
                folder, "--root-owner-group", "--nocheck", "-Zgzip", "-z1", "--build", tree.toString(), deb);
    }

    private static boolean has(String control, String field) {
        return control.lines().anyMatch(line -> line.startsWith(field + ":"));
    }

    private static String version(String control) {
        return control.lines()
                .filter(line -> line.startsWith("Version: "))
                .map(line -> line.substring("Version: ".length()).replace(":", "%3a"))
                .findFirst()
                .orElseThrow();
    }

    /** Relative to the folder, as indexes name them. */
    List<String> files() throws IOException {
        try (Stream<Path> debs = Files.list(folder.resolve("pool"))) {
            return debs.map(deb -> "pool/" + deb.getFileName()).sorted().toList();
        }
    }

    /** Entries with what dpkg-deb says stands in the control files, and with all digests. */
    List<PackageEntry> entries() throws IOException, InterruptedException {
        List<PackageEntry> entries = new ArrayList<>();
        for (String file : files()) {
            ListedFile listed = listed(folder, file);
            entries.add(new PackageEntry(control(file), listed.path(), listed.size(), listed.digests()));
        }
        return entries;
    }

    Stanza control(String file) throws IOException, InterruptedException {
        byte[] control = RealTool.DPKG_DEB.run(folder, "-f", file);
        return Deb822Reader.readAll(file, control, Comments.REFUSED, Deb822Limits.DEFAULT)
                .get(0);
    }

    /** Paths as tar lists them. */
    List<String> paths(String file) throws IOException, InterruptedException {
        Path tar = folder.resolve("data.tar");
        Files.write(tar, RealTool.DPKG_DEB.run(folder, "--fsys-tarfile", file));
        byte[] paths = RealTool.TAR.run(folder, "--quoting-style=literal", "-tf", tar.toString());
        return new String(paths, StandardCharsets.UTF_8).lines().toList();
    }

    static ListedFile listed(Path folder, String file) throws IOException {
        DigestingOutput output =
                new DigestingOutput(OutputStream.nullOutputStream(), EnumSet.allOf(DigestAlgorithm.class));
        Files.copy(folder.resolve(file), output);
        return output.toFile(file);
    }
}
