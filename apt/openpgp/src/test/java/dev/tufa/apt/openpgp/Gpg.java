package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.openpgp.Tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** GnuPG with a home of its own, in a path that is short enough for the socket of its agent. */
public final class Gpg implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Path home;

    public Gpg() {
        try {
            home = Files.createTempDirectory(
                    Path.of("/tmp"),
                    "gh",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public Path home() {
        return home;
    }

    /** Runs gpg, which must succeed; its output. */
    public byte[] run(byte[] input, String... arguments) {
        Run run = tryRun(input, arguments);
        if (run.code() != 0) {
            throw new AssertionError("gpg %s: %d: %s".formatted(List.of(arguments), run.code(), run.err()));
        }
        return run.out();
    }

    public Run tryRun(byte[] input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--homedir",
                home.toString(),
                "--batch",
                "--no-tty",
                "--yes",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                ""));
        all.addAll(Arrays.asList(arguments));
        return Tool.GPG.run(Map.of(), input, all);
    }

    /** Makes a key without a passphrase; its fingerprint. */
    public Fingerprint newKey(String algorithm, String usage, String expire, String... options) {
        List<String> words = new ArrayList<>(Arrays.asList(options));
        words.addAll(
                List.of("--status-fd", "1", "--quick-gen-key", "Acme <acme@example.org>", algorithm, usage, expire));
        return created(run(new byte[0], words.toArray(String[]::new)));
    }

    /** The same for algorithms that have no short name. */
    public Fingerprint newKeyOf(String type, int bits, String... options) {
        List<String> words = new ArrayList<>(Arrays.asList(options));
        words.addAll(List.of("--status-fd", "1", "--full-gen-key"));
        String parameters =
                "%%no-protection\nKey-Type: %s\nKey-Length: %d\nKey-Usage: sign\nName-Real: Acme\nExpire-Date: 0\n"
                        .formatted(type, bits);
        return created(run(parameters.getBytes(US_ASCII), words.toArray(String[]::new)));
    }

    private static Fingerprint created(byte[] status) {
        return new String(status, UTF_8)
                .lines()
                .filter(line -> line.contains("KEY_CREATED"))
                .map(line -> Fingerprint.of(line.substring(line.length() - 40)))
                .findFirst()
                .orElseThrow();
    }

    public byte[] export(Fingerprint key, String... options) {
        List<String> words = new ArrayList<>(Arrays.asList(options));
        words.addAll(List.of("--export", key.hex()));
        return run(new byte[0], words.toArray(String[]::new));
    }

    public Certificate certificate(Fingerprint key) throws OpenPgpException {
        return Certificate.read(export(key));
    }

    public byte[] clearSign(byte[] text, Fingerprint key, String... options) {
        List<String> words = new ArrayList<>(List.of("--digest-algo", "SHA512", "--local-user", key.hex()));
        words.addAll(Arrays.asList(options));
        words.add("--clearsign");
        return run(text, words.toArray(String[]::new));
    }

    /** The option that has gpg take another time for now. */
    public static String at(Instant time) {
        return "--faked-system-time=" + TIME.format(time) + "!";
    }

    /** What gpgv says of a file, by its exit code. */
    public static boolean gpgvAccepts(byte[] keyring, byte[] signed) {
        return withFiles(
                List.of(keyring, signed),
                files -> Tool.GPGV
                                .run(
                                        Map.of(
                                                "GNUPGHOME",
                                                files.get(0)
                                                        .resolveSibling("home")
                                                        .toString()),
                                        new byte[0],
                                        List.of(
                                                "--keyring",
                                                files.get(0).toString(),
                                                files.get(1).toString()))
                                .code()
                        == 0);
    }

    public static boolean gpgvAccepts(byte[] keyring, byte[] signature, byte[] document) {
        return withFiles(
                List.of(keyring, signature, document),
                files -> Tool.GPGV
                                .run(
                                        Map.of(
                                                "GNUPGHOME",
                                                files.get(0)
                                                        .resolveSibling("home")
                                                        .toString()),
                                        new byte[0],
                                        List.of(
                                                "--keyring",
                                                files.get(0).toString(),
                                                files.get(1).toString(),
                                                files.get(2).toString()))
                                .code()
                        == 0);
    }

    /** What sqv says of a signature over a document. */
    public static boolean sqvAccepts(byte[] keyring, byte[] signature, byte[] document) {
        return withFiles(
                List.of(keyring, signature, document),
                files -> Tool.SQV
                                .run(
                                        Map.of(),
                                        new byte[0],
                                        List.of(
                                                "--keyring",
                                                files.get(0).toString(),
                                                files.get(1).toString(),
                                                files.get(2).toString()))
                                .code()
                        == 0);
    }

    /** What apt itself says of an InRelease, through the program by which it asks gpgv. */
    public static boolean aptAccepts(byte[] keyring, byte[] inRelease) {
        return withFiles(List.of(keyring, inRelease), files -> {
            try {
                Path key = Files.move(files.get(0), files.get(0).resolveSibling("key.gpg"));
                String request = """
                        601 Configuration
                        Config-Item: Dir=/

                        600 URI Acquire
                        URI: gpgv:%1$s
                        Filename: %1$s
                        Signed-By: %2$s

                        """.formatted(files.get(1), key);
                String answer = new String(
                        Tool.APT_GPGV
                                .run(Map.of(), request.getBytes(UTF_8), List.of())
                                .out(),
                        UTF_8);
                if (answer.contains("201 URI Done") == answer.contains("400 URI Failure")) {
                    throw new AssertionError("apt's gpgv method: expected an answer, got " + answer);
                }
                return answer.contains("201 URI Done");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private interface Question {
        boolean ask(List<Path> files);
    }

    private static boolean withFiles(List<byte[]> contents, Question question) {
        try {
            Path folder = Files.createTempDirectory("openpgp");
            folder.toFile().setReadable(true, false);
            folder.toFile().setExecutable(true, false);
            List<Path> files = new ArrayList<>();
            for (byte[] content : contents) {
                files.add(Files.write(folder.resolve("file" + files.size()), content));
            }
            boolean answer = question.ask(files);
            delete(folder);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        Tool.GPGCONF.run(Map.of(), new byte[0], List.of("--homedir", home.toString(), "--kill", "all"));
        try {
            delete(home);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
