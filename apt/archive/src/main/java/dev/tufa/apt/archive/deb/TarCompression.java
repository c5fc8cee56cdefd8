package dev.tufa.apt.archive.deb;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** How a tar archive in a package is compressed; what dpkg of Debian 12 reads. */
enum TarCompression {
    NONE("") {
        @Override
        InputStream open(InputStream in, int memory) {
            return in;
        }
    },
    GZIP(".gz") {
        @Override
        InputStream open(InputStream in, int memory) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        }
    },
    XZ(".xz") {
        @Override
        InputStream open(InputStream in, int memory) throws IOException {
            return new XZInputStream(in, memory >> 10);
        }
    },
    ZSTD(".zst") {
        @Override
        InputStream open(InputStream in, int memory) throws IOException {
            return new ZstdInputStreamNoFinalizer(in)
                    .setLongMax(Integer.numberOfTrailingZeros(Integer.highestOneBit(memory)));
        }
    },
    BZIP2(".bz2") {
        @Override
        InputStream open(InputStream in, int memory) throws IOException {
            return new BZip2CompressorInputStream(in, true);
        }
    },
    LZMA(".lzma") {
        @Override
        InputStream open(InputStream in, int memory) throws IOException {
            return new LZMAInputStream(in, memory >> 10);
        }
    };

    /** Of control.tar. */
    static final Set<TarCompression> OF_CONTROL = EnumSet.of(NONE, GZIP, XZ, ZSTD);

    /** Of data.tar: also what dpkg does not write any more. */
    static final Set<TarCompression> OF_DATA = EnumSet.allOf(TarCompression.class);

    private final String extension;

    TarCompression(String extension) {
        this.extension = extension;
    }

    /** The one of these that the name of a member says after what it begins with. */
    static TarCompression of(String member, String base, Set<TarCompression> allowed) throws Refused {
        String extension = member.substring(base.length());
        for (TarCompression each : allowed) {
            if (each.extension.equals(extension)) {
                return each;
            }
        }
        throw new Refused(
                DebRefusal.COMPRESSION,
                member,
                "one of "
                        + String.join(
                                ", ",
                                allowed.stream()
                                        .map(each -> base + each.extension)
                                        .toList()),
                "another name");
    }

    /**
     * What comes out of compressed bytes.
     *
     * @param memory bytes that the decompressor may take for itself
     */
    abstract InputStream open(InputStream in, int memory) throws IOException;
}
