package dev.tufa.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.file.AptFileMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, started by somebody whose PATH and variables would have it be told what the system is. */
@DisplayName("a PATH with other programs in it")
class HostilePathTest {
    @TempDir
    private Path folder;

    private String show(Path file, Map<String, String> environment) throws IOException, InterruptedException {
        TufaProgram.Run run = TufaProgram.run(folder, environment, "apt", "show", file.toString());
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }

    /** A file of today: those of the corpus have times of their own. */
    private Path file() throws Exception {
        Instant now = Instant.now();
        byte[] key = QuickKey.create("Example", now, Optional.empty(), "words".toCharArray());
        byte[] file = AptFileMaker.make(
                List.of(Stanza.of(List.of(Field.of("Archive", "https://apt.example.org stable main")))),
                FormatVersion.ONE,
                SigningKey.read(key, "words".toCharArray()),
                now);
        return Files.write(folder.resolve("example.apt"), file);
    }

    private Path program(Path in, String name, String prints) throws IOException {
        Path mark = folder.resolve(name + ".ran");
        Path program =
                Files.writeString(in.resolve(name), "#!/bin/sh\n: > '%s'\nprintf '%s'\n".formatted(mark, prints));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return mark;
    }

    @Test
    void doesNotChangeWhatTheSystemIs() throws Exception {
        Path evil = Files.createDirectory(folder.resolve("evil"));
        List<Path> marks = new ArrayList<>();
        marks.add(program(evil, "lsb_release", "Evil\\n1\\nevil\\n"));
        marks.add(program(evil, "dpkg", "evil\\n"));
        Path osRelease = Files.writeString(folder.resolve("os-release"), "ID=evil\nVERSION_CODENAME=evil\n");
        Files.createDirectories(folder.resolve("dpkg"));
        Files.writeString(folder.resolve("dpkg/arch"), "evil\n");

        Path file = file();
        String asItIs = show(file, Map.of());
        String hostile = show(
                file,
                Map.of(
                        "PATH", evil + ":" + System.getenv("PATH"),
                        "LSB_OS_RELEASE", osRelease.toString(),
                        "LSB_ETC_LSB_RELEASE", osRelease.toString(),
                        "DPKG_ADMINDIR", folder.resolve("dpkg").toString()));

        assertThat(asItIs).containsPattern("(?m)^(For|It is not for) this system, .* on [a-z0-9-]+");
        assertThat(hostile).isEqualTo(asItIs).doesNotContain("vil");
        assertThat(marks).noneMatch(Files::exists);
        assertThat(Stream.of("lsb_release", "dpkg").map(name -> Path.of("/usr/bin", name)))
                .as("programs that could have been asked")
                .anyMatch(Files::isExecutable);
    }
}
