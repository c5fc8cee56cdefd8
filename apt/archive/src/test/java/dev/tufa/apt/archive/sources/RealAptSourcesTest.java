package dev.tufa.apt.archive.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Lists of sources, compared with apt itself")
class RealAptSourcesTest {
    private static final List<String> BLOCKS = List.of(
            "deb",
            "deb-src",
            " ",
            "\t",
            "[",
            "]",
            "\"",
            "%20",
            "%",
            "#",
            "arch",
            "arch=amd64",
            "arch+=i386",
            "arch-=all",
            "trusted=yes",
            "signed-by=/etc/key.gpg",
            "signed-by=key",
            "=",
            ",",
            "http://a.example/b",
            "cdrom:[A B]/",
            "stable",
            "./",
            "main",
            "contrib",
            "\r",
            "x");
    private static final List<String> LINES = List.of(
            "Types: deb",
            "Types: deb deb-src",
            "Types: rpm",
            "Types:",
            "URIs: http://a.example/",
            "URIs:",
            "URIs: nowhere",
            "Suites: stable",
            "Suites: ./",
            "Suites: stable ./",
            "Components: main",
            "Components: main contrib",
            "Components:",
            "Enabled: no",
            "Enabled: 0x0",
            "Enabled: maybe",
            "Architectures: i386 arm64",
            "Architectures-Remove: amd64",
            "Signed-By: /etc/key.gpg",
            "Signed-By: key",
            "Signed-By:",
            "X-Note: x",
            " more",
            "# comment",
            "",
            "no colon",
            "types: deb",
            "suites: testing");

    @TempDir
    Path folder;

    private RealSourceLists apt;

    @BeforeEach
    void configure() throws IOException {
        apt = new RealSourceLists(folder);
    }

    private static Optional<Set<String>> readHere(String name, byte[] bytes) {
        try {
            return Optional.of(RealSourceLists.targets(SourcesFile.read(name, bytes)));
        } catch (SourcesException e) {
            return Optional.empty();
        }
    }

    private void requireSame(String name, String text) throws Exception {
        assertThat(readHere(name, text.getBytes(UTF_8))).as(text).isEqualTo(apt.read(name, text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n \t\n# only a comment",
                "deb http://a.example/b stable main",
                "deb\thttp://a.example/b\tstable\tmain  contrib # comment",
                "  deb http://a.example/b/ stable main \r\n",
                "deb-src http://a.example stable main\ndeb http://a.example stable main",
                "deb http://a.example ./",
                "deb http://a.example /",
                "deb http://a.example dists/$(ARCH)/",
                "deb http://a.example/$(ARCH) stable main",
                "deb http://a.example ./ main",
                "deb http://a.example stable",
                "deb http://a.example",
                "deb",
                "deb ",
                "rpm http://a.example stable main",
                "DEB http://a.example stable main",
                "http://a.example stable main",
                "deb nowhere stable main",
                "deb cdrom:[Debian GNU/Linux 12 _Bookworm_ - amd64 DVD]/ bookworm main",
                "deb http://a.example/a%20b stable main",
                "deb http://a.example/a%2 stable main%41",
                "deb \"http://a.example/a b\" stable \"con trib\"",
                "deb http://a.example stable main \"without end",
                "deb http://a.example stable \"without end",
                "deb http://a.example ./ \"without end",
                "deb [ ] http://a.example stable main",
                "deb [] http://a.example stable main",
                "deb [arch=i386] http://a.example stable main",
                "deb [ arch=i386,arm64 lang=de ] http://a.example stable main",
                "deb [arch=i386 ] http://a.example stable main",
                "deb [arch+=i386] http://a.example stable main",
                "deb [arch-=amd64] http://a.example stable main",
                "deb [arch-=all] http://a.example stable main",
                "deb [arch=i386 arch=arm64] http://a.example stable main",
                "deb [Arch=i386] http://a.example stable main",
                "deb [unknown=x # y] http://a.example stable main",
                "deb [arch=i386]http://a.example stable main] x main",
                "deb [arch=i386",
                "deb [arch=i386 http://a.example stable main",
                "deb [arch] http://a.example stable main",
                "deb [arch=] http://a.example stable main",
                "deb [=i386] http://a.example stable main",
                "deb [a=[x] ] http://a.example stable main",
                "deb [a=[x]] http://a.example stable main",
                "deb [a=\"x y\"] http://a.example stable main",
                "deb [signed-by=/usr/share/keyrings/a.gpg] http://a.example stable main",
                "deb [signed-by=/a.gpg,0123456789ABCDEF0123456789abcdef01234567!] http://a.example stable main",
                "deb [signed-by=0123456789ABCDEF] http://a.example stable main",
                "deb [signed-by=a.gpg] http://a.example stable main",
                "deb [signed-by=,] http://a.example stable main",
                "deb [trusted=yes] http://a.example stable main",
            })
    void inLines(String text) throws Exception {
        requireSame("a.list", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main",
                "Types: deb\r\nURIs: http://a.example\r\nSuites: stable\r\nComponents: main\r\n",
                "types: deb\nuris: http://a.example\nSUITES: stable\ncomponents: main\n",
                "Types: deb deb-src\nURIs: http://a.example http://b.example\nSuites: stable testing\nComponents: main contrib\n",
                "Types: deb\nURIs:\n http://a.example\n http://b.example\nSuites: stable\nComponents: main\n",
                "# one\nTypes: deb\n# two\nURIs: http://a.example\nSuites: ./\n\n\n# three\n\nTypes: deb-src\nURIs: http://a.example\nSuites: ./\n",
                "Types: deb\nURIs: http://a.example/$(ARCH)\nSuites: dists/$(ARCH)/\n",
                "Types: deb\nURIs: http://a.example\nSuites: /\n",
                "Types: deb\nURIs: http://a.example\nSuites: ./\nComponents: main\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents:\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable ./\nComponents: main\n",
                "Types: deb\nURIs: http://a.example\nComponents: main\n",
                "Types: deb\nSuites: stable\nComponents: main\n",
                "Types: deb\nURIs: nowhere\nSuites: stable\nComponents: main\n",
                "Types: rpm\nURIs: http://a.example\nSuites: stable\nComponents: main\n",
                "Types: deb rpm\nURIs: http://a.example\nSuites: stable\nComponents: main\n",
                "URIs: http://a.example\nSuites: stable\nComponents: main\n",
                "deb http://a.example stable main\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nEnabled: no\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nEnabled: OFF\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nEnabled: 0\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nEnabled: 0x0\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nEnabled: 2\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nEnabled: nein\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nEnabled:\n",
                "Types: deb\nEnabled: no\n",
                "Types: rpm\nEnabled: no\n",
                "Enabled: no\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nArchitectures: i386,arm64 armhf\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nArchitectures-Add: i386\nArchitectures-Remove: amd64 all\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nSigned-By: /a.gpg\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nSigned-By: a.gpg\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nSigned-By:\n 0123456789ABCDEF0123456789abcdef01234567\n /b.gpg\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nSigned-By:\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDME\n -----END PGP PUBLIC KEY BLOCK-----\n",
                "Types: deb\nURIs: http://a.example\nSuites: stable\nComponents: main\nX-Note: what apt does not know\n",
            })
    void inStanzas(String text) throws Exception {
        requireSame("a.sources", text);
    }

    @Test
    void inLinesOfWhateverComes() throws Exception {
        Random random = new Random(1804);
        int accepted = 0;
        for (int i = 0; i < 300; i++) {
            StringBuilder line = new StringBuilder(random.nextInt(3) > 0 ? "deb " : "");
            boolean isGood = random.nextBoolean();
            for (int words = random.nextInt(9); words > 0; words--) {
                line.append(BLOCKS.get(random.nextInt(BLOCKS.size()))).append(random.nextInt(3) > 0 ? " " : "");
            }
            line.append(isGood ? " http://a.example/ stable main" : "");
            accepted += compare("a.list", line.toString());
        }
        assertThat(accepted).isBetween(20, 280);
    }

    @Test
    void inStanzasOfWhateverComes() throws Exception {
        Random random = new Random(1805);
        int accepted = 0;
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            if (random.nextInt(3) > 0) {
                text.append("Types: deb\nURIs: https://b.example/\nSuites: stable\nComponents: main\n");
            }
            for (int lines = random.nextInt(6); lines > 0; lines--) {
                text.append(LINES.get(random.nextInt(LINES.size()))).append('\n');
            }
            accepted += compare("a.sources", text.toString());
        }
        assertThat(accepted).isBetween(20, 280);
    }

    /** What apt refuses is refused; what is read here is what apt reads. What is refused here alone is not counted. */
    private int compare(String name, String text) throws Exception {
        Optional<Set<String>> here = readHere(name, text.getBytes(UTF_8));
        if (here.isPresent()) {
            assertThat(here).as(text).isEqualTo(apt.read(name, text.getBytes(UTF_8)));
        }
        return here.isPresent() ? 1 : 0;
    }
}
