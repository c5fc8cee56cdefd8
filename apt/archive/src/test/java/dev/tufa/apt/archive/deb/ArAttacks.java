package dev.tufa.apt.archive.deb;

import static dev.tufa.apt.archive.deb.DebBytes.aControlTar;
import static dev.tufa.apt.archive.deb.DebBytes.aDataTar;
import static dev.tufa.apt.archive.deb.DebBytes.aDeb;
import static dev.tufa.apt.archive.deb.DebBytes.aDebWithoutData;
import static dev.tufa.apt.archive.deb.DebBytes.anArchive;
import static dev.tufa.apt.archive.deb.DebBytes.bytes;
import static dev.tufa.apt.archive.deb.HostileDebTest.row;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Members of the ar archive that are not as they should be. */
final class ArAttacks {
    private ArAttacks() {}

    static Stream<Arguments> rows() {
        byte[] deb = aDeb().build();
        DebBytes format = anArchive().member("debian-binary", "2.0\n");
        return Stream.of(
                row(DebRefusal.NOT_AN_ARCHIVE, new byte[0], "first bytes: expected !<arch>, got \"\""),
                row(DebRefusal.NOT_AN_ARCHIVE, bytes("0.939000\n"), "first bytes: expected !<arch>, got \"0.939000\""),
                row(DebRefusal.NOT_AN_ARCHIVE, bytes("!<arch>\r\n"), "first bytes: expected !<arch>, got \"!<arch>?\""),
                row(
                        DebRefusal.MEMBER_MISSING,
                        anArchive().build(),
                        "file: expected debian-binary, got the end of the file"),
                row(DebRefusal.MEMBER_MISSING, format.build(), "file: expected control.tar, got the end of the file"),
                row(
                        DebRefusal.MEMBER_MISSING,
                        aDebWithoutData().build(),
                        "file: expected data.tar, got the end of the file"),
                row(DebRefusal.TRUNCATED, Arrays.copyOf(deb, 30), "header at byte 8: expected 60 bytes, got 22"),
                row(
                        DebRefusal.TRUNCATED,
                        Arrays.copyOf(
                                aDebWithoutData().member("data.tar", aDataTar()).build(), 2000),
                        "data.tar: expected 3072 bytes, got "
                                + (2000 - aDebWithoutData().build().length - 60)),
                row(
                        DebRefusal.TRUNCATED,
                        anArchive()
                                .header("debian-binary", "4")
                                .raw(bytes("2."))
                                .build(),
                        "debian-binary: expected 4 bytes, got 2"),
                row(
                        DebRefusal.MEMBER_HEADER,
                        anArchive()
                                .header("debian-binary", "-4")
                                .raw(bytes("2.0\n"))
                                .build(),
                        header("debian-binary   ", "-4        ")),
                row(
                        DebRefusal.MEMBER_HEADER,
                        anArchive()
                                .header("debian-binary", "")
                                .raw(bytes("2.0\n"))
                                .build(),
                        header("debian-binary   ", "          ")),
                row(
                        DebRefusal.MEMBER_HEADER,
                        anArchive()
                                .header("debian-binary", "0x4")
                                .raw(bytes("2.0\n"))
                                .build(),
                        header("debian-binary   ", "0x4       ")),
                row(
                        DebRefusal.MEMBER_HEADER,
                        anArchive()
                                .header("debian binary", "4")
                                .raw(bytes("2.0\n"))
                                .build(),
                        header("debian binary   ", "4         ")),
                row(
                        DebRefusal.MEMBER_HEADER,
                        anArchive()
                                .header("#1/13", "17")
                                .raw(bytes("debian-binary2.0\n"))
                                .build(),
                        header("#1/13           ", "17        ")),
                row(
                        DebRefusal.MEMBER_HEADER,
                        anArchive().member("//", "debian-binary/\n").build(),
                        header("//              ", "15        ")),
                row(
                        DebRefusal.MEMBER_ORDER,
                        anArchive().member("_first", "").build(),
                        "first member: expected debian-binary, got _first"),
                row(
                        DebRefusal.MEMBER_ORDER,
                        anArchive().member("!<arch>", "").build(),
                        "first member: expected debian-binary, got !<arch>"),
                row(DebRefusal.FORMAT_VERSION, version("3.0\n"), "debian-binary: expected version 2.x, got \"3.0?\""),
                row(DebRefusal.FORMAT_VERSION, version("2.0"), "debian-binary: expected version 2.x, got \"2.0\""),
                row(DebRefusal.FORMAT_VERSION, version("2\n"), "debian-binary: expected version 2.x, got \"2?\""),
                row(DebRefusal.FORMAT_VERSION, version(""), "debian-binary: expected version 2.x, got \"\""),
                row(
                        DebRefusal.FORMAT_VERSION,
                        version("2.0\n" + " ".repeat(1021)),
                        "debian-binary: expected version 2.x, got \"2.0?" + " ".repeat(195)),
                row(
                        DebRefusal.MEMBER_ORDER,
                        format("debian-binary2", "").build(),
                        "member: expected control.tar, got debian-binary2"),
                row(
                        DebRefusal.MEMBER_ORDER,
                        format("data.tar", "").build(),
                        "member: expected control.tar, got data.tar"),
                row(
                        DebRefusal.MEMBER_ORDER,
                        aDebWithoutData().member("readme", "").build(),
                        "member: expected data.tar, got readme"),
                row(
                        DebRefusal.MEMBER_ORDER,
                        aDeb().member("readme", "").build(),
                        "member: expected none after data.tar, got readme"),
                row(
                        DebRefusal.MEMBER_TWICE,
                        format("debian-binary", "2.0\n").build(),
                        "debian-binary: expected one such member, got two"),
                row(
                        DebRefusal.MEMBER_TWICE,
                        aDebWithoutData().member("control.tar.xz", "").build(),
                        "control.tar.xz: expected one such member, got two"),
                row(
                        DebRefusal.MEMBER_TWICE,
                        aDeb().member("control.tar", aControlTar()).build(),
                        "control.tar: expected one such member, got two"),
                row(
                        DebRefusal.MEMBER_TWICE,
                        aDeb().member("data.tar", aDataTar()).build(),
                        "data.tar: expected one such member, got two"),
                row(
                        DebRefusal.TRUNCATED,
                        aDeb().raw(bytes("garbage")).build(),
                        "header at byte " + deb.length + ": expected 60 bytes, got 7"),
                row(
                        DebRefusal.TOO_MANY,
                        aDeb().member("_1", "")
                                .member("_2", "")
                                .member("_3", "")
                                .member("_4", "")
                                .build(),
                        "file: expected at most 6 members, got more"),
                row(
                        DebRefusal.TOO_LARGE,
                        aDeb().header("_1", "9999999999").build(),
                        "file: expected at most 1048576 bytes, got more"));
    }

    private static byte[] version(String text) {
        return anArchive().member("debian-binary", text).build();
    }

    private static DebBytes format(String name, String content) {
        return anArchive().member("debian-binary", "2.0\n").member(name, content);
    }

    private static String header(String name, String length) {
        return "header at byte 8: expected a plain name and a length in digits, got \"%s0           0     0     100644  %s`?\""
                .formatted(name, length);
    }
}
