package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Packages that are right but for what a test breaks: ar members one after the other, with any header. */
final class DebBytes {
    static final String CONTROL = """
            Package: hello-tufa
            Version: 1:2.0-3
            Architecture: amd64
            Maintainer: A Person <person@example.org>
            Description: says hello
             to everybody.
            """;

    private final List<byte[]> parts = new ArrayList<>();

    private DebBytes() {
        parts.add(bytes("!<arch>\n"));
    }

    /** Nothing but what every ar archive begins with. */
    static DebBytes anArchive() {
        return new DebBytes();
    }

    /** An archive with the format and a right control.tar, to which members can be added. */
    static DebBytes aDebWithoutData() {
        return anArchive().member("debian-binary", "2.0\n").member("control.tar.gz", gzip(aControlTar()));
    }

    /** A right package. */
    static DebBytes aDeb() {
        return aDebWithoutData().member("data.tar.gz", gzip(aDataTar()));
    }

    /** A package with another control.tar, uncompressed. */
    static byte[] withControlTar(byte[] controlTar) {
        return anArchive()
                .member("debian-binary", "2.0\n")
                .member("control.tar", controlTar)
                .member("data.tar", aDataTar())
                .build();
    }

    /** A package with another control file. */
    static byte[] withControl(String control) {
        return withControlTar(
                new TarBytes().directory("./").file("./control", control).build());
    }

    /** A package with another data.tar, uncompressed. */
    static byte[] withDataTar(byte[] dataTar) {
        return aDebWithoutData().member("data.tar", dataTar).build();
    }

    static byte[] aControlTar() {
        return new TarBytes()
                .directory("./")
                .file("./control", CONTROL)
                .file("./postinst", "#!/bin/sh\n")
                .build();
    }

    static byte[] aDataTar() {
        return new TarBytes()
                .directory("./")
                .directory("./usr/")
                .file("./usr/hello", "hello\n")
                .build();
    }

    DebBytes member(String name, String content) {
        return member(name, bytes(content));
    }

    DebBytes member(String name, byte[] content) {
        return header(name, String.valueOf(content.length)).raw(content).raw(new byte[content.length % 2]);
    }

    DebBytes header(String name, String length) {
        return raw(bytes("%-16s%-12s%-6s%-6s%-8s%-10s`\n".formatted(name, "0", "0", "0", "100644", length)));
    }

    DebBytes raw(byte[] bytes) {
        parts.add(bytes);
        return this;
    }

    byte[] build() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        return compressed(bytes, GZIPOutputStream::new);
    }

    static byte[] compressed(byte[] bytes, Compressor compressor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = compressor.over(out)) {
            compressing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] joined(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }
}
