package dev.tufa.apt.archive.deb;

import static dev.tufa.apt.archive.deb.DebBytes.withControl;
import static dev.tufa.apt.archive.deb.DebBytes.withControlTar;
import static dev.tufa.apt.archive.deb.HostileDebTest.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Control archives and control files that say what they should not. */
final class ControlAttacks {
    private ControlAttacks() {}

    static Stream<Arguments> rows() {
        return Stream.concat(archives(), files());
    }

    private static Stream<Arguments> archives() {
        String plain = "control.tar: expected plain files with plain names, got ";
        TarBytes control = new TarBytes().file("control", DebBytes.CONTROL);
        return Stream.of(
                row(
                        DebRefusal.CONTROL_MISSING,
                        withControlTar(new TarBytes()
                                .directory("./")
                                .file("./postinst", "")
                                .build()),
                        "control.tar: expected a file named control, got none"),
                row(
                        DebRefusal.TAR_HEADER,
                        withControlTar(new TarBytes()
                                .entry("control", h -> h.size(99), "")
                                .open()),
                        "control.tar: expected a tar archive, got "),
                row(
                        DebRefusal.CONTROL_MISSING,
                        withControlTar(new byte[0]),
                        "control.tar: expected a file named control, got none"),
                row(
                        DebRefusal.PATH_TWICE,
                        withControlTar(new TarBytes()
                                .raw(control.open())
                                .file("./control", "x")
                                .build()),
                        "control.tar: expected one file control, got two"),
                row(
                        DebRefusal.CONTROL_ENTRY,
                        withControlTar(new TarBytes()
                                .link('2', "./control", "/etc/passwd")
                                .build()),
                        plain + "SYMBOLIC_LINK \"control\""),
                row(
                        DebRefusal.CONTROL_ENTRY,
                        withControlTar(new TarBytes()
                                .raw(control.open())
                                .link('1', "preinst", "control")
                                .build()),
                        plain + "HARD_LINK \"preinst\""),
                row(
                        DebRefusal.CONTROL_ENTRY,
                        withControlTar(new TarBytes()
                                .raw(control.open())
                                .directory("sub/")
                                .build()),
                        plain + "DIRECTORY \"sub\""),
                row(
                        DebRefusal.CONTROL_ENTRY,
                        withControlTar(new TarBytes()
                                .raw(control.open())
                                .file("sub/preinst", "")
                                .build()),
                        plain + "FILE \"sub/preinst\""),
                row(
                        DebRefusal.CONTROL_ENTRY,
                        withControlTar(new TarBytes()
                                .raw(control.open())
                                .file(".hidden", "")
                                .build()),
                        plain + "FILE \".hidden\""),
                row(
                        DebRefusal.CONTROL_ENTRY,
                        withControlTar(new TarBytes()
                                .raw(control.open())
                                .link('3', "null", "")
                                .build()),
                        plain + "CHARACTER_DEVICE \"null\""),
                row(
                        DebRefusal.PATH,
                        withControlTar(new TarBytes()
                                .file("../control", DebBytes.CONTROL)
                                .build()),
                        "control.tar: expected a path below where it is unpacked, got \"../control\""),
                row(
                        DebRefusal.TOO_MANY,
                        withControlTar(TarBytes.files(5)),
                        "control.tar: expected at most 4 entries, got more"),
                row(
                        DebRefusal.TOO_LARGE,
                        withControl(DebBytes.CONTROL + "X: " + "x".repeat(2000) + "\n"),
                        "control: expected at most 2000 bytes, got " + (DebBytes.CONTROL.length() + 2004)));
    }

    private static Stream<Arguments> files() {
        return Stream.of(
                row(DebRefusal.CONTROL_SYNTAX, withControl(""), "control: expected one stanza, got 0"),
                row(
                        DebRefusal.CONTROL_SYNTAX,
                        withControl(DebBytes.CONTROL + "\nPackage: other\n"),
                        "control: expected one stanza, got 2"),
                row(
                        DebRefusal.CONTROL_SYNTAX,
                        withControl("Package a\n"),
                        "control.tar: control: line 1: expected the name of a field and a colon, got \"Package a\""),
                row(
                        DebRefusal.CONTROL_SYNTAX,
                        withControl(DebBytes.CONTROL + "package: other\n"),
                        "control.tar: control: line 7: expected one field package, got two"),
                field("Package", "", "Package: expected such a field, got none"),
                field("Version", "", "Version: expected such a field, got none"),
                field("Architecture", "", "Architecture: expected such a field, got none"),
                field("Maintainer", "", "Maintainer: expected such a field, got none"),
                field("Description", "", "Description: expected such a field, got none"),
                field("Maintainer", "Maintainer:", "Maintainer: expected a value of one line, got none"),
                field("Version", "Version: 1\n 2", "Version: expected a value of one line, got more lines"),
                field("Description", "Description:\n text", "Description: expected a synopsis, got none"),
                field(
                        "Package",
                        "Package: ../evil",
                        "Package: name of a package: expected two or more of a-z, 0-9, +, - and .,"
                                + " a letter or digit first, got \"../evil\""),
                field(
                        "Version",
                        "Version: 1/../2",
                        "Version: version: expected an upstream version of letters, digits, ., +, - and ~,"
                                + " a digit first, got \"1/../2\""),
                field(
                        "Architecture",
                        "Architecture: amd64 i386",
                        "Architecture: architecture: expected a-z, 0-9 and -, a letter or digit first, got \"amd64 i386\""),
                field("Architecture", "Architecture: any", "Architecture: expected one architecture or all, got any"),
                field(
                        "Architecture",
                        "Architecture: source",
                        "Architecture: expected one architecture or all, got source"),
                field(
                        "Architecture",
                        "Architecture: all\nMulti-Arch: same",
                        "Multi-Arch: expected not the value same in a package for all architectures, got same"),
                more("Multi-Arch: maybe", "Multi-Arch: expected no|same|foreign|allowed, got \"maybe\""),
                more("Essential: true", "Essential: expected yes|no, got \"true\""),
                more("Installed-Size: -1", "Installed-Size: expected [0-9]{1,18}, got \"-1\""),
                more("Section: a b", "Section: expected [A-Za-z0-9+._/-]+, got \"a b\""),
                more("Homepage:", "Homepage: expected a value, got none"),
                more("SHA256: 00", "SHA256: expected no such field in a package, got one"),
                more("filename: x", "filename: expected no such field in a package, got one"),
                more("Status: install ok installed", "Status: expected no such field in a package, got one"),
                more("Depends: a0 (> 1)", "Depends: relation: expected <<, <=, =, >= or >>, got \"> 1)\""),
                more("Conflicts: a0 | b0", "Conflicts: relation: expected no alternatives, got \"| b0\""));
    }

    /** A control file with other lines in the place of a field. */
    private static Arguments field(String name, String lines, String message) {
        String control =
                DebBytes.CONTROL.replaceFirst("(?m)^" + name + ":.*\n( .*\n)*", lines.isEmpty() ? "" : lines + "\n");
        return row(DebRefusal.CONTROL_FIELD, withControl(control), "control: " + message);
    }

    private static Arguments more(String line, String message) {
        return row(DebRefusal.CONTROL_FIELD, withControl(DebBytes.CONTROL + line + "\n"), "control: " + message);
    }
}
