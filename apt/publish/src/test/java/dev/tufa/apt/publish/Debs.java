package dev.tufa.apt.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** A binary package of a few bytes, right but for what a test says; equal words make equal bytes. */
public final class Debs {
    private static final int BLOCK = 512;
    private static final int SUM = 148;
    private static final int SUM_END = 156;

    private final Map<String, String> control = new LinkedHashMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();

    private boolean isInstallable;

    private Debs(String name, String version) {
        control.put("Package", name);
        control.put("Version", version);
        control.put("Architecture", "amd64");
        control.put("Maintainer", "A Person <person@example.org>");
        control.put("Section", "utils");
        control.put("Description", "package " + name);
    }

    /** A package for amd64 that installs {@code /usr/bin/NAME}. */
    public static Debs deb(String name, String version) {
        return new Debs(name, version).file("./usr/bin/" + name, name + ' ' + version + '\n');
    }

    /** The same for another architecture. */
    public Debs architecture(String architecture) {
        return field("Architecture", architecture);
    }

    /** The same with a field, or with another value. */
    public Debs field(String name, String value) {
        control.put(name, value);
        return this;
    }

    /** The same without a field. */
    public Debs without(String name) {
        control.remove(name);
        return this;
    }

    /** The same with a file. */
    public Debs file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** The same as dpkg can install it where there is nothing else: with its folders, and without a script that would run. */
    public Debs installable() {
        isInstallable = true;
        return this;
    }

    /** The same with a symbolic link. */
    public Debs link(String path, String target) {
        links.put(path, target);
        return this;
    }

    /** Writes it into a folder, under a name that says nothing about what the archive calls it. */
    public Path in(Path folder) throws IOException {
        String name = "%s-%s-%s.deb"
                .formatted(
                        control.getOrDefault("Package", "none").replace('/', '_'),
                        control.getOrDefault("Version", "0").replace('/', '_'),
                        control.getOrDefault("Architecture", "none"));
        return Files.write(Files.createDirectories(folder).resolve(name), bytes());
    }

    /** Its bytes. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder();
        control.forEach((name, value) -> text.append(name)
                .append(value.startsWith("\n") ? ":" : ": ")
                .append(value)
                .append('\n'));
        Tar data = new Tar().directory("./");
        if (isInstallable) {
            folders().forEach(data::directory);
        }
        files.forEach(data::file);
        links.forEach(data::link);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("!<arch>\n".getBytes(UTF_8));
        member(out, "debian-binary", "2.0\n".getBytes(UTF_8));
        Tar controlTar = new Tar().directory("./").file("./control", text.toString());
        if (!isInstallable) {
            controlTar.file("./postinst", "#!/bin/sh\ntouch /tmp/tufa-was-here\n");
        }
        member(out, "control.tar.gz", gzip(controlTar.build()));
        member(out, "data.tar.gz", gzip(data.build()));
        return out.toByteArray();
    }

    /** Those above the files, each after the one above it. */
    private Set<String> folders() {
        Set<String> folders = new TreeSet<>();
        for (String path : files.keySet()) {
            for (int end = path.indexOf('/', 2); end >= 0; end = path.indexOf('/', end + 1)) {
                folders.add(path.substring(0, end + 1));
            }
        }
        return folders;
    }

    private static void member(ByteArrayOutputStream out, String name, byte[] content) {
        out.writeBytes("%-16s%-12s%-6s%-6s%-8s%-10d`\n"
                .formatted(name, "0", "0", "0", "100644", content.length)
                .getBytes(UTF_8));
        out.writeBytes(content);
        out.writeBytes(new byte[content.length % 2]);
    }

    /** Bytes compressed. */
    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A tar archive in the format of GNU tar. */
    private static final class Tar {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Tar directory(String name) {
            return entry(name, '5', "", "");
        }

        Tar file(String name, String content) {
            return entry(name, '0', "", content);
        }

        Tar link(String name, String target) {
            return entry(name, '2', target, "");
        }

        private Tar entry(String name, char type, String link, String content) {
            byte[] bytes = content.getBytes(UTF_8);
            byte[] header = new byte[BLOCK];
            put(header, 0, name);
            put(header, 100, "0000755\0");
            put(header, 108, "0000000\0");
            put(header, 116, "0000000\0");
            put(header, 124, "%011o\0".formatted(bytes.length));
            put(header, 136, "00000000000\0");
            put(header, 156, String.valueOf(type));
            put(header, 157, link);
            put(header, 257, "ustar  \0");
            put(header, 265, "root");
            put(header, 297, "root");
            put(header, 329, "0000000\0");
            put(header, 337, "0000000\0");
            Arrays.fill(header, SUM, SUM_END, (byte) ' ');
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xff;
            }
            put(header, SUM, "%06o\0".formatted(sum));
            out.writeBytes(header);
            out.writeBytes(Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK));
            return this;
        }

        private static void put(byte[] header, int at, String text) {
            byte[] value = new String(text.getBytes(UTF_8), ISO_8859_1).getBytes(ISO_8859_1);
            System.arraycopy(value, 0, header, at, value.length);
        }

        byte[] build() {
            out.writeBytes(new byte[2 * BLOCK]);
            return out.toByteArray();
        }
    }
}
