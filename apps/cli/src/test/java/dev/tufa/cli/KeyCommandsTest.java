package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The commands about keys")
class KeyCommandsTest {
    /** RFC 8032 §7.1, test 1. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";

    @BeforeEach
    void names() throws IOException {
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        Files.setPosixFilePermissions(folder.resolve("passphrase"), PosixFilePermissions.fromString("rw-------"));
        repository = folder.resolve("repository").toString();
    }

    private void aRepository() {
        done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, repository);
    }

    private static String done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    private static String refused(ExitCode code, String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        return run.err();
    }

    private String secretFile(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    /** A program that signs with a key of openssl. */
    private String program(String name) throws Exception {
        Path key = folder.resolve(name + ".pem");
        assertThat(new ProcessBuilder("openssl", "genpkey", "-algorithm", "ed25519", "-out", key.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path script = Files.writeString(folder.resolve(name), """
                #!/bin/sh
                case $1 in
                  public) exec openssl pkey -in '%1$s' -pubout ;;
                  sign) cat >'%1$s.m'; exec openssl pkeyutl -sign -rawin -inkey '%1$s' -in '%1$s.m' ;;
                esac
                """.formatted(key));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return "exec:" + script;
    }

    private static String keyId(String line) {
        return line.strip().substring(line.strip().lastIndexOf(' ') + 1);
    }

    @Test
    void listWhatEachKeyIsFor() throws Exception {
        aRepository();
        String made = keyId(done("repo", "key", "new", "--passphrase-file", passphrase, repository));
        String imported = keyId(
                done("repo", "key", "import", "--passphrase-file", passphrase, repository, secretFile("seed", SEED)));
        String handed = Files.writeString(folder.resolve("alice.json"), "0".repeat(62) + "01")
                .toString();
        String other = keyId(done("repo", "key", "add", repository, "public:" + handed));
        String list = done("repo", "key", "list", repository);
        assertThat(list.lines()).hasSize(7);
        assertThat(list)
                .containsPattern("[0-9a-f]{64}  ed25519              root                          file:root-")
                .contains(made + "  ed25519              unused                        file:" + made + ".pem")
                .contains(imported + "  ed25519              unused ")
                .contains(other + "  ed25519              unused                        elsewhere");
        assertThat(done("repo", "key", "show", repository, imported.substring(0, 8)))
                .contains("roles   unused\n", "\"public\":\"" + PUBLIC + '"');
        assertThat(done("repo", "key", "list", "--json", repository))
                .contains(
                        "\"keyid\":\"" + other + "\",\"private_key_here\":false,\"roles\":[],\"source\":\"elsewhere\"");
    }

    @Test
    void giveRegisteredKeysToARole() throws Exception {
        aRepository();
        String first = keyId(done("repo", "key", "new", "--passphrase-file", passphrase, repository));
        String second = keyId(done("repo", "key", "add", repository, program("kms")));
        done(
                "repo",
                "rotate",
                "--key",
                first,
                "--key",
                second.substring(0, 6),
                "--threshold",
                "2",
                repository,
                "targets");
        done("repo", "publish", "--passphrase-file", passphrase, repository);
        assertThat(done("repo", "status", repository)).containsPattern("targets +version 2 +0 targets  2 of 2 keys");
        assertThat(refused(ExitCode.REFUSED, "repo", "key", "remove", repository, first))
                .startsWith("error: key " + first + ": expected one that no role needs, got one of targets\n");
        assertThat(done("repo", "key", "list", repository)).contains("targets (retiring)");
    }

    @Test
    void beginARepositoryWithoutAnyKeyInAFile() throws Exception {
        String[] words = new String[10];
        words[0] = "repo";
        words[1] = "init";
        int next = 2;
        for (String role : new String[] {"root", "targets", "snapshot"}) {
            words[next++] = "--key";
            words[next++] = role + "=" + program(role);
        }
        words[8] = "--key=timestamp=" + program("timestamp");
        words[9] = repository;
        done(words);
        done("repo", "publish", "--renew", repository);
        assertThat(folder.resolve("repository/keys")).isDirectoryContaining("glob:**/keys.json");
        assertThat(refused(ExitCode.REFUSED, "repo", "publish", "--renew", rotated()))
                .startsWith("error: new key: expected a passphrase to encrypt it with, got none\n");
    }

    private String rotated() {
        done("repo", "rotate", repository, "timestamp");
        return repository;
    }

    @Test
    void beginWithARootOfSeveralPeople() throws Exception {
        String alice = Files.writeString(
                        folder.resolve("alice.json"),
                        done(
                                "key",
                                "new",
                                "--key-iterations",
                                "1000",
                                "--passphrase-file",
                                passphrase,
                                folder.resolve("alice.pem").toString()))
                .toString();
        assertThat(Files.getPosixFilePermissions(folder.resolve("alice.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(done(
                        "key",
                        "public",
                        "--passphrase-file",
                        passphrase,
                        folder.resolve("alice.pem").toString()))
                .isEqualTo(Files.readString(Path.of(alice)));
        done(
                "repo",
                "init",
                "--key-iterations",
                "1000",
                "--passphrase-file",
                passphrase,
                "--key",
                "root=public:" + alice,
                "--key",
                "root=" + program("bob"),
                repository);
        assertThat(done("repo", "status", repository)).containsPattern("root +version 1 +0 targets  1 of 2 keys");
    }

    @Test
    void refuseASecretThatOthersCanRead() throws Exception {
        aRepository();
        Path seed = Path.of(secretFile("seed", SEED));
        Files.setPosixFilePermissions(seed, PosixFilePermissions.fromString("rw-r-----"));
        String error = refused(
                ExitCode.UNREACHABLE,
                "repo",
                "key",
                "import",
                "--passphrase-file",
                passphrase,
                repository,
                seed.toString());
        assertThat(error)
                .startsWith("error: " + seed + ": expected a file that its owner alone can read, got rw-r-----")
                .doesNotContain(SEED);
    }

    @Test
    void refuseToEncryptANewKeyWithAnotherPassphraseThanTheRest() throws Exception {
        aRepository();
        String wrong = secretFile("wrong", "battery\n");
        assertThat(refused(ExitCode.UNREACHABLE, "repo", "key", "new", "--passphrase-file", wrong, repository))
                .contains("expected the passphrase that it was encrypted with, got another one");
        assertThat(done("repo", "key", "list", repository).lines()).hasSize(4);
    }

    @Test
    void sayWhatASourceHasToBe() {
        aRepository();
        assertThat(refused(ExitCode.USAGE, "repo", "key", "add", repository, "yubikey"))
                .startsWith("error: key source: expected file:, env:, pkcs11:, exec:, ssh-agent: or elsewhere, got");
        assertThat(refused(ExitCode.USAGE, "repo", "key", "add", repository, "file:x.pem"))
                .startsWith("error: SOURCE: expected public:FILE, env:, pkcs11:, exec: or ssh-agent:, got");
        assertThat(refused(ExitCode.USAGE, "repo", "key", "show", repository, "zzzz"))
                .startsWith("error: KEYID: expected the first letters of one registered key id, at least 4,");
    }

    @Test
    void showWhatWasSignedAndThatTheLogIsWhole() throws Exception {
        aRepository();
        done("repo", "publish", "--renew", "--passphrase-file", passphrase, repository);
        assertThat(done("repo", "key", "log", repository))
                .containsPattern("snapshot +version 2 ")
                .endsWith("2 documents were signed\n");
        assertThat(done("repo", "key", "log", "--json", repository)).startsWith("{\"signed\":[{\"at\":\"");
        Path log = folder.resolve("repository/keys/signing.log");
        Files.writeString(log, Files.readString(log).replaceFirst("\"version\":2", "\"version\":1"));
        assertThat(refused(ExitCode.UNREACHABLE, "repo", "key", "log", repository))
                .startsWith("error: signing.log: line 3: previous: expected ");
    }

    @Test
    void areAGroupOfTheirOwn() {
        CommandLineRun help = CommandLineRun.of("repo", "key", "--help");
        assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(help.out()).contains("repo key import").doesNotContain("repo add");
        assertThat(CommandLineRun.of("repo", "key").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
