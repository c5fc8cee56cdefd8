package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What apt's own user keeps may be gone or forged: root's floor holds. */
@DisplayName("after an update, root")
class FloorTest extends AptTest {
    @BeforeEach
    void begin() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
        apt.sandbox();
    }

    @Test
    void remembersHowNewTheMetadataIs() throws Exception {
        apt.apt("update").succeeds();
        Floor first = floor();
        assertThat(first.root()).isEqualTo(1);
        assertThat(Files.getPosixFilePermissions(apt.registered("floor")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        publish("2.0", now.minusSeconds(50));
        apt.apt("update").succeeds();
        Floor second = floor();
        assertThat(second.timestamp()).isGreaterThan(first.timestamp());
        assertThat(second.snapshot()).isGreaterThan(first.snapshot());
        assertThat(second.roles()).isEqualTo(first.roles());
    }

    @Test
    void looksAtItAsNobodyAndOnlyIfSomethingIsNew() throws Exception {
        apt.apt("update").succeeds();
        if (AptHome.isRoot()) {
            assertThat(apt.started())
                    .containsExactly(AptHome.APT + " " + apt.path("tuf") + "/", AptHome.NOBODY + " --floor");
        } else {
            assertThat(apt.started()).hasSize(2);
        }
        apt.apt("update").succeeds();
        assertThat(apt.started()).hasSize(1).noneMatch(line -> line.contains("--floor"));
    }

    @Test
    void isNotDeceivedByStateThatIsGone() throws Exception {
        Path old = keep("old");
        publish("2.0", now.minusSeconds(50));
        apt.apt("update").succeeds();
        Floor floor = floor();
        apt.clearLists();
        AptHome.run("rm", "-r", apt.kept("").toString());
        serve(old);
        AptHome.Answer answer = apt.apt("update").fails();
        assertThat(answer.text())
                .contains("TUF: timestamp.json: version (floor of this system): expected >= %d, got %d"
                        .formatted(floor.timestamp(), floor.timestamp() - 1));
        assertThat(floor()).isEqualTo(floor);
        assertThat(apt.files("var/lib/apt/lists")).noneMatch(name -> name.contains("Release"));
    }

    @Test
    void doesNotBelieveStateThatIsForged() throws Exception {
        apt.apt("update").succeeds();
        Floor floor = floor();
        String timestamp = Files.readString(apt.kept("metadata/timestamp.json"));
        Files.writeString(
                apt.kept("metadata/timestamp.json"),
                timestamp.replaceFirst("\"version\":" + floor.timestamp() + "\\b", "\"version\":99999"));
        assertThat(Files.readString(apt.kept("metadata/timestamp.json"))).contains("99999");
        AptHome.Answer hook = hook();
        assertThat(hook.exit()).isZero();
        assertThat(hook.text())
                .hasLineCount(1)
                .startsWith("tuf: %s: its floor stays as it was: tuf: timestamp.json: "
                        .formatted(apt.registered("").getFileName()));
        assertThat(floor()).isEqualTo(floor);
    }

    @Test
    void doesNotFollowLinksOfAptsUser() throws Exception {
        apt.apt("update").succeeds();
        Floor floor = floor();
        Path secret = Files.writeString(apt.path("secret"), "of root alone");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
        Files.delete(apt.kept("metadata/timestamp.json"));
        Files.createSymbolicLink(apt.kept("metadata/timestamp.json"), secret);
        AptHome.Answer hook = hook();
        assertThat(hook.exit()).isZero();
        assertThat(hook.text()).hasLineCount(1).contains("metadata: expected a file timestamp.json, got none");
        assertThat(floor()).isEqualTo(floor);
    }

    @Test
    void isNotKeptWaitingByAPipe() throws Exception {
        apt.apt("update").succeeds();
        Files.delete(apt.kept("metadata/timestamp.json"));
        AptHome.run("mkfifo", apt.kept("metadata/timestamp.json").toString());
        assertThat(hook().text()).hasLineCount(1).contains("metadata: expected a file timestamp.json, got none");
    }

    @Test
    void letsNothingGoDownThatTheVerifierSays() throws Exception {
        apt.apt("update").succeeds();
        Floor floor = floor();
        String roles = floor.roles();
        for (String said : List.of(
                "0 99 99 " + roles,
                "1 0 99 " + roles,
                "1 %d 99 %s".formatted(floor.timestamp() - 1, roles),
                "1 99 99 " + "0".repeat(64),
                "1 99 99 " + roles + " x",
                "1 99 99 $(id)",
                "1 9999999999999999999999 99 " + roles,
                "* * * *",
                "")) {
            verifierSays(said);
            AptHome.Answer hook = hook();
            assertThat(hook.exit()).as(said).isZero();
            assertThat(hook.text()).as(said).hasLineCount(1).contains("its floor stays as it was");
            assertThat(floor()).as(said).isEqualTo(floor);
        }
        verifierSays("2 1 1 " + "0".repeat(64));
        assertThat(hook().text()).isEmpty();
        assertThat(floor()).isEqualTo(new Floor(2, 1, 1, "0".repeat(64)));
    }

    @Test
    void doesNothingWithoutAnArchive() throws Exception {
        AptHome.run("rm", "-r", apt.registered("").toString());
        assertThat(hook()).isEqualTo(new AptHome.Answer(0, ""));
        AptHome.run("rm", "-r", apt.path("tuf").toString());
        assertThat(hook()).isEqualTo(new AptHome.Answer(0, ""));
        assertThat(apt.started()).isEmpty();
    }

    @Test
    void doesNotStopAnUpdateByFailing() throws Exception {
        Files.writeString(apt.path("launcher/floor"), "#!/bin/sh\nexit 3\n");
        apt.apt("update").succeeds();
        Files.delete(apt.path("launcher/floor"));
        apt.apt("update").succeeds();
    }

    @Test
    void isAskedForHelpIfTheFloorIsDamaged() throws Exception {
        apt.apt("update").succeeds();
        Files.writeString(apt.registered("floor"), "");
        Files.setLastModifiedTime(apt.kept("metadata/timestamp.json"), FileTime.from(now));
        assertThat(apt.apt("update").fails().text())
                .contains(apt.registered("floor") + ": floor: expected three versions and a SHA-256, got \"\"");
    }

    private void verifierSays(String line) throws Exception {
        Files.deleteIfExists(apt.registered("floor.seen"));
        Files.writeString(apt.path("launcher/run"), "#!/bin/sh\ncat >/dev/null\ncat <<'END'\n" + line + "\nEND\n");
    }

    private AptHome.Answer hook() throws Exception {
        Path output = Files.createTempFile(temporary, "hook", "");
        Process process = new ProcessBuilder(
                        apt.path("launcher/floor").toString(), apt.path("tuf").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new AptHome.Running(process, output).answer();
    }

    private Floor floor() throws Exception {
        return Floor.parse(Files.readString(apt.registered("floor")).strip());
    }
}
