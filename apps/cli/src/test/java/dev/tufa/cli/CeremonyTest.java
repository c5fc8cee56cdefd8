package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Five people with a folder each, who sign a root with any three of their keys")
class CeremonyTest {
    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin");

    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";
    private final List<String> keyIds = new ArrayList<>();

    @BeforeEach
    void everybodyTakesAKey() throws IOException {
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        repository = folder.resolve("repository").toString();
        done(
                "repo",
                "init",
                "--key-iterations",
                "1000",
                "--root-keys",
                "5",
                "--root-threshold",
                "3",
                "--passphrase-file",
                passphrase,
                repository);
        List<Path> keys;
        try (Stream<Path> files = Files.list(folder.resolve("repository/keys"))) {
            keys = files.filter(key -> key.getFileName().toString().startsWith("root-"))
                    .sorted()
                    .toList();
        }
        for (int i = 0; i < NAMES.size(); i++) {
            Path home = Files.createDirectory(folder.resolve(NAMES.get(i)));
            String name = keys.get(i).getFileName().toString();
            keyIds.add(name.substring("root-".length(), name.length() - ".pem".length()));
            Files.move(keys.get(i), home.resolve("key.pem"));
        }
    }

    private static String done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    private static String refused(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        return run.err();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private String open() {
        done("repo", "rotate", repository, "timestamp");
        return found("event ([0-9a-z-]+) is draft", done("event", "open", "--passphrase-file", passphrase, repository));
    }

    private Path export(String id, String person) throws IOException {
        Path file = folder.resolve(person).resolve("work.tufevent");
        done("event", "export", repository, id, file.toString());
        return file;
    }

    private String sign(Path file, String person) {
        String digest = found("digest ([0-9a-f]{64})", done("event", "show", file.toString()));
        return done(
                "event",
                "sign",
                "--yes",
                "--digest",
                digest,
                "--passphrase-file",
                passphrase,
                "--key",
                folder.resolve(person).resolve("key.pem").toString(),
                file.toString());
    }

    @Test
    void sendFilesAboutAndClientsFollow() throws IOException {
        String id = open();
        for (int i = 0; i < NAMES.size(); i++) {
            done("event", "invite", "--name", NAMES.get(i), "--keyid", keyIds.get(i), repository, id);
        }
        done("event", "comment", "--name", "alice", "--text", "please until friday", repository, id);
        List<String> files = new ArrayList<>();
        for (String person : List.of("erin", "alice", "carol")) {
            Path file = export(id, person);
            String said = sign(file, person);
            assertThat(said)
                    .contains("root: version 1 -> 2")
                    .contains("keys of timestamp: 1 of 1 have to sign")
                    .contains("(bob)")
                    .contains("signed root with key");
            files.add(file.toString());
        }
        assertThat(done("event", "show", repository, id))
                .contains("alice: please until friday")
                .contains("root by root 1: 0 of 3")
                .contains("next: tufa event sign --key FILE " + repository + " " + id);
        assertThat(done("event", "import", repository, files.get(0), files.get(1)))
                .contains("took the signature of key");
        assertThat(done("repo", "status", repository))
                .contains("event " + id + " is collecting; deadline")
                .contains("root by root 1: 2 of 3; signed: ")
                .contains("missing: ")
                .contains("bob " + keyIds.get(1).substring(0, 12));
        assertThat(done("repo", "status", "--json", repository))
                .contains("\"events\":[{")
                .contains("\"state\":\"collecting\"")
                .contains("\"holder\":\"bob\"");
        assertThat(refused("event", "publish", "--passphrase-file", passphrase, repository, id))
                .contains("root: expected signatures by 3 keys of root 1, got 2");
        assertThat(done("event", "import", repository, files.get(2), files.get(0)))
                .contains("1 signatures were here already");
        assertThat(done("event", "show", repository, id)).contains("next: tufa event publish " + repository + " " + id);
        done("event", "publish", "--passphrase-file", passphrase, repository, id);
        assertThat(done("event", "list", repository)).isEqualTo("event %s is done\n".formatted(id));
        assertThat(folder.resolve("repository/repository/metadata/2.root.json")).exists();
        done("repo", "publish", "--renew", "--passphrase-file", passphrase, repository);
    }

    @Test
    void signInTheRepositoryOrWithAnotherTool() throws Exception {
        String id = open();
        String digest = found("digest ([0-9a-f]{64})", done("event", "show", repository, id));
        for (String person : List.of("bob", "dave")) {
            done(
                    "event",
                    "sign",
                    "--yes",
                    "--digest",
                    digest,
                    "--passphrase-file",
                    passphrase,
                    "--key",
                    folder.resolve(person).resolve("key.pem").toString(),
                    repository,
                    id);
        }
        String payload = folder.resolve("payload").toString();
        String signature = folder.resolve("signature").toString();
        assertThat(done("event", "payload", "--role", "root", "--out", payload, repository, id))
                .contains(" bytes with sha256 ");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "pkeyutl",
                        "-sign",
                        "-rawin",
                        "-inkey",
                        folder.resolve("carol/key.pem").toString(),
                        "-passin",
                        "file:" + passphrase,
                        "-in",
                        payload,
                        "-out",
                        signature)
                .redirectErrorStream(true)
                .start();
        String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(output).isZero();
        assertThat(refused(
                        "event",
                        "attach",
                        "--role",
                        "root",
                        "--keyid",
                        keyIds.get(0),
                        "--signature",
                        signature,
                        repository,
                        id))
                .contains("expected one that the public key verifies, got a wrong one");
        assertThat(done(
                        "event",
                        "attach",
                        "--role",
                        "root",
                        "--keyid",
                        keyIds.get(2),
                        "--signature",
                        signature,
                        repository,
                        id))
                .startsWith("took the signature of key " + keyIds.get(2) + " for root\n");
        done("event", "publish", "--passphrase-file", passphrase, repository, id);
    }

    @Test
    void areToldWhyNot() throws IOException {
        String id = open();
        Path file = export(id, "alice");
        String key = folder.resolve("alice/key.pem").toString();
        CommandLineRun unasked =
                CommandLineRun.of("event", "sign", "--passphrase-file", passphrase, "--key", key, file.toString());
        assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err())
                .startsWith("error: confirmation: expected --yes with --digest, or a terminal to ask at, got none\n");
        assertThat(refused(
                        "event",
                        "sign",
                        "--yes",
                        "--digest",
                        "00",
                        "--passphrase-file",
                        passphrase,
                        "--key",
                        key,
                        file.toString()))
                .startsWith("error: digest: expected 00, got ");
        String other;
        try (Stream<Path> keys = Files.list(folder.resolve("repository/keys"))) {
            other = keys.filter(path -> path.getFileName().toString().startsWith("targets-"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
        String digest = found("digest ([0-9a-f]{64})", done("event", "show", file.toString()));
        assertThat(refused(
                        "event",
                        "sign",
                        "--yes",
                        "--digest",
                        digest,
                        "--passphrase-file",
                        passphrase,
                        "--key",
                        other,
                        file.toString()))
                .contains("expected a key that the event asks for, got another");
        sign(file, "alice");
        assertThat(refused(
                        "event",
                        "sign",
                        "--yes",
                        "--digest",
                        digest,
                        "--passphrase-file",
                        passphrase,
                        "--key",
                        key,
                        file.toString()))
                .contains("expected a key that has not signed");
        String root =
                folder.resolve("repository/repository/metadata/1.root.json").toString();
        assertThat(refused(
                        "event",
                        "sign",
                        "--root",
                        root,
                        "--yes",
                        "--digest",
                        digest,
                        "--passphrase-file",
                        passphrase,
                        "--key",
                        key,
                        file.toString()))
                .contains("expected a key that has not signed");
        String timestamp =
                folder.resolve("repository/repository/metadata/timestamp.json").toString();
        assertThat(refused(
                        "event",
                        "sign",
                        "--root",
                        timestamp,
                        "--yes",
                        "--digest",
                        digest,
                        "--passphrase-file",
                        passphrase,
                        "--key",
                        key,
                        file.toString()))
                .contains("expected one that builds on " + timestamp + ", got another root, version 1");
        done("event", "cancel", "--reason", "another plan", "--restage", repository, id);
        assertThat(refused("event", "import", repository, file.toString()))
                .contains("expected one that is open, got one that is cancelled: another plan");
        assertThat(done("repo", "status", repository)).contains("rotate timestamp to 1 new ed25519 key, threshold 1");
    }
}
