package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.Tool;
import dev.tufa.apt.archive.deb.DebReader.Listing;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import dev.tufa.apt.archive.policy.Architecture;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.archive.policy.RelationSyntax;
import dev.tufa.apt.archive.policy.Relations;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

@DisplayName("a .deb file that dpkg has made")
class DebReaderTest {
    private static final String CONTROL = """
            Package: hello-tufa
            Version: 1:2.0~rc1-3
            Architecture: amd64
            Maintainer: Åsa Person <person@example.org>
            Installed-Size: 12
            Depends: libc6 (>= 2.36), python3:any,
             default-mta | mail-transport-agent
            Provides: hello (= 2.0)
            Section: misc
            Priority: optional
            Multi-Arch: foreign
            Homepage: https://example.org/
            Description: says hello
             to everybody.
             .
             Twice.
            """;
    private static final String LONG = "long/" + "a-name-that-needs-more-than-one-header/".repeat(4) + "end";

    @TempDir
    Path folder;

    private static DebReader reader(Listing listing) {
        return new DebReader(EnumSet.allOf(DigestAlgorithm.class), listing, DebLimits.DEFAULT);
    }

    private static DebFile read(Path deb, Listing listing) throws IOException, DebException {
        try (InputStream in = Files.newInputStream(deb)) {
            return reader(listing).read("hello.deb", in);
        }
    }

    private Path build(String... options) throws Exception {
        Path tree = folder.resolve("tree");
        Path admin = Files.createDirectories(tree.resolve("DEBIAN"));
        Files.writeString(admin.resolve("control"), CONTROL);
        Files.writeString(admin.resolve("conffiles"), "/etc/hello.conf\n");
        script(admin.resolve("postinst"));
        script(admin.resolve("prerm"));
        file(tree.resolve("etc/hello.conf"), "rwxr-xr-x", 10);
        file(tree.resolve("usr/bin/hello tufa"), "rwxr-xr-x", 700);
        file(tree.resolve("usr/share/grüße"), "rw-r--r--", 0);
        file(tree.resolve(LONG), "rw-r-----", 1000);
        Files.createSymbolicLink(tree.resolve("usr/bin/hi"), Path.of("hello tufa"));
        Files.createSymbolicLink(tree.resolve("usr/bin/far"), Path.of("/" + LONG));
        Files.createLink(tree.resolve("usr/bin/other"), tree.resolve("usr/bin/hello tufa"));
        Tool.run(List.of("mkfifo", tree.resolve("usr/pipe").toString()));
        Tool.run(List.of("chmod", "4755", tree.resolve("usr/bin/hello tufa").toString()));
        Tool.run(List.of("chmod", "2755", tree.resolve("usr").toString()));
        Path deb = folder.resolve("hello.deb");
        List<String> command = new ArrayList<>(List.of("dpkg-deb", "--root-owner-group"));
        command.addAll(List.of(options));
        command.addAll(List.of("--build", tree.toString(), deb.toString()));
        Tool.run(command);
        return deb;
    }

    private static void script(Path file) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void file(Path file, String permissions, int size) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String text(String... command) throws Exception {
        return new String(Tool.run(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"), List.of(command), new byte[0]), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Zgzip", "-Zxz", "-Zzstd", "-Znone"})
    void isReadAsDpkgReadsIt(String compression) throws Exception {
        Path deb = build(compression);

        DebFile read = read(deb, Listing.PATHS);

        assertThat(read.length()).isEqualTo(Files.size(deb));
        assertThat(read.name()).hasToString("hello-tufa");
        assertThat(read.version()).hasToString("1:2.0~rc1-3");
        assertThat(read.architecture()).isEqualTo(new Architecture("amd64"));
        assertThat(read.fileName()).isEqualTo("hello-tufa_2.0~rc1-3_amd64.deb");
        assertThat(read.maintainerScripts()).containsExactlyInAnyOrder("postinst", "prerm");
        assertThat(read.controlMembers())
                .extracting(ControlMember::name)
                .containsExactlyInAnyOrder("control", "conffiles", "postinst", "prerm");
        for (Field field : read.control().fields()) {
            assertThat(canonical(field))
                    .as(field.name())
                    .isEqualTo(text("dpkg-deb", "-f", deb.toString(), field.name())
                            .strip()
                            .replace("\n ", "\n"));
        }
        assertThat(read.control().toString()).isEqualTo(text("dpkg-deb", "-f", deb.toString()));
        assertThat(read.paths().orElseThrow().stream().map(TarListing::of))
                .containsExactlyElementsOf(text("dpkg-deb", "-c", deb.toString())
                        .lines()
                        .map(line ->
                                line.replaceFirst(" [0-9-]{10} [0-9:]{5} ", " ").replaceAll(" +", " "))
                        .toList());
    }

    /** As dpkg shows it: relations in one line, everything else as it is written. */
    private static String canonical(Field field) throws PolicyException {
        Optional<RelationSyntax> syntax = RelationSyntax.ofBinaryField(field.name());
        return syntax.isEmpty()
                ? field.value()
                : Relations.parse(field.value(), syntax.get()).toString();
    }

    @Test
    void hasTheDigestsThatOtherProgramsFind() throws Exception {
        Path deb = build("-Znone");

        for (Listing listing : Listing.values()) {
            Map<DigestAlgorithm, String> digests = read(deb, listing).digests().byAlgorithm();
            assertThat(digests).hasSize(4);
            for (Map.Entry<DigestAlgorithm, String> each : digests.entrySet()) {
                String program = each.getKey().name().toLowerCase(Locale.ROOT) + "sum";
                assertThat(text(program, deb.toString())).startsWith(each.getValue() + " ");
            }
        }
    }

    @Test
    void saysWhichProgramsRunWithTheRightsOfOthers() throws Exception {
        List<DebPath> paths = read(build("-Zgzip"), Listing.PATHS).paths().orElseThrow();

        assertThat(paths.stream().filter(DebPath::isSetuid).map(DebPath::path))
                .containsExactlyInAnyOrder("usr/bin/hello tufa", "usr/bin/other");
        assertThat(paths.stream().filter(DebPath::isSetgid)).isEmpty();
    }

    @Test
    void isReadWithoutItsPathsWhenNobodyAsks() throws Exception {
        byte[] broken =
                DebBytes.aDebWithoutData().member("data.tar.xz", "no xz").build();

        DebFile read = reader(Listing.NONE).read("f", new ByteArrayInputStream(broken));

        assertThat(read.paths()).isEmpty();
        assertThatThrownBy(() -> reader(Listing.PATHS).read("f", new ByteArrayInputStream(broken)))
                .hasMessage("f: data.tar.xz: expected what can be decompressed, got the end");
    }

    @Test
    void canBeCompressedAsItWasLongAgo() throws Exception {
        byte[] data = DebBytes.aDataTar();
        byte[] bzip2 = DebBytes.compressed(data, BZip2CompressorOutputStream::new);
        byte[] lzma = DebBytes.compressed(data, out -> new LZMAOutputStream(out, new LZMA2Options(), -1));

        for (Map.Entry<String, byte[]> each :
                Map.of("data.tar.bz2", bzip2, "data.tar.lzma", lzma).entrySet()) {
            byte[] deb = DebBytes.aDebWithoutData()
                    .member(each.getKey(), each.getValue())
                    .build();
            Path file = Files.write(folder.resolve("old.deb"), deb);
            assertThat(read(file, Listing.PATHS).paths().orElseThrow())
                    .extracting(DebPath::path)
                    .containsExactly(".", "usr", "usr/hello");
            assertThat(text("dpkg-deb", "-c", file.toString())).contains("./usr/hello");
        }
    }

    @Test
    void canHaveMembersForOthers() throws Exception {
        byte[] deb = DebBytes.anArchive()
                .member("debian-binary/", "2.1\nmore\n")
                .member("_odd", "odd")
                .member("control.tar", DebBytes.aControlTar())
                .member("_gpgorigin", "signature")
                .member("data.tar/", DebBytes.aDataTar())
                .member("_last", "")
                .build();
        Path file = Files.write(folder.resolve("others.deb"), deb);

        assertThat(read(file, Listing.PATHS).paths().orElseThrow()).hasSize(3);
        assertThat(text("dpkg-deb", "-f", file.toString(), "Package")).isEqualTo("hello-tufa\n");
        assertThat(text("dpkg-deb", "-c", file.toString())).contains("./usr/hello");
    }

    /** Lengths around those of the chunks in which a file is read. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1, 1 << 19, 3 << 19})
    void hasTheSameDigestsHoweverLongItIs(int more) throws Exception {
        byte[] filler = new byte[(1 << 20) + more];
        new Random(more).nextBytes(filler);
        int rest = DebBytes.aDeb().build().length + 60;
        DebBytes deb = DebBytes.aDeb().member("_filler", Arrays.copyOf(filler, filler.length - rest));
        byte[] bytes = deb.build();

        DebFile read = reader(Listing.PATHS).read("f", new Trickle(bytes));

        assertThat(read.length()).isEqualTo(bytes.length);
        Map<DigestAlgorithm, MessageDigest> whole = Digests.begin(EnumSet.allOf(DigestAlgorithm.class));
        whole.values().forEach(digest -> digest.update(bytes));
        assertThat(read.digests()).isEqualTo(Digests.finish(whole));
    }

    @ParameterizedTest
    @EnumSource
    void hasSha256AndTheDigestThatIsAskedFor(DigestAlgorithm algorithm) throws Exception {
        DebReader reader = new DebReader(Set.of(algorithm), Listing.NONE, DebLimits.DEFAULT);

        assertThat(reader.read("f", new ByteArrayInputStream(DebBytes.aDeb().build()))
                        .digests()
                        .byAlgorithm()
                        .keySet())
                .isEqualTo(EnumSet.of(DigestAlgorithm.SHA256, algorithm));
        assertThat(new DebReader(Set.of(), Listing.NONE, DebLimits.DEFAULT)
                        .read(
                                "f",
                                new Trickle(DebBytes.aDeb()
                                        .member("_", new byte[1 << 20])
                                        .build()))
                        .digests()
                        .byAlgorithm())
                .containsOnlyKeys(DigestAlgorithm.SHA256);
    }

    @Test
    void isNotRefusedWhenItCannotBeRead() {
        IOException broken = new IOException("disk");
        InputStream in = new InputStream() {
            private final InputStream start =
                    new ByteArrayInputStream(DebBytes.aDeb().build(), 0, 200);

            @Override
            public int read() throws IOException {
                int next = start.read();
                if (next < 0) {
                    throw broken;
                }
                return next;
            }

            @Override
            public int read(byte[] to, int offset, int most) throws IOException {
                to[offset] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> reader(Listing.PATHS).read("f", in)).isSameAs(broken);
    }

    @Test
    void isNotClosed() throws Exception {
        Trickle in = new Trickle(DebBytes.aDeb().build());
        reader(Listing.PATHS).read("f", in);
        assertThat(in.closed).isFalse();
    }

    /** Gives a few bytes at a time, as networks do. */
    private static final class Trickle extends FilterInputStream {
        private boolean closed;

        private Trickle(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] to, int offset, int most) throws IOException {
            return super.read(to, offset, Math.min(most, 4093));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
