package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("chroot")
@DisplayName("tufa apt install changes nothing")
class ObstructedTest extends OfferedTest {
    /** By apt-get, and by its hook; that they cannot be written stops no installation. */
    private static final Pattern BY_OTHERS = Pattern.compile("/(log|floor|floor\\.seen)$");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/apt/sources.list.d",
                "/etc/apt/preferences.d",
                "/var/lib/tufa",
                "/var/lib/apt-transport-tuf/archives",
                "/var/lib/apt/lists",
                "/var/cache/apt/archives",
            })
    void ifADiskIsFull(String folder) throws Exception {
        before = Before.of(debian);
        Answer answer = debian.shell("""
                mkdir -p %1$s && mount -t tmpfs -o size=16k,mode=755 tmpfs %1$s && mkdir -p %1$s/partial || exit 99
                cat /dev/zero >%1$s/full.disabled 2>/dev/null
                %2$s; code=$?
                find %1$s -type f -size +0 ! -name full.disabled
                exit $code""".formatted(folder, offer.install()));
        assertThat(answer.exit()).as(answer.text()).isIn(1, 3);
        assertThat(answer.text()).containsPattern("(?m)^error: .*(No space|enough free space)");
        assertThat(answer.text().lines()).noneMatch(line -> line.startsWith(folder));
        before.requireSame();
        debian.require("sh", "-c", offer.install());
        assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
    }

    /** Every file that is written, by root's side itself or by others for it. */
    Stream<String> written() throws Exception {
        DebianRoot whole = offer.debian(file);
        whole.require("sh", "-c", offer.install());
        String files = whole.require("sh", "-c", """
                find /etc/apt/sources.list.d /etc/apt/preferences.d /var/lib/tufa /var/lib/apt-transport-tuf/archives \\
                    -type f -size +0""");
        assertThat(files.lines()).anyMatch(path -> path.endsWith("/floor")).anyMatch(path -> path.endsWith("/log"));
        return Stream.concat(files.lines(), Stream.of("/var/lib/tufa/apt/journal.json", "/var/lib/tufa/apt/lock"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void throughALink(String path) throws Exception {
        before = Before.of(debian);
        debian.require("sh", "-c", """
                mkdir -p "${1%/*}" && echo '# precious' >/root/precious && ln -s /root/precious "$1\"""", "sh", path);
        Answer answer = debian.shell(offer.install());
        assertThat(debian.require("cat", "/root/precious")).isEqualTo("# precious\n");
        if (BY_OTHERS.matcher(path).find()) {
            assertThat(answer.exit()).as(answer.text()).isZero();
            return;
        }
        assertThat(answer.exit()).as(answer.text()).isIn(1, 3);
        assertThat(debian.require("readlink", path)).isEqualTo("/root/precious\n");
        debian.require("sh", "-c", """
                rm "$1"; find /var/lib/tufa /var/lib/apt-transport-tuf/archives -mindepth 1 -type d -empty -delete""", "sh", path);
        before.requireSame();
    }
}
