package dev.tufa.conformance.chroot;

import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where one attack on one client happens: a vendor with version 1.0 of its program, a client, and a website that shows what it is told. */
final class Stage {
    private static final Pattern NAMED_BY_DIGEST = Pattern.compile("[0-9a-f]{64}\\.(?<name>.+)");

    private final Path folder;
    private final Vendor vendor;
    private final Client client;
    private final Website website;
    private final Instant now;
    private int count;

    Stage(Path folder, Vendor vendor, Client client, Website website, Instant now) {
        this.folder = folder;
        this.vendor = vendor;
        this.client = client;
        this.website = website;
        this.now = now;
        show(vendor);
    }

    Vendor vendor() {
        return vendor;
    }

    Client client() {
        return client;
    }

    Website website() {
        return website;
    }

    Way way() {
        return client.way();
    }

    /** Some time ago, and later each time that it is asked for. */
    Instant later() {
        count++;
        return now.minusSeconds(300 - 10L * count);
    }

    /** A folder that is not there yet. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    /** The vendor as it is now, for somebody who changes it. */
    Vendor copy(String name) throws IOException, InterruptedException {
        return vendor.copy(folder(name));
    }

    /** Whom the website shows from now on. */
    void show(Vendor shown) {
        website.serve(shown.website());
    }

    /**
     * What somebody publishes who has the archive's OpenPGP keys and none of TUF's: TUF's metadata is as it was, and where it leads, there
     * is what is new.
     */
    void withoutTuf(Vendor thief) throws IOException, InterruptedException {
        run("rm", "-r", thief.website().resolve("tuf").toString());
        run(
                "cp",
                "-a",
                vendor.website().resolve("tuf").toString(),
                thief.website().toString());
        for (String place : List.of("dists/stable", "keys")) {
            for (Path named : namedByDigest(vendor.website().resolve(place))) {
                Matcher name = NAMED_BY_DIGEST.matcher(named.getFileName().toString());
                if (name.matches()) {
                    Path there = thief.website().resolve(place);
                    replace(there.resolve(named.getFileName()), Files.readAllBytes(there.resolve(name.group("name"))));
                }
            }
        }
    }

    /** Gives a file of a suite other bytes, under each of its names. */
    static void everywhere(Vendor evil, String file, byte[] bytes) throws IOException {
        Path place = evil.website().resolve("dists/stable");
        for (Path named : namedByDigest(place)) {
            if (named.getFileName().toString().endsWith('.' + file)) {
                replace(named, bytes);
            }
        }
        replace(place.resolve(file), bytes);
    }

    private static List<Path> namedByDigest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAMED_BY_DIGEST
                            .matcher(file.getFileName().toString())
                            .matches())
                    .toList();
        }
    }

    /** Other bytes, and only under this name: files are linked to each other. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }

    private void run(String... words) throws IOException, InterruptedException {
        if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", words));
        }
    }
}
