package dev.tufa.apt.archive.index;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Streams of the .xz file format, 1.2.1, as blocks between a header, an index and a footer. apt reads one stream and takes no notice of
 * another behind it, so that parts that were compressed by themselves have to become blocks of one.
 */
final class XzStreams {
    /** A header, or a footer. */
    private static final int EDGE = 12;

    private static final int FLAGS = 6;
    private static final byte[] FOOTER_MAGIC = {'Y', 'Z'};
    private static final int CRC = 4;

    private XzStreams() {}

    /**
     * One stream of the blocks of several.
     *
     * @param streams whole ones with the same kind of check, at least one
     */
    static byte[] join(List<byte[]> streams) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(streams.get(0), 0, EDGE);
        List<Block> blocks = new ArrayList<>();
        for (byte[] stream : streams) {
            List<Block> own = blocks(stream);
            int length = (int) own.stream().mapToLong(Block::padded).sum();
            joined.write(stream, EDGE, length);
            blocks.addAll(own);
        }
        finish(joined, streams.get(0), blocks);
        return joined.toByteArray();
    }

    /** Streams of a block each; what {@link #join} made one of. */
    static List<byte[]> split(byte[] stream) {
        List<byte[]> parts = new ArrayList<>();
        int at = EDGE;
        for (Block block : blocks(stream)) {
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            part.write(stream, 0, EDGE);
            part.write(stream, at, (int) block.padded());
            finish(part, stream, List.of(block));
            parts.add(part.toByteArray());
            at += (int) block.padded();
        }
        return parts;
    }

    /** What the index says. */
    private static List<Block> blocks(byte[] stream) {
        int footer = stream.length - EDGE;
        ByteBuffer backward = ByteBuffer.wrap(stream, footer + CRC, CRC).order(ByteOrder.LITTLE_ENDIAN);
        int from = footer - (backward.getInt() + 1) * CRC;
        ByteBuffer index = ByteBuffer.wrap(stream, from + 1, footer - from - 1);
        long number = number(index);
        List<Block> blocks = new ArrayList<>();
        for (long i = 0; i < number; i++) {
            blocks.add(new Block(number(index), number(index)));
        }
        return blocks;
    }

    private static void finish(ByteArrayOutputStream out, byte[] header, List<Block> blocks) {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        index.write(0);
        put(index, blocks.size());
        for (Block block : blocks) {
            put(index, block.unpadded);
            put(index, block.uncompressed);
        }
        while (index.size() % CRC != 0) {
            index.write(0);
        }
        byte[] bytes = index.toByteArray();
        out.writeBytes(bytes);
        out.writeBytes(crc(bytes));
        byte[] size = little((bytes.length + CRC) / CRC - 1);
        byte[] flags = Arrays.copyOfRange(header, FLAGS, FLAGS + 2);
        out.writeBytes(crc(ByteBuffer.allocate(size.length + flags.length)
                .put(size)
                .put(flags)
                .array()));
        out.writeBytes(size);
        out.writeBytes(flags);
        out.writeBytes(FOOTER_MAGIC);
    }

    private static byte[] crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return little((int) crc.getValue());
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(CRC)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** Seven bits in a byte, the lowest first; the eighth says that there are more. */
    private static long number(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    private static void put(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left > 0x7F) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    /**
     * A block.
     *
     * @param unpadded its length without the zeros that make it a multiple of four bytes
     * @param uncompressed how long is what is in it
     */
    private record Block(long unpadded, long uncompressed) {
        long padded() {
            return (unpadded + CRC - 1) / CRC * CRC;
        }
    }
}
