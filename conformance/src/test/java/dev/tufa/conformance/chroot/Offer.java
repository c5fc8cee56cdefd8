package dev.tufa.conformance.chroot;

import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A vendor who offers the program {@code acme} 1.0 by a {@code .apt} file, and Debians with tufa, each as nobody has used it. */
final class Offer implements AutoCloseable {
    private static final String FILE = "acme.apt";

    private final Path temporary;
    private final Instant now = MadeArchive.realTime();
    private final Website website;
    private final Vendor vendor;
    private final DebianRoot pristine;
    private int count;

    private Offer(Path temporary) throws Exception {
        this.temporary = temporary;
        website = Website.of(temporary, temporary);
        vendor = Vendor.in(
                temporary.resolve("vendor"),
                website.address(),
                Optional.of(Duration.ofDays(30)),
                now.minusSeconds(600));
        website.serve(vendor.website());
        vendor.publish(now.minusSeconds(590), vendor.program("1.0"));
        pristine = Installed.in(temporary.resolve("debian"));
        website.introduceTo(pristine);
    }

    /** An offer that keeps what it needs in a folder. */
    static Offer in(Path temporary) throws Exception {
        return new Offer(temporary);
    }

    Website website() {
        return website;
    }

    Vendor vendor() {
        return vendor;
    }

    /** When the vendor published: before all that a test does. */
    Instant published() {
        return now.minusSeconds(580);
    }

    /** The file on which people click. */
    byte[] file(Way way) throws Exception {
        return vendor.aptFile(way, published(), Vendor.PROGRAM);
    }

    /** A name of a folder that is not there yet. */
    Path folder() {
        count++;
        return temporary.resolve("test" + count);
    }

    /** A Debian of its own, with a file at hand. */
    DebianRoot debian(byte[] file) throws IOException, InterruptedException {
        DebianRoot debian = pristine.fork(folder());
        Files.write(debian.shared().resolve(FILE), file);
        return debian;
    }

    /** How a person opens the file. */
    static String open() {
        return "tufa apt install %s/%s".formatted(DebianRoot.SHARED, FILE);
    }

    /** How root opens it who has agreed beforehand. */
    String install() throws Exception {
        return "tufa apt install --yes --fingerprint %s %s/%s"
                .formatted(Vendor.signer(file(Way.PLAIN), now), DebianRoot.SHARED, FILE);
    }

    @Override
    public void close() {
        website.close();
    }
}
