package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An archive of one suite, {@code stable}, written with nothing but the classes of this package. */
final class TinyArchive {
    static final Set<DigestAlgorithm> DIGESTS = Set.of(DigestAlgorithm.SHA512);

    private final Path folder;
    private final List<ListedFile> indexes = new ArrayList<>();

    TinyArchive(Path folder) {
        this.folder = folder;
    }

    /** Writes the indexes of packages, and a Release that asks for by-hash. */
    ReleaseFile publish(List<PackageEntry> entries, List<SourceEntry> sources, Instant date) throws IOException {
        for (String architecture : List.of("amd64", "i386", "all")) {
            List<PackageEntry> chosen = entries.stream()
                    .filter(entry -> List.of(architecture, "all").contains(entry.architecture()))
                    .toList();
            index(
                    "main/binary-" + architecture + "/Packages",
                    out -> PackagesIndex.write(chosen, Comparator.naturalOrder(), out));
            ContentsIndex contents = new ContentsIndex();
            chosen.forEach(entry -> contents.add("usr/bin/" + entry.name(), entry.name()));
            index("main/Contents-" + architecture, contents::write);
        }
        index("main/source/Sources", out -> SourcesIndex.write(sources, Comparator.naturalOrder(), out));
        ReleaseFile release = release(date).build();
        for (String architecture : List.of("amd64", "i386", "all", "source")) {
            String text = release.beside("main", architecture).toString();
            String path = "main/" + (architecture.equals("source") ? "" : "binary-") + architecture + "/Release";
            write(suite().resolve(path), text.getBytes(StandardCharsets.UTF_8));
            indexes.add(listed(path));
        }
        release = release(date).build();
        for (Map.Entry<String, ListedFile> hashed : ByHash.paths(release).entrySet()) {
            Path target = suite().resolve(hashed.getKey());
            Path source = suite().resolve(hashed.getValue().path());
            Files.createDirectories(target.getParent());
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        write(suite().resolve("Release"), release.bytes());
        return release;
    }

    private ReleaseBuilder release(Instant date) {
        return ReleaseFile.of(date)
                .origin("Acme")
                .label("Acme")
                .suite("stable")
                .codename("rocket")
                .validUntil(date.plusSeconds(86400))
                .acquireByHash()
                .architectures(List.of("all", "amd64", "i386"))
                .components(List.of("main"))
                .files(indexes);
    }

    private void index(String path, Body body) throws IOException {
        Files.createDirectories(suite().resolve(path).getParent());
        Map<Compression, OutputStream> outputs = new EnumMap<>(Compression.class);
        try {
            for (Compression compression : Compression.values()) {
                outputs.put(compression, Files.newOutputStream(suite().resolve(path + compression.extension())));
            }
            try (IndexOutput out = IndexOutput.open(path, outputs, DIGESTS)) {
                body.write(out);
                indexes.addAll(out.finish());
            }
        } finally {
            for (OutputStream output : outputs.values()) {
                output.close();
            }
        }
    }

    private ListedFile listed(String path) throws IOException {
        DigestingOutput output = new DigestingOutput(OutputStream.nullOutputStream(), DIGESTS);
        Files.copy(suite().resolve(path), output);
        return output.toFile(path);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private Path suite() {
        return folder.resolve("dists/stable");
    }

    /** Writes an index. */
    private interface Body {
        void write(OutputStream out) throws IOException;
    }
}
