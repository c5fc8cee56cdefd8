package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.publish.suite.SuiteFiles;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the programs by which apt verifies, those of them that this computer has: they know its time, and their own rules. */
final class OutsideVerifiers {
    private static final long MOST_SECONDS = 60;
    private static final String KEYS = "keys.pgp";
    private static final String OUTPUT = "output";

    private final Path folder;

    private OutsideVerifiers(Path folder) {
        this.folder = folder;
    }

    /**
     * What they have against signatures.
     *
     * @param forms of the release that are there, by the names of their files
     */
    static List<String> complaints(List<Certificate> keys, Map<String, byte[]> forms) throws IOException {
        Path folder = Files.createTempDirectory("tufa-verify-");
        try {
            ByteArrayOutputStream keyring = new ByteArrayOutputStream();
            keys.forEach(key -> keyring.writeBytes(key.encoded()));
            Files.write(folder.resolve(KEYS), keyring.toByteArray());
            for (Map.Entry<String, byte[]> form : forms.entrySet()) {
                Files.write(folder.resolve(form.getKey()), form.getValue());
            }
            return new OutsideVerifiers(folder).ask(forms);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private List<String> ask(Map<String, byte[]> forms) throws IOException {
        List<String> complaints = new ArrayList<>();
        if (forms.containsKey(SuiteFiles.RELEASE) && forms.containsKey(SuiteFiles.RELEASE_GPG)) {
            ask(complaints, "gpgv", "--homedir", ".", SuiteFiles.RELEASE_GPG, SuiteFiles.RELEASE);
            ask(complaints, "sqv", SuiteFiles.RELEASE_GPG, SuiteFiles.RELEASE);
        }
        if (forms.containsKey(SuiteFiles.IN_RELEASE)) {
            ask(complaints, "gpgv", "--homedir", ".", SuiteFiles.IN_RELEASE);
        }
        return complaints;
    }

    private void ask(List<String> complaints, String program, String... words) throws IOException {
        if (!isThere(program)) {
            return;
        }
        List<String> command = new ArrayList<>(
                List.of(program, "--keyring", folder.resolve(KEYS).toString()));
        command.addAll(List.of(words));
        Path output = folder.resolve(OUTPUT);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "%s: expected an end within %d seconds, got none".formatted(program, MOST_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while %s was running".formatted(program));
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            complaints.add("expected %s to take %s, got: %s".formatted(program, words[words.length - 1], said(output)));
        }
    }

    private static String said(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static boolean isThere(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
