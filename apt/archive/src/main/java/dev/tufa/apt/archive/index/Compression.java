package dev.tufa.apt.archive.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    abstract InputStream unpacked(InputStream in) throws IOException;
}
