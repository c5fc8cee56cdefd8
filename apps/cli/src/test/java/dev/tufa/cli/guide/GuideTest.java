package dev.tufa.cli.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The commands of the guides")
class GuideTest {
    /** The port that guides serve at, which another program may have on this computer. */
    private static final String PORT = "8080";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {"docs/guide/publishing.md", "docs/guide/repository.md", "docs/guide/vendor.md", "README.md"})
    @Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void printWhatTheGuideSays(String name) throws Exception {
        Path guide = Path.of(System.getProperty("tufa.root"), name);
        List<String> lines = Files.readAllLines(guide);
        List<String> actual = run(lines);
        if (Boolean.getBoolean("guide.update")) {
            Files.writeString(guide, String.join("\n", actual) + "\n");
        }
        assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", Files.readAllLines(guide)));
    }

    @Test
    void areRunForReal() throws Exception {
        List<String> guide = List.of(
                "```console",
                "$ tufa repo key list \\",
                "      none",
                "wrong",
                "$ id=$(printf '%064d' 7); echo \"key $id\"",
                "$ echo '0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567 in a.key'",
                "```",
                "<!-- later: 3d -->",
                "<!-- run: echo hidden >seen -->",
                "```console",
                "$ cat seen",
                "$ exit_with() { return 3; }; exit_with",
                "hidden",
                "```");
        assertThat(run(guide))
                .containsExactly(
                        "```console",
                        "$ tufa repo key list \\",
                        "      none",
                        "error: none: expected a repository, got none",
                        "(exit code 3)",
                        "$ id=$(printf '%064d' 7); echo \"key $id\"",
                        "key …",
                        "$ echo '0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567 in a.key'",
                        "0123…CDEF in a.key",
                        "```",
                        "<!-- later: 3d -->",
                        "<!-- run: echo hidden >seen -->",
                        "```console",
                        "$ cat seen",
                        "hidden",
                        "$ exit_with() { return 3; }; exit_with",
                        "(exit code 3)",
                        "```");
    }

    /** The guide as it would be if what the commands print were in it. */
    private List<String> run(List<String> lines) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temporary.resolve("work"));
        String port = freePort();
        Tidy tidy = new Tidy(Map.of(":" + port, ":" + PORT, folder.toString(), "/srv"));
        List<String> actual = new ArrayList<>();
        try (Shell shell = new Shell(folder, Files.createDirectory(temporary.resolve("calls")))) {
            for (Guide.Part part : Guide.parse(lines)) {
                if (part instanceof Guide.Prose prose) {
                    actual.addAll(prose.lines());
                } else if (part instanceof Guide.Later later) {
                    shell.let(later.time());
                    actual.add(later.line());
                } else if (part instanceof Guide.Hidden hidden) {
                    Shell.Result result = shell.run(here(hidden.command(), folder, port));
                    assertThat(result.exitCode())
                            .as(hidden.command() + "\n" + result.output())
                            .isZero();
                    actual.add(hidden.line());
                } else if (part instanceof Guide.Shown shown) {
                    Shell.Result result = shell.run(here(Guide.script(shown), folder, port));
                    actual.addAll(shown.command());
                    actual.addAll(tidy.lines(result.output(), result.exitCode()));
                }
            }
        }
        return actual;
    }

    private static String here(String command, Path folder, String port) {
        String here = command.replace(":" + PORT, ":" + port)
                .replace("--port " + PORT, "--port " + port)
                .replace("/srv", folder.toString());
        return here.startsWith("tufa serve ") && here.endsWith(" &") ? here.substring(0, here.length() - 2) : here;
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
