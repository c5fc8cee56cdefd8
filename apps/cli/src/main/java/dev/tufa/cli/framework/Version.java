package dev.tufa.cli.framework;

import dev.tufa.tuf.metadata.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What {@code tufa --version} says. */
final class Version {
    private Version() {}

    /** The release, and what a report of a fault should say besides. */
    static String text() {
        return "tufa " + release() + " (TUF " + Header.SPEC_VERSION + ", Java " + Runtime.version() + ")";
    }

    /** The version of this build, which Maven writes into the resource. */
    private static String release() {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt: expected a resource of this program, got none");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("version.txt: expected a resource of this program", e);
        }
    }
}
