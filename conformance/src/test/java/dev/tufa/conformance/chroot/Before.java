package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * A Debian before something that is to leave it alone.
 *
 * @param etc every file below {@code /etc}
 */
record Before(DebianRoot debian, String etc) {
    private static final String TRACES = """
            find /var/lib/tufa /var/lib/apt-transport-tuf/archives -mindepth 2 \\( -name '*.json' -o -name '*.apt' -o -name '*.asc' \\) 2>/dev/null
            find /var/lib/apt/lists /var/lib/apt-transport-tuf -name '*example.org*'
            """;

    /** As it is now. */
    static Before of(DebianRoot debian) throws IOException, InterruptedException {
        return new Before(debian, debian.digests("/etc"));
    }

    /** It is the same, and nothing of the vendor's is there. */
    void requireSame() throws IOException, InterruptedException {
        assertThat(debian.digests("/etc")).isEqualTo(etc);
        assertThat(debian.run("acme").exit()).isEqualTo(127);
        assertThat(debian.shell(TRACES).text()).isEmpty();
    }
}
