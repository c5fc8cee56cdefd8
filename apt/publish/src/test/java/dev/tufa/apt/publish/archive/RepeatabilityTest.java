package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.index.ContentsIndex;
import dev.tufa.apt.archive.index.IndexReader;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.PackagesIndex;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.Tool;
import dev.tufa.apt.publish.archive.PublishOptions.Renewal;
import dev.tufa.apt.publish.archive.PublishOptions.Trial;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("equal packages, keys and dates make equal bytes")
class RepeatabilityTest {
    private static final Instant DATE = Instant.parse("2031-01-01T00:00:00Z");
    private static final PublishOptions LAST =
            new PublishOptions(List.of(), Optional.of(DATE), Renewal.ALWAYS, Trial.NONE);

    @TempDir
    Path temporary;

    /** Packages that share paths, have several versions, other sections in them, and names by which an index is parted. */
    private static List<Debs> packages() {
        List<Debs> debs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            debs.add(deb("package-" + i, "1." + i)
                    .file("./usr/share/doc/common", "same")
                    .field("Section", "section" + i % 3));
        }
        for (int version = 0; version < 6; version++) {
            debs.add(deb("tool", "2." + version)
                    .file("./usr/lib/tool-" + version, "x")
                    .file("./usr/share/doc/common", "same")
                    .field("Section", version % 2 == 0 ? "utils" : "admin"));
        }
        debs.add(deb("data", "1").architecture("all").file("./usr/share/ein name mit  blanks", "x"));
        debs.add(deb("bare", "1").without("Section").file("./usr/share/doc/common", "x"));
        debs.add(deb("arm", "1").architecture("arm64").file("./usr/share/%20%25", "x"));
        return debs;
    }

    private Vendor vendor(String name) throws Exception {
        return Vendor.init(temporary.resolve(name), TufScope.NONE, Vendor.stable());
    }

    /** The published indexes, with nothing that an older publication needs. */
    private static Map<String, String> finished(Vendor vendor) throws Exception {
        vendor.now = DATE;
        vendor.publish(LAST);
        vendor.client().requireAll();
        Trees.touch(vendor.folder, DATE);
        vendor.now = DATE.plus(Duration.ofDays(1));
        vendor.collect(new CollectOptions(Duration.ZERO, 1, CollectOptions.Action.REMOVE));
        vendor.client().requireAll();
        return Trees.digests(vendor.published("dists"));
    }

    private Map<String, String> atOnce() throws Exception {
        Vendor vendor = vendor("at-once");
        vendor.add(packages().toArray(Debs[]::new));
        vendor.add(dsc("tool", "2").in(vendor.inbox));
        return finished(vendor);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverCameAndWentBefore(long seed) throws Exception {
        Random random = new Random(seed);
        Vendor vendor = vendor("in-steps");
        List<Debs> left = packages();
        Collections.shuffle(left, random);
        vendor.add(dsc("tool", "1").in(vendor.inbox), dsc("tool", "2").in(vendor.inbox));
        for (int step = 0; !left.isEmpty(); step++) {
            int count = Math.min(left.size(), 1 + random.nextInt(120));
            List<Debs> some = left.subList(0, count);
            vendor.add(some.toArray(Debs[]::new));
            some.clear();
            vendor.add(deb("extra", "1." + step)
                    .file("./usr/share/doc/common", "x")
                    .field("Section", "section" + step));
            vendor.add(deb("tool", "0." + step).file("./usr/bin/passing-" + step, "x"));
            vendor.publish();
            vendor.remove("extra=1." + step, "tool:amd64=0." + step);
            if (random.nextBoolean()) {
                vendor.publish();
            }
        }
        vendor.remove("tool:source=1");
        assertThat(finished(vendor)).isEqualTo(atOnce());
    }

    @Test
    void evenIfPiecesHaveToBeMadeAnew() throws Exception {
        Vendor vendor = vendor("anew");
        vendor.add(packages().toArray(Debs[]::new));
        vendor.add(dsc("tool", "2").in(vendor.inbox));
        vendor.publish();
        try (var files = Files.list(vendor.folder.resolve("private/suites/stable/1"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".pieces")).toList()) {
                Files.delete(file);
            }
        }
        assertThat(finished(vendor)).isEqualTo(atOnce());
    }

    @Test
    void evenIfPublishedIndexesAreDamaged() throws Exception {
        Vendor vendor = vendor("damaged");
        List<Debs> packages = packages();
        vendor.add(packages.subList(0, 200).toArray(Debs[]::new));
        vendor.publish();
        for (String path : Trees.digests(vendor.published("dists")).keySet()) {
            if (path.startsWith("stable/main/") && path.contains("/by-hash/")) {
                Path file = vendor.published("dists").resolve(path);
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length > 0) {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                }
            }
        }
        vendor.add(packages.subList(200, packages.size()).toArray(Debs[]::new));
        vendor.add(dsc("tool", "2").in(vendor.inbox));
        assertThat(finished(vendor)).isEqualTo(atOnce());
    }

    @Test
    void andTheSameAsOneWriterAlone() throws Exception {
        Vendor vendor = vendor("alone");
        List<Debs> packages = packages();
        vendor.add(packages.subList(0, 150).toArray(Debs[]::new));
        vendor.publish();
        vendor.add(packages.subList(150, packages.size()).toArray(Debs[]::new));
        vendor.publish();
        Path main = vendor.published("dists/stable/main");
        byte[] text = Files.readAllBytes(main.resolve("binary-amd64/Packages"));
        List<PackageEntry> entries = new ArrayList<>();
        try (IndexReader<PackageEntry> reader =
                PackagesIndex.read("Packages", new java.io.ByteArrayInputStream(text))) {
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries.add(entry.get());
            }
        }
        Collections.shuffle(entries, new Random(7));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PackagesIndex.write(entries, byVersion(), written);
        assertThat(new String(text, UTF_8)).isEqualTo(written.toString(UTF_8));
        assertThat(entries).hasSize(308);

        ContentsIndex contents = new ContentsIndex();
        for (int i = 0; i < 300; i++) {
            contents.add("usr/bin/package-" + i, "section%d/package-%d".formatted(i % 3, i));
            contents.add("usr/share/doc/common", "section%d/package-%d".formatted(i % 3, i));
        }
        for (int version = 0; version < 6; version++) {
            String owner = version % 2 == 0 ? "utils/tool" : "admin/tool";
            contents.add("usr/bin/tool", owner);
            contents.add("usr/lib/tool-" + version, owner);
            contents.add("usr/share/doc/common", owner);
        }
        contents.add("usr/bin/data", "utils/data");
        contents.add("usr/share/ein name mit  blanks", "utils/data");
        contents.add("usr/bin/bare", "bare");
        contents.add("usr/share/doc/common", "bare");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        contents.write(lines);
        assertThat(main.resolve("Contents-amd64")).content().isEqualTo(lines.toString(UTF_8));
    }

    private static Comparator<String> byVersion() {
        return (one, other) -> {
            try {
                return DebianVersion.parse(one).compareTo(DebianVersion.parse(other));
            } catch (PolicyException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Test
    void thatEveryReaderOfConcatenatedFormsReads() throws Exception {
        Vendor vendor = vendor("readers");
        List<Debs> packages = packages();
        vendor.add(packages.subList(0, 100).toArray(Debs[]::new));
        vendor.publish();
        vendor.add(packages.subList(100, packages.size()).toArray(Debs[]::new));
        vendor.publish();
        Path main = vendor.published("dists/stable/main");
        Path pieces = vendor.folder.resolve("private/suites/stable/2/main_binary-amd64_Packages.pieces");
        assertThat(Files.readAllLines(pieces)).hasSizeGreaterThan(1);
        for (String index :
                List.of("binary-amd64/Packages", "Contents-amd64", "source/Sources", "binary-arm64/Packages")) {
            Path plain = main.resolve(index);
            byte[] expected = Files.readAllBytes(plain);
            assertThat(Tool.run(List.of("xz", "-dc", plain + ".xz"))).isEqualTo(expected);
            assertThat(Tool.run(List.of("gzip", "-dc", plain + ".gz"))).isEqualTo(expected);
            assertThat(Tool.run(List.of("python3", "-c", """
                            import lzma, sys
                            sys.stdout.buffer.write(lzma.open(sys.argv[1]).read())
                            """, plain + ".xz"))).isEqualTo(expected);
            assertThat(Tool.run(List.of("python3", "-c", """
                            import gzip, sys
                            sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())
                            """, plain + ".gz"))).isEqualTo(expected);
        }
    }
}
