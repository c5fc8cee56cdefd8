package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("tufa repo describe")
class DescribeTest {
    private static final String HASH = "ab".repeat(32);

    @TempDir
    Path folder;

    private String repository;
    private String passphrase;

    @BeforeEach
    void aRepository() throws IOException {
        repository = folder.resolve("repository").toString();
        passphrase = Files.writeString(folder.resolve("passphrase"), "secret\n").toString();
        assertDone(CommandLineRun.of(
                "repo", "init", "--passphrase-file", passphrase, "--key-iterations", "1000", repository));
    }

    private static void assertDone(CommandLineRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    private static String line(String path) {
        return "{\"path\":\"%s\",\"length\":3,\"hashes\":{\"sha256\":\"%s\"}}\n".formatted(path, HASH);
    }

    private CommandLineRun describe(String lines, String... options) throws IOException {
        String file = Files.writeString(folder.resolve("targets.jsonl"), lines).toString();
        String[] words = new String[options.length + 6];
        System.arraycopy(new String[] {"repo", "describe", "--passphrase-file", passphrase}, 0, words, 0, 4);
        System.arraycopy(options, 0, words, 4, options.length);
        words[words.length - 2] = repository;
        words[words.length - 1] = file;
        return CommandLineRun.of(words);
    }

    @Test
    void publishesWhatTheLinesSay() throws IOException {
        CommandLineRun run = describe(line("a") + "\n" + line("dir/b").replace("}\n", ",\"custom\":{\"x\":1}}\n")
                + line("c").trim());
        assertDone(run);
        assertThat(run.out()).isEqualTo("described 3 targets\n");
        String published = Files.readString(Path.of(repository, "repository/metadata/2.targets.json"));
        assertThat(published).contains("\"a\":{", "\"c\":{", "\"dir/b\":{\"custom\":{\"x\":1},");
        assertThat(describe(line("a")).out()).isEqualTo("nothing to publish: all 1 targets are described so already\n");
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        CommandLineRun run = describe(line("a"), "--dry-run");
        assertDone(run);
        assertThat(run.out()).contains("create  repository/metadata/2.targets.json (");
        assertThat(Path.of(repository, "repository/metadata/2.targets.json")).doesNotExist();
    }

    @Test
    void replacesOnlyIfItIsTold() throws IOException {
        assertDone(describe(line("a")));
        CommandLineRun refused = describe(line("a").replace(":3,", ":4,"));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err())
                .startsWith("error: target a: expected a path that is free or has the same content, got ");
        assertDone(describe(line("a").replace(":3,", ":4,"), "--replace"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"length\":3,\"hashes\":{}} | path: expected a string",
                "{\"path\":\"x\",\"hashes\":{}} | length: expected an integer",
                "{\"path\":\"x\",\"length\":-1,\"hashes\":{\"sha256\":\"ab\"}} | length: expected >= 0, got -1",
                "{\"path\":\"x\",\"length\":3} | hashes: expected an object",
                "{\"path\":\"x\",\"length\":3,\"hashes\":{}} | hashes: expected at least one, got none",
                "{\"path\":\"x\",\"length\":3,\"hashes\":{\"sha256\":1}} | hashes: sha256: expected a string",
                "{\"path\":\"x\",\"length\":3,\"hashes\":{\"sha256\":\"xy\"}} | hashes: expected hex digests, got xy",
                "{\"path\":\"x\",\"length\":3,\"hashes\":{\"sha256\":\"ab\"},\"custom\":1} | custom: expected an object, got integer",
                "{\"path\":\"x\",\"size\":3} | expected path, length, hashes or custom, got size",
                "[] | expected a JSON object, got array",
            })
    void namesTheLineThatIsWrong(String wrong, String message) throws IOException {
        CommandLineRun run = describe(line("a") + wrong + "\n" + line("b"));
        assertThat(run.exitCode()).isNotEqualTo(ExitCode.DONE);
        assertThat(run.err()).contains("targets.jsonl: line 2: " + message);
        assertThat(Path.of(repository, "repository/metadata/2.targets.json")).doesNotExist();
    }
}
