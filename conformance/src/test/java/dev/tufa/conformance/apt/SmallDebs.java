package dev.tufa.conformance.apt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Packages of some hundred bytes, in all compressions, to begin a search from. */
final class SmallDebs {
    private static final String CONTROL = """
            Package: a1
            Version: 1:2.0-3
            Architecture: amd64
            Maintainer: A <a@example.org>
            Description: says hello
             to everybody.
            """;

    private SmallDebs() {}

    static Stream<byte[]> all() {
        byte[] control = tar(file("./control", CONTROL));
        byte[] data = tar(
                directory("./"),
                directory("./usr/"),
                file("./usr/a", "hello\n"),
                link("./usr/b", TarConstants.LF_LINK, "./usr/a"),
                link("./usr/c", TarConstants.LF_SYMLINK, "../../etc/passwd"));
        byte[] long255 =
                tar(file("./" + "long/".repeat(40) + "a", ""), link("./b", TarConstants.LF_SYMLINK, "x".repeat(150)));
        return Stream.of(
                deb("", control, "", data),
                deb("", control, "", long255),
                deb("", control, "", tar(file("./control", CONTROL), file("/etc/passwd", "x"))),
                deb("", control, "", tar(file("../etc/passwd", "x"))),
                deb("", tar(directory("./"), file("./postinst", "#!/bin/sh\n"), file("./control", CONTROL)), "", tar()),
                deb(".gz", compressed(control, GZIPOutputStream::new), ".gz", compressed(data, GZIPOutputStream::new)),
                deb(".xz", compressed(control, SmallDebs::xz), ".xz", compressed(data, SmallDebs::xz)),
                deb("", control, ".bz2", compressed(data, BZip2CompressorOutputStream::new)),
                deb("", control, ".lzma", compressed(data, out -> new LZMAOutputStream(out, new LZMA2Options(0), -1))));
    }

    private static OutputStream xz(OutputStream out) throws IOException {
        return new XZOutputStream(out, new LZMA2Options(0));
    }

    private static byte[] deb(String ofControl, byte[] control, String ofData, byte[] data) {
        ByteArrayOutputStream deb = new ByteArrayOutputStream();
        deb.writeBytes("!<arch>\n".getBytes(US_ASCII));
        member(deb, "debian-binary", "2.0\n".getBytes(US_ASCII));
        member(deb, "control.tar" + ofControl, control);
        member(deb, "data.tar" + ofData, data);
        return deb.toByteArray();
    }

    private static void member(ByteArrayOutputStream deb, String name, byte[] content) {
        deb.writeBytes("%-16s%-12s%-6s%-6s%-8s%-10s`\n"
                .formatted(name, "0", "0", "0", "100644", content.length)
                .getBytes(US_ASCII));
        deb.writeBytes(content);
        deb.writeBytes(new byte[content.length % 2]);
    }

    private static Entry directory(String name) {
        return new Entry(new TarArchiveEntry(name, TarConstants.LF_DIR), "");
    }

    private static Entry file(String name, String content) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length());
        return new Entry(entry, content);
    }

    private static Entry link(String name, byte type, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        return new Entry(entry, "");
    }

    private static byte[] tar(Entry... entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, 512)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Entry entry : List.of(entries)) {
                entry.header.setModTime(0);
                tar.putArchiveEntry(entry.header);
                tar.write(entry.content.getBytes(UTF_8));
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] compressed(byte[] bytes, Compressor compressor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = compressor.over(out)) {
            compressing.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private record Entry(TarArchiveEntry header, String content) {}

    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }
}
