package dev.tufa.conformance.chroot;

import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's offer for all tests of a class, and for each a Debian of its own with the file at hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin and fork, which JUnit calls first
abstract class OfferedTest {
    Offer offer;
    byte[] file;
    DebianRoot debian;
    Before before;

    @BeforeAll
    final void begin(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        offer = Offer.in(folder);
        file = offer.file(Way.TUF);
    }

    @AfterAll
    final void end() {
        offer.close();
    }

    @BeforeEach
    final void fork() throws Exception {
        offer.website().serve(offer.vendor().website());
        debian = offer.debian(file);
        prepare(debian);
        before = Before.of(debian);
    }

    /** Makes a Debian what a test begins with. */
    void prepare(DebianRoot fresh) throws Exception {}
}
