package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MemoryFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("chroot")
@DisplayName("the packages tufa and apt-transport-tuf")
class PackagesTest {
    private static final String EVERYTHING = """
            find / -xdev '(' -path /proc -o -path /mnt -o -path /var/log -o -path /var/cache/apt -o -path /tmp
                -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache/ldconfig ')' -prune -o -print | sort
            """.replace("\n    ", " ");

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    @Test
    void areInstalledAndPurgedWithoutATrace() throws Exception {
        DebianRoot debian = DebianRoot.in(temporary.resolve("debian"));
        String before = debian.require("sh", "-c", EVERYTHING);
        Installed.install(debian);
        assertThat(debian.require("tufa", "--version")).startsWith("tufa ");
        assertThat(debian.require("sh", "-c", "echo | /usr/lib/apt/methods/tuf+https"))
                .startsWith("100 Capabilities\n");
        assertThat(debian.require("stat", "-c", "%U %a", "/var/lib/apt-transport-tuf/state"))
                .isEqualTo("_apt 755\n");
        debian.require("apt-get", "purge", "-y", "tufa", "apt-transport-tuf");
        assertThat(debian.require("sh", "-c", EVERYTHING)).isEqualTo(before);
    }

    @Test
    void changeNothingByThemselves() throws Exception {
        DebianRoot debian = Installed.in(temporary.resolve("debian"));
        assertThat(debian.require("apt-get", "indextargets", "--format", "$(URI)"))
                .doesNotContain("tuf+");
        assertThat(debian.require("sh", "-c", "find /etc/apt/sources.list.d /etc/apt/preferences.d -type f"))
                .isEmpty();
        assertThat(debian.require("tufa", "apt", "list")).contains("no archive but the distribution's own");
    }
}
