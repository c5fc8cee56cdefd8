package dev.tufa.method;

import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.ServedFolder;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An archive with the package acme 1.0, its server, and apt. */
@SuppressWarnings("NullAway.Init") // begin, which every test calls first
@Execution(ExecutionMode.CONCURRENT)
abstract class AptTest {
    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    final Instant now = MadeArchive.realTime();
    MadeArchive archive;
    ServedFolder server;
    AptHome apt;

    /** Begins with an archive that was published at a time. */
    final void begin(Instant published, TufScope scope) throws Exception {
        server = ServedFolder.start(Files.createDirectories(temporary.resolve("archive/public")));
        archive = MadeArchive.in(
                temporary.resolve("archive"),
                MadeArchive.conf(scope, MadeArchive.suite("stable", List.of("main"), "amd64")),
                Optional.empty(),
                published.minusSeconds(20));
        archive.add("stable", Debs.deb("acme", "1.0").in(temporary));
        archive.publish(published);
        apt = AptHome.in(
                temporary.resolve("apt"),
                archive,
                server.address(),
                scope == TufScope.PACKAGES ? "packages" : "release");
    }

    @AfterEach
    final void end() {
        if (server != null) {
            server.close();
        }
    }

    /** Publishes another version of acme. */
    final void publish(String version, Instant at) throws Exception {
        archive.waitForTheNextSecond("stable");
        archive.add("stable", Debs.deb("acme", version).in(temporary));
        archive.publish(at);
    }

    /** What is served now, to be served again later. */
    final Path keep(String name) throws Exception {
        Path kept = temporary.resolve(name);
        AptHome.run("cp", "-a", archive.served("").toString(), kept.toString());
        return kept;
    }

    /** Serves what was served before. */
    final void serve(Path kept) throws Exception {
        AptHome.run("rm", "-r", archive.served("").toString());
        AptHome.run("cp", "-a", kept.toString(), archive.served("").toString());
    }
}
