package dev.tufa.apt.archive.deb;

import static dev.tufa.apt.archive.deb.DebBytes.aControlTar;
import static dev.tufa.apt.archive.deb.DebBytes.aDataTar;
import static dev.tufa.apt.archive.deb.DebBytes.aDebWithoutData;
import static dev.tufa.apt.archive.deb.DebBytes.anArchive;
import static dev.tufa.apt.archive.deb.DebBytes.bytes;
import static dev.tufa.apt.archive.deb.DebBytes.compressed;
import static dev.tufa.apt.archive.deb.DebBytes.flipped;
import static dev.tufa.apt.archive.deb.DebBytes.gzip;
import static dev.tufa.apt.archive.deb.DebBytes.joined;
import static dev.tufa.apt.archive.deb.DebBytes.withControlTar;
import static dev.tufa.apt.archive.deb.HostileDebTest.row;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.provider.Arguments;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZOutputStream;

/** Compressed data that is damaged, too much, or goes on. */
final class CompressionAttacks {
    /** Where the first block of an xz file begins, and where in its header the size of the dictionary is. */
    private static final int BLOCK_HEADER = 12;

    private static final int DICTIONARY = 4;
    private static final byte MIB_64 = 28;

    private CompressionAttacks() {}

    static Stream<Arguments> rows() {
        byte[] control = gzip(aControlTar());
        byte[] zeros = new byte[1 << 20];
        return Stream.of(
                row(
                        DebRefusal.COMPRESSION,
                        anArchive()
                                .member("debian-binary", "2.0\n")
                                .member("control.tar.bz2", "")
                                .build(),
                        "control.tar.bz2: expected one of control.tar, control.tar.gz, control.tar.xz, control.tar.zst,"
                                + " got another name"),
                row(
                        DebRefusal.COMPRESSION,
                        aDebWithoutData().member("data.tar.lz4", "").build(),
                        "data.tar.lz4: expected one of data.tar, data.tar.gz, data.tar.xz, data.tar.zst, data.tar.bz2,"
                                + " data.tar.lzma, got another name"),
                row(
                        DebRefusal.COMPRESSION,
                        aDebWithoutData().member("data.tarx", "").build(),
                        "data.tarx: expected one of data.tar, data.tar.gz, data.tar.xz, data.tar.zst, data.tar.bz2,"
                                + " data.tar.lzma, got another name"),
                row(
                        DebRefusal.COMPRESSED_DATA,
                        control(Arrays.copyOf(control, control.length - 9)),
                        broken("control.tar.gz") + "the end"),
                row(
                        DebRefusal.COMPRESSED_DATA,
                        control(flipped(control, control.length - 6)),
                        broken("control.tar.gz")),
                row(DebRefusal.COMPRESSED_DATA, control(joined(control, bytes("x"))), broken("control.tar.gz")),
                row(
                        DebRefusal.TRAILING_DATA,
                        control(joined(control, gzip(bytes("x")))),
                        "control.tar.gz: expected nothing but zeros after the last entry, got something else"),
                row(
                        DebRefusal.TOO_LARGE,
                        control(gzip(joined(aControlTar(), zeros))),
                        "control.tar.gz: expected at most 16384 bytes decompressed, got more"),
                row(
                        DebRefusal.TOO_LARGE,
                        withControlTar(joined(aControlTar(), new byte[20000])),
                        "control.tar: expected at most 16384 bytes, got " + (aControlTar().length + 20000)),
                row(
                        DebRefusal.TOO_LARGE,
                        data("xz", compressed(joined(aDataTar(), zeros), out -> new XZOutputStream(out, small()))),
                        "data.tar.xz: expected at most 16384 bytes decompressed, got more"),
                row(
                        DebRefusal.TOO_LARGE,
                        data("zst", Zstd.compress(joined(aDataTar(), new byte[1 << 19]))),
                        "data.tar.zst: expected at most 16384 bytes decompressed, got more"),
                row(
                        DebRefusal.COMPRESSED_DATA,
                        data("xz", wantingMemory(compressed(aDataTar(), out -> new XZOutputStream(out, small())))),
                        broken("data.tar.xz") + "65640 KiB of memory would be needed; limit was 1024 KiB"),
                row(DebRefusal.COMPRESSED_DATA, data("zst", Zstd.compress(new byte[3 << 20])), broken("data.tar.zst")),
                row(
                        DebRefusal.TOO_LARGE,
                        data("gz", joined(new byte[] {31, (byte) 139, 8, 8, 0, 0, 0, 0, 0, 0}, filled(5000))),
                        "data.tar.gz: expected something from 2000 bytes of compressed data, got nothing"));
    }

    /** What follows are the words of a library. */
    private static String broken(String member) {
        return member + ": expected what can be decompressed, got ";
    }

    private static LZMA2Options small() {
        LZMA2Options options = new LZMA2Options();
        try {
            options.setDictSize(1 << 16);
        } catch (UnsupportedOptionsException e) {
            throw new IllegalArgumentException(e);
        }
        return options;
    }

    /** Says in the header of its only block that it needs a dictionary of 64 MiB, as one made by xz -9 does. */
    private static byte[] wantingMemory(byte[] xz) {
        ByteBuffer bytes = ByteBuffer.wrap(xz.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int end = BLOCK_HEADER + bytes.get(BLOCK_HEADER) * 4;
        bytes.put(BLOCK_HEADER + DICTIONARY, MIB_64);
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), BLOCK_HEADER, end - BLOCK_HEADER);
        bytes.putInt(end, (int) sum.getValue());
        return bytes.array();
    }

    private static byte[] control(byte[] gz) {
        return anArchive()
                .member("debian-binary", "2.0\n")
                .member("control.tar.gz", gz)
                .member("data.tar", aDataTar())
                .build();
    }

    private static byte[] data(String extension, byte[] content) {
        return aDebWithoutData().member("data.tar." + extension, content).build();
    }

    private static byte[] filled(int length) {
        byte[] filled = new byte[length];
        Arrays.fill(filled, (byte) 'x');
        return filled;
    }
}
