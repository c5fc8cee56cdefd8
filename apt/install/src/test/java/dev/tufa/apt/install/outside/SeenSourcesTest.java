package dev.tufa.apt.install.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Lists of sources of a system in a folder, as an apt outside reads them")
class SeenSourcesTest {
    private static final String STATE = "/var/lib/apt-transport-tuf/state/";
    private static final String KEYS = STATE + "apt.example.org_/releases/keys/archive.asc";

    @TempDir
    private Path temporary;

    private SystemRoot root;
    private Apt apt;

    @BeforeEach
    void begin() throws IOException {
        Path folder = temporary.toRealPath().resolve("the root, as made");
        apt = AptRoot.make(folder, "amd64");
        root = SystemRoot.of(folder);
        Files.createDirectories(root.seen(KEYS).getParent());
        Files.writeString(root.seen(KEYS), "its keys");
    }

    private String write(String name, String text) throws IOException {
        String list = "/etc/apt/sources.list.d/" + name;
        Files.writeString(root.seen(list), text);
        return list;
    }

    private static Path folder(Apt apt) throws IOException {
        return Path.of(apt.setting("Dir::Etc::sourceparts").orElseThrow());
    }

    @Test
    void nameTheKeysThatAreThereAndStayAsTheyAre() throws IOException {
        String text = """
                Types: deb
                URIs: tuf+https://apt.example.org
                Suites: stable
                Components: main
                Signed-By: %s
                """.formatted(KEYS);
        String list = write("tufa-a.sources", text);
        Path folder;
        try (SeenSources sources = SeenSources.of(root, List.of(list))) {
            Apt seen = sources.in(apt);
            folder = folder(seen);
            String copy = Files.readString(folder.resolve("tufa-a.sources"));
            String signedBy = copy.substring(copy.indexOf("Signed-By: ") + "Signed-By: ".length())
                    .strip();
            assertThat(Path.of(signedBy)).hasContent("its keys");
            assertThat(signedBy).doesNotContain(" ", ",");
            assertThat(copy.replace(signedBy, KEYS)).isEqualTo(text);
            assertThat(seen.setting("Dir::Etc::sourcelist").map(Path::of).orElseThrow())
                    .doesNotExist();
        }
        assertThat(folder).doesNotExist();
        assertThat(root.seen(list)).hasContent(text);
        assertThat(root.seen(KEYS)).exists();
    }

    @Test
    void areChangedWhereAFileOfKeysIsNamedAndNowhereElse() throws IOException {
        String list = write("a.list", """
                deb [signed-by=%1$sa,%1$sb] file:%1$sc stable main
                deb [arch=amd64 signed-by=/usr/share/keyrings/a.asc] http://a.example stable main
                """.formatted(STATE));
        try (SeenSources sources = SeenSources.of(root, List.of(list))) {
            Path folder = folder(sources.in(apt));
            String keys = folder.resolve("../../../keys").normalize() + "/";
            assertThat(folder.resolve("a.list")).content().isEqualTo("""
                            deb [signed-by=%1$sa,%1$sb] file:%2$sc stable main
                            deb [arch=amd64 signed-by=/usr/share/keyrings/a.asc] http://a.example stable main
                            """.formatted(keys, STATE));
        }
        assertThat(Files.readString(root.seen(list))).startsWith("deb [signed-by=" + STATE + "a,");
    }

    @Test
    void areCopiedWithTheSystemsOwn() throws IOException {
        Files.writeString(root.seen("/etc/apt/sources.list"), "deb http://a.example stable main\n");
        try (SeenSources sources = SeenSources.of(root, List.of("/etc/apt/sources.list"))) {
            assertThat(Path.of(sources.in(apt).setting("Dir::Etc::sourcelist").orElseThrow()))
                    .hasContent("deb http://a.example stable main");
        }
    }

    @Test
    void haveToBeThere() {
        assertThatThrownBy(() -> SeenSources.of(root, List.of("/etc/apt/sources.list.d/none.list")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
