package dev.tufa.apt.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.publish.pool.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A source package of a few bytes, right but for what a test says. */
public final class Dscs {
    private final String name;
    private final String version;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final StringBuilder listed = new StringBuilder();
    private final StringBuilder more = new StringBuilder();

    private Dscs(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** A source package without files beside its {@code .dsc} file. */
    public static Dscs bare(String name, String version) {
        return new Dscs(name, version);
    }

    /** A source package with an archive of its own. */
    public static Dscs dsc(String name, String version) {
        return bare(name, version).file("%s_%s.tar.xz".formatted(name, version), name + ' ' + version);
    }

    /** The same with a file, which is listed. */
    public Dscs file(String file, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        files.put(file, bytes);
        return listed(file, bytes.length, Sha256.hex(bytes));
    }

    /** The same with a file that is listed, and that a test lays where it likes. */
    public Dscs listed(String file, long size, String sha256) {
        listed.append(" %s %d %s%n".formatted(sha256, size, file));
        return this;
    }

    /** The same with another field. */
    public Dscs field(String field, String value) {
        more.append(field).append(": ").append(value).append('\n');
        return this;
    }

    /** What stands in it. */
    public String text() {
        return """
                Format: 3.0 (native)
                Source: %s
                Binary: %s
                Architecture: any
                Version: %s
                Maintainer: A Person <person@example.org>
                %sChecksums-Sha256:
                %s""".formatted(name, name, version, more, listed);
    }

    /** Writes it and its files into a folder; returns the {@code .dsc} file. */
    public Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return Files.writeString(
                folder.resolve("%s_%s.dsc".formatted(name.replace('/', '_'), version.replace('/', '_'))), text());
    }
}
