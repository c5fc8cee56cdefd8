package dev.tufa.apt.archive.deb;

import static dev.tufa.apt.archive.deb.DebBytes.withDataTar;
import static dev.tufa.apt.archive.deb.HostileDebTest.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Paths that lead somewhere else. */
final class PathAttacks {
    private PathAttacks() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                row(DebRefusal.PATH, data("/etc/passwd"), outside("/etc/passwd")),
                row(DebRefusal.PATH, data("../etc/passwd"), outside("../etc/passwd")),
                row(DebRefusal.PATH, data("./usr/../../x"), outside("./usr/../../x")),
                row(DebRefusal.PATH, data("usr//x"), outside("usr//x")),
                row(DebRefusal.PATH, data("usr/./x"), outside("usr/./x")),
                row(DebRefusal.PATH, data("././x"), outside("././x")),
                row(DebRefusal.PATH, data(".."), outside("..")),
                row(DebRefusal.PATH, data(""), outside("")),
                row(
                        DebRefusal.PATH,
                        withDataTar(new TarBytes()
                                .longText('L', "/etc/passwd")
                                .file("a", "")
                                .build()),
                        outside("/etc/passwd")),
                row(DebRefusal.PATH, data("a/"), "data.tar: expected no slash after what is no directory, got \"a/\""),
                row(DebRefusal.PATH, data("a\nb"), "data.tar: expected no control characters in a path, got \"a?b\""),
                row(DebRefusal.PATH, data("gr\u00fc\u00dfe"), "data.tar: expected UTF-8, got \"gr\u00fc\u00dfe\""),
                row(
                        DebRefusal.PATH,
                        withDataTar(new TarBytes().link('2', "a", "").build()),
                        "data.tar: expected something that a link points to, got \"\""),
                row(
                        DebRefusal.PATH,
                        withDataTar(new TarBytes().link('2', "a", "b\u0007").build()),
                        "data.tar: expected no control characters in a path, got \"b?\""),
                row(
                        DebRefusal.PATH,
                        withDataTar(new TarBytes().link('1', "a", "etc/shadow").build()),
                        "data.tar: expected a hard link to a file before it, got a to etc/shadow"),
                row(
                        DebRefusal.PATH,
                        withDataTar(new TarBytes()
                                .directory("b/")
                                .link('1', "a", "b")
                                .build()),
                        "data.tar: expected a hard link to a file before it, got a to b"),
                row(
                        DebRefusal.PATH,
                        withDataTar(
                                new TarBytes().link('1', "a", "../etc/shadow").build()),
                        outside("../etc/shadow")),
                row(
                        DebRefusal.PATH_TWICE,
                        withDataTar(new TarBytes().file("a", "").file("./a", "").build()),
                        "data.tar: expected one entry a, got two"),
                row(
                        DebRefusal.PATH_TWICE,
                        withDataTar(new TarBytes()
                                .directory("a/")
                                .link('2', "a", "etc")
                                .build()),
                        "data.tar: expected one entry a, got two"));
    }

    private static byte[] data(String name) {
        return withDataTar(new TarBytes().entry(name, h -> h, "").build());
    }

    private static String outside(String path) {
        return "data.tar: expected a path below where it is unpacked, got \"" + path + '"';
    }
}
