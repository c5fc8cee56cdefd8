package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.QuickKey;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with an archive, packages to add and a passphrase, and calls of the command line in it at a time that only the test moves. In
 * words that are parted by blanks, A stands for the archive, D for the folder and P for the option with the passphrase.
 */
final class ArchiveFolder {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    /** In the place of what is known of a file. */
    private static final String NO_FILE = "folder or link";

    private final Path folder;
    private Instant now;

    private ArchiveFolder(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    /** A folder in which there is no archive yet. */
    static ArchiveFolder empty(Path folder) throws IOException {
        Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        return new ArchiveFolder(folder, START);
    }

    /** The suites stable and beta, of which stable is published with two packages. */
    static ArchiveFolder published(Path folder) throws IOException, InterruptedException {
        ArchiveFolder made = empty(folder);
        made.deb("example-editor", "1.0", "amd64");
        made.deb("example-editor", "1.0", "arm64");
        made.deb("example-tool", "2.0", "all");
        quickKey(made.archive(), "correct horse", made.now.plusSeconds(1));
        made.done("archive init P --key-iterations 1000 --check none --origin Example --url https://apt.example.org"
                + " --suite stable --suite beta --component main --component extra A");
        made.done("archive add --publish P A stable D/debs");
        return made;
    }

    /** A key for an archive that begins, which uses what is there: its passphrase takes no time. */
    static void quickKey(Path archive, String passphrase, Instant made) throws IOException {
        byte[] key = QuickKey.create("Example", made, Optional.empty(), passphrase.toCharArray());
        QuickKey.keep(archive, "keys/archive.key", key);
    }

    /** The same, made now. */
    static void quickKey(Path archive, String passphrase) throws IOException {
        quickKey(archive, passphrase, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /** The same in another folder. */
    ArchiveFolder copiedTo(Path other) throws IOException, InterruptedException {
        call("cp", "-a", folder + "/.", other.toString());
        return new ArchiveFolder(other, now);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path archive() {
        return folder.resolve("archive");
    }

    Path published(String name) {
        return archive().resolve("public").resolve(name);
    }

    /** A package in the folder {@code debs}. */
    Path deb(String name, String version, String architecture) throws IOException, InterruptedException {
        return deb("debs", name, version, architecture);
    }

    /** A package in a folder. */
    Path deb(String into, String name, String version, String architecture, String... options)
            throws IOException, InterruptedException {
        Path tree = Files.createDirectories(folder.resolve("tree/DEBIAN"));
        Files.writeString(tree.resolve("control"), """
                Package: %s
                Version: %s
                Architecture: %s
                Maintainer: Example <apt@example.org>
                Description: a package for tests
                """.formatted(name, version, architecture));
        Path file = Files.createDirectories(folder.resolve(into))
                .resolve("%s_%s_%s.deb".formatted(name, version, architecture));
        List<String> words = new ArrayList<>(List.of("dpkg-deb", "--root-owner-group"));
        words.addAll(List.of(options));
        words.addAll(List.of("--build", folder.resolve("tree").toString(), file.toString()));
        call(words.toArray(String[]::new));
        return file;
    }

    /** Runs another program, which has to work, and gives what it printed. */
    static String call(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s:%n%s", String.join(" ", command), output)
                .isZero();
        return output;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** One call, the words first, then words that may have blanks. */
    CommandLineRun run(String words, String... more) {
        now = now.plusSeconds(1);
        return CommandLineRun.at(Clock.fixed(now, ZoneOffset.UTC), words(words, more));
    }

    /** The same call where a person watches. */
    CommandLineRun watched(String words, String... more) {
        now = now.plusSeconds(1);
        return CommandLineRun.watchedAt(Clock.fixed(now, ZoneOffset.UTC), words(words, more));
    }

    private String[] words(String words, String... more) {
        List<String> all = new ArrayList<>();
        for (String word : words.split(" ", -1)) {
            if (word.equals("P")) {
                all.addAll(List.of(
                        "--passphrase-file", folder.resolve("passphrase").toString()));
            } else {
                all.add(word.equals("A") ? archive().toString() : word.replaceFirst("^D/", folder + "/"));
            }
        }
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What a call prints that has to work. */
    String done(String words, String... more) {
        CommandLineRun run = run(words, more);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    /** What a call complains of that has to end otherwise, with this folder as D. */
    String fails(ExitCode code, String words, String... more) {
        CommandLineRun run = run(words, more);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        return shortened(run.err());
    }

    /** What was printed, with this folder as D. */
    String shortened(String output) {
        return output.replace(folder.toString(), "D");
    }

    /** Every file of the archive: its bytes, its number on the disk and its time, so that one that is written anew is another one. */
    Map<String, String> state() throws IOException {
        return state(archive());
    }

    /** The same of what clients see: publishing notes elsewhere that it held TUF's lease. */
    Map<String, String> publishedState() throws IOException {
        return state(published(""));
    }

    /** What a publication that came to nothing may have left behind has names that nothing names. */
    void assertSeenAsIn(Map<String, String> before) throws IOException {
        Map<String, String> now = publishedState();
        assertThat(now).containsAllEntriesOf(before);
        now.keySet().removeAll(before.keySet());
        now.values().removeIf(NO_FILE::equals);
        assertThat(now.keySet()).allMatch(path -> path.contains("/by-hash/"));
    }

    private static Map<String, String> state(Path folder) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                state.put(
                        path.toString(),
                        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                                ? "%s %s %s"
                                        .formatted(
                                                sha256(Files.readAllBytes(path)),
                                                Files.getAttribute(path, "unix:ino"),
                                                Files.getLastModifiedTime(path))
                                : NO_FILE);
            }
        }
        return state;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
