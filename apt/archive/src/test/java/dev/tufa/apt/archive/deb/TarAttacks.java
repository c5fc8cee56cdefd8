package dev.tufa.apt.archive.deb;

import static dev.tufa.apt.archive.deb.DebBytes.aDataTar;
import static dev.tufa.apt.archive.deb.DebBytes.bytes;
import static dev.tufa.apt.archive.deb.DebBytes.flipped;
import static dev.tufa.apt.archive.deb.DebBytes.joined;
import static dev.tufa.apt.archive.deb.DebBytes.withDataTar;
import static dev.tufa.apt.archive.deb.HostileDebTest.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Headers of tar archives that are damaged or that readers understand differently. */
final class TarAttacks {
    private TarAttacks() {}

    static Stream<Arguments> rows() {
        String damaged = "data.tar: header of an entry: expected ";
        return Stream.of(
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(flipped(aDataTar(), 0)),
                        damaged + "the sum of its bytes, got another"),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("a", h -> h.put(257, "zzzzz"), "")
                                .build()),
                        damaged + "the format of GNU, ustar or Unix V7, got another"),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("a", h -> h.put(257, "ustar  x"), "")
                                .build()),
                        damaged + "the format of GNU, ustar or Unix V7, got another"),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry(
                                        "a",
                                        h -> h.put(
                                                124,
                                                "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"),
                                        "")
                                .build()),
                        damaged + "a size in octal digits, got \"" + "ÿ".repeat(12) + '"'),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("a", h -> h.put(124, "-0000000001\0"), "")
                                .build()),
                        damaged + "a size in octal digits, got \"-0000000001?\""),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("a", h -> h.put(124, "\0" + "0000000017"), "")
                                .build()),
                        damaged + "a size in octal digits, got \"?0000000017?\""),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry(
                                        "a",
                                        h -> h.put(124, "\u0080\0\0\0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"),
                                        "")
                                .build()),
                        damaged + "a size, got "),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("a", h -> h.put(124, "\u0080\1\0\0\0\0\0\0\0\0\0\0"), "")
                                .build()),
                        damaged + "a size, got "),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("a", h -> h.type('2').link("b"), "content")
                                .build()),
                        damaged + "no content but in files, got 7 bytes of type '2'"),
                number(100, "00z0755\0", "a mode in octal digits, got \"00z0755?\""),
                number(100, "\0" + "004755\0", "a mode in octal digits, got \"?004755?\""),
                number(108, "-000001\0", "a user id in octal digits, got \"-000001?\""),
                number(116, "9999999\0", "a group id in octal digits, got \"9999999?\""),
                number(136, "\0" + "0000000017", "a time in octal digits, got \"?0000000017?\""),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("a", h -> h.type('3').put(329, "x"), "")
                                .build()),
                        damaged + "a device in octal digits, got \"x000000?\""),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(
                                new TarBytes().entry("a", h -> h.size(99), "").open()),
                        "data.tar: expected a tar archive, got "),
                row(
                        DebRefusal.TRUNCATED,
                        withDataTar(
                                new TarBytes().file("a", "").raw(new byte[100]).open()),
                        "data.tar: expected headers of 512 bytes, got 100"),
                row(
                        DebRefusal.TRAILING_DATA,
                        withDataTar(new TarBytes()
                                .file("a", "")
                                .raw(new byte[512])
                                .file("b", "")
                                .build()),
                        "data.tar: expected nothing but zeros after the last entry, got something else"),
                row(
                        DebRefusal.TRAILING_DATA,
                        withDataTar(joined(aDataTar(), bytes("more"))),
                        "data.tar: expected nothing but zeros after the last entry, got something else"),
                row(DebRefusal.TAR_TYPE, ofType('x'), type('x')),
                row(DebRefusal.TAR_TYPE, ofType('g'), type('g')),
                row(DebRefusal.TAR_TYPE, ofType('S'), type('S')),
                row(DebRefusal.TAR_TYPE, ofType('M'), type('M')),
                row(DebRefusal.TAR_TYPE, ofType('7'), type('7')),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .longText('L', "a")
                                .longText('L', "b")
                                .file("d", "")
                                .build()),
                        "data.tar: expected one long name and one long link before an entry, got more"),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .longText('L', "a")
                                .longText('K', "b")
                                .longText('L', "c")
                                .file("d", "")
                                .build()),
                        "data.tar: expected one long name and one long link before an entry, got more"),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("x/", h -> h.type('L'), "usr")
                                .file("a", "")
                                .build()),
                        damaged + "././@LongLink before a long name, got another name"),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .entry("././@LongLink", h -> h.type('L'), "abc")
                                .file("d", "")
                                .build()),
                        "data.tar: expected a long name with one zero after it, got none or more"),
                row(
                        DebRefusal.TAR_HEADER,
                        withDataTar(new TarBytes()
                                .longText('K', "a\0")
                                .link('2', "d", "")
                                .build()),
                        "data.tar: expected a long name with one zero after it, got none or more"),
                row(
                        DebRefusal.TRUNCATED,
                        withDataTar(new TarBytes().longText('L', "a").build()),
                        "data.tar: expected an entry after a long name, got the end"),
                row(
                        DebRefusal.TOO_LARGE,
                        withDataTar(new TarBytes()
                                .longText('L', "a".repeat(250))
                                .file("a", "")
                                .build()),
                        "data.tar: expected paths of at most 200 bytes, got 251"),
                row(
                        DebRefusal.TOO_LARGE,
                        withDataTar(new TarBytes()
                                .entry(
                                        "a",
                                        h -> h.put(257, "ustar\00000")
                                                .put(345, "b".repeat(155))
                                                .put(0, "c".repeat(100)),
                                        "")
                                .build()),
                        "data.tar: expected paths of at most 200 bytes, got 256"),
                row(
                        DebRefusal.TOO_MANY,
                        withDataTar(TarBytes.files(6)),
                        "data.tar: expected at most 5 entries, got more"),
                row(
                        DebRefusal.TOO_LARGE,
                        withDataTar(longNames(4)),
                        "data.tar: expected paths of at most 600 characters together, got more"));
    }

    private static Arguments number(int at, String digits, String message) {
        byte[] tar = new TarBytes().entry("a", h -> h.put(at, digits), "").build();
        return row(DebRefusal.TAR_HEADER, withDataTar(tar), "data.tar: header of an entry: expected " + message);
    }

    private static byte[] ofType(char type) {
        return withDataTar(new TarBytes().entry("a", h -> h.type(type), "").build());
    }

    private static String type(char type) {
        return "data.tar: expected files, links, directories, devices and pipes, got an entry of type '" + type + "'";
    }

    private static byte[] longNames(int count) {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < count; i++) {
            tar.longText('L', i + "b".repeat(190)).file("short", "");
        }
        return tar.build();
    }
}
