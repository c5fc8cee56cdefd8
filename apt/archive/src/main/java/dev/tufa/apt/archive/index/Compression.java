package dev.tufa.apt.archive.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/** The forms in which an index is published. */
public enum Compression {
    /** As it is. apt checks its digest even if only compressed forms can be fetched. */
    NONE("") {
        @Override
        OutputStream compressed(OutputStream out) {
            return out;
        }

        @Override
        InputStream unpacked(InputStream in) {
            return in;
        }
    },
    /**
     * RFC 1952, level 9, with neither a name nor a time in its header and "unknown" for the operating system. The compressed bytes are
     * those of the JDK's zlib: the same JDK gives the same.
     */
    GZIP(".gz") {
        @Override
        OutputStream compressed(OutputStream out) throws IOException {
            GzipParameters parameters = new GzipParameters();
            parameters.setCompressionLevel(9);
            parameters.setModificationTime(0);
            parameters.setOS(GzipParameters.OS.UNKNOWN);
            return new GzipCompressorOutputStream(out, parameters);
        }

        @Override
        InputStream unpacked(InputStream in) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        }
    },
    /** One stream with CRC64, preset 4: the same library gives the same bytes on every JDK. */
    XZ(".xz") {
        @Override
        OutputStream compressed(OutputStream out) throws IOException {
            return new XZOutputStream(out, new LZMA2Options(XZ_PRESET));
        }

        @Override
        InputStream unpacked(InputStream in) throws IOException {
            return new XZInputStream(in, XZ_MEMORY);
        }

        // The dictionary is no larger than the bytes: neither side needs more memory than that.
        @Override
        OutputStream compressed(OutputStream out, int length) throws IOException {
            LZMA2Options options = new LZMA2Options(XZ_PRESET);
            int needed = Math.max(LZMA2Options.DICT_SIZE_MIN, length);
            if (needed < options.getDictSize()) {
                options.setDictSize(needed);
            }
            return new XZOutputStream(out, options);
        }

        @Override
        public byte[] join(List<byte[]> parts) {
            return XzStreams.join(parts);
        }

        @Override
        public List<byte[]> split(byte[] joined, List<Integer> lengths) {
            List<byte[]> parts = XzStreams.split(joined);
            return parts.stream().map(part -> part.length).toList().equals(lengths) ? parts : List.of();
        }
    };

    /** Of Debian's own packages, half the time of preset 6 for a tenth more bytes; gzip needs a fifth more than this. */
    private static final int XZ_PRESET = 4;

    /** In KiB: enough for what {@code xz -9} makes, and too little for a header that asks for gigabytes. */
    private static final int XZ_MEMORY = 100 << 10;

    private final String extension;

    Compression(String extension) {
        this.extension = extension;
    }

    /** What is added to the name of the index; nothing for the plain one. */
    public String extension() {
        return extension;
    }

    /** Bytes compressed by themselves. */
    public byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (OutputStream out = compressed(compressed, bytes.length)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be compressed", e);
        }
        return compressed.toByteArray();
    }

    /**
     * What compressed parts are together: read as what all of them had in them, so that a large index of which little has changed need
     * not be compressed as a whole.
     *
     * @param parts as {@link #compress} makes them, at least one
     */
    public byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    /**
     * The parts that were joined.
     *
     * @param joined what {@link #join} made
     * @param lengths of the parts, in order
     * @return none if these are not what it was made of
     */
    public List<byte[]> split(byte[] joined, List<Integer> lengths) {
        List<byte[]> parts = new ArrayList<>();
        if (lengths.stream().mapToLong(Integer::longValue).sum() == joined.length) {
            int at = 0;
            for (int length : lengths) {
                parts.add(Arrays.copyOfRange(joined, at, at + length));
                at += length;
            }
        }
        return parts;
    }

    /**
     * What a compressed index has in it; closed together with it.
     *
     * @param limit bytes of what comes out; beyond it reading fails
     */
    public InputStream decompress(InputStream in, long limit) throws IOException {
        return new LimitedInput(unpacked(in), limit);
    }

    /** An output that compresses, and that closes the one behind it. */
    abstract OutputStream compressed(OutputStream out) throws IOException;

    /**
     * The same for bytes whose number is known.
     *
     * @param length how many they are
     */
    OutputStream compressed(OutputStream out, int length) throws IOException {
        return compressed(out);
    }

    abstract InputStream unpacked(InputStream in) throws IOException;
}
