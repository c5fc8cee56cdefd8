package dev.tufa.conformance.chroot;

import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Somebody's Debian that has a vendor's archive among its sources, and has not fetched anything of it yet.
 *
 * @param way how apt reaches it
 */
record Client(DebianRoot debian, Way way) {
    private static final String UPDATE = """
            apt-get update; code=$?; apt-cache policy acme; apt-cache policy bash; exit $code
            """;

    /** By hand, as vendors' pages tell people to: a list of sources with the archive's keys. */
    static Client byHand(DebianRoot debian, Vendor vendor, Website website) throws Exception {
        Files.copy(vendor.archive().served("keys/archive.asc"), debian.shared().resolve("acme.asc"));
        Files.writeString(debian.shared().resolve("acme.sources"), """
                Types: deb
                URIs: %s
                Suites: stable
                Components: main
                Signed-By: /etc/apt/keyrings/acme.asc
                """.formatted(website.address()));
        debian.require("sh", "-c", """
                mkdir -p /etc/apt/keyrings && cp /mnt/acme.asc /etc/apt/keyrings/ && cp /mnt/acme.sources /etc/apt/sources.list.d/""");
        return new Client(debian, Way.PLAIN);
    }

    /** By the vendor's {@code .apt} file, without installing anything. */
    static Client throughTuf(DebianRoot debian, Vendor vendor, Instant now) throws Exception {
        byte[] file = vendor.aptFile(Way.TUF, now);
        Files.write(debian.shared().resolve("acme.apt"), file);
        debian.require("tufa", "apt", "install", "--yes", "--fingerprint", Vendor.signer(file, now), "/mnt/acme.apt");
        Client client = new Client(debian, Way.TUF);
        client.forget();
        return client;
    }

    /** The same once more, independent of this one. */
    Client fork(Path folder) throws IOException, InterruptedException {
        return new Client(debian.fork(folder), way);
    }

    /** Loses all that was fetched, as images do that were made long ago, and keeps what it is told to trust. */
    void forget() throws IOException, InterruptedException {
        debian.require("sh", "-c", "rm -rf /var/lib/apt/lists/* /var/lib/apt-transport-tuf/state/*");
    }

    /** Loses apt's lists. */
    void forgetLists() throws IOException, InterruptedException {
        debian.require("sh", "-c", "rm -rf /var/lib/apt/lists/*");
    }

    /** Goes by the keys of another vendor, as if it had always done so. */
    void trust(Vendor other) throws IOException, InterruptedException {
        Files.copy(other.archive().served("keys/archive.asc"), debian.shared().resolve("other.asc"));
        Files.copy(other.archive().served("tuf/1.root.json"), debian.shared().resolve("other.json"));
        debian.require("sh", "-c", way == Way.PLAIN ? "cp /mnt/other.asc /etc/apt/keyrings/acme.asc" : """
                        cd /var/lib/apt-transport-tuf/archives/* && cp /mnt/other.asc archive.asc && cp /mnt/other.json root.json""");
    }

    /** Fetches what there is, and says what could be installed then; the exit code is that of {@code apt-get update}. */
    Answer update() throws IOException, InterruptedException {
        return debian.shell(UPDATE);
    }

    /** Fetches what there is, which has to go well. */
    void requireUpdate() throws IOException, InterruptedException {
        Answer answer = update();
        if (answer.exit() != 0) {
            throw new AssertionError(
                    "apt-get update: expected exit code 0, got %d: %s".formatted(answer.exit(), answer.text()));
        }
    }

    /** Fetches and installs the vendor's program; the exit code is that of {@code apt-get install}. */
    Answer install() throws IOException, InterruptedException {
        return debian.shell("apt-get update; apt-get install -y acme");
    }
}
