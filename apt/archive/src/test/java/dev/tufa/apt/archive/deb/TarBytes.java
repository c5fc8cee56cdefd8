package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A tar archive, header by header, so that any of them can be wrong. */
final class TarBytes {
    private static final int BLOCK = 512;
    private static final int SUM = 148;
    private static final int SUM_END = 156;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** So many empty files. */
    static byte[] files(int count) {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < count; i++) {
            tar.file("file" + i, "");
        }
        return tar.build();
    }

    TarBytes file(String name, String content) {
        return entry(new Header(name).size(content.getBytes(UTF_8).length), content);
    }

    TarBytes directory(String name) {
        return entry(new Header(name).type('5'), "");
    }

    TarBytes link(char type, String name, String target) {
        return entry(new Header(name).type(type).link(target), "");
    }

    /** A name or link for the next entry that is too long for its header. */
    TarBytes longText(char type, String text) {
        return entry(new Header("././@LongLink").type(type).size(text.length() + 1), text + '\0');
    }

    /** A header with something changed before its checksum is made. */
    TarBytes entry(String name, UnaryOperator<Header> change, String content) {
        return entry(change.apply(new Header(name).size(content.length())), content);
    }

    private TarBytes entry(Header header, String content) {
        out.writeBytes(header.withChecksum());
        byte[] bytes = content.getBytes(UTF_8);
        out.writeBytes(Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK));
        return this;
    }

    TarBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** What there is so far, without an end. */
    byte[] open() {
        return out.toByteArray();
    }

    /** With the two empty blocks at the end. */
    byte[] build() {
        return new TarBytes().raw(open()).raw(new byte[2 * BLOCK]).open();
    }

    /** Makes the sum of a header right. */
    static void repairSum(byte[] tar, int header) {
        Arrays.fill(tar, header + SUM, header + SUM_END, (byte) ' ');
        int sum = 0;
        for (int i = header; i < header + BLOCK; i++) {
            sum += tar[i] & 0xff;
        }
        byte[] digits = "%06o\0".formatted(sum).getBytes(ISO_8859_1);
        System.arraycopy(digits, 0, tar, header + SUM, digits.length);
    }

    /** A header in the format of GNU tar. */
    static final class Header {
        private final byte[] bytes = new byte[BLOCK];

        Header(String name) {
            put(0, name);
            put(100, "0000755\0");
            put(108, "0000000\0");
            put(116, "0000000\0");
            put(136, "00000000000\0");
            put(257, "ustar  \0");
            put(265, "root");
            put(297, "root");
            put(329, "0000000\0");
            put(337, "0000000\0");
            type('0').size(0);
        }

        Header type(char type) {
            bytes[156] = (byte) type;
            return this;
        }

        Header size(long size) {
            return put(124, "%011o\0".formatted(size));
        }

        Header link(String target) {
            return put(157, target);
        }

        Header put(int at, String text) {
            byte[] value = text.getBytes(ISO_8859_1);
            System.arraycopy(value, 0, bytes, at, value.length);
            return this;
        }

        private byte[] withChecksum() {
            repairSum(bytes, 0);
            return bytes;
        }
    }
}
