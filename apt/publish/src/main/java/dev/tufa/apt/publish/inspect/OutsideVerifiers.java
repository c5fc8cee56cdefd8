package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.outside.TemporaryFolder;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.publish.suite.SuiteFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks the programs by which apt verifies, those of them that this computer has: they know its time, and their own rules. */
final class OutsideVerifiers {
    private static final Path PROGRAMS = Path.of("/usr/bin");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** More than is said of as many signatures as a release may have. */
    private static final int MOST_BYTES = 64 << 20;

    private static final String KEYS = "keys.pgp";

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
        try (TemporaryFolder temporary = TemporaryFolder.create("tufa-verify-")) {
            Path folder = temporary.path();
            ByteArrayOutputStream keyring = new ByteArrayOutputStream();
            keys.forEach(key -> keyring.writeBytes(key.encoded()));
            Files.write(folder.resolve(KEYS), keyring.toByteArray());
            for (Map.Entry<String, byte[]> form : forms.entrySet()) {
                Files.write(folder.resolve(form.getKey()), form.getValue());
            }
            return new OutsideVerifiers(folder).ask(forms);
        }
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
        SystemProgram verifier = SystemProgram.at(PROGRAMS.resolve(program));
        if (!verifier.isThere()) {
            return;
        }
        List<String> command =
                new ArrayList<>(List.of("--keyring", folder.resolve(KEYS).toString()));
        command.addAll(List.of(words));
        SystemProgram.Answer answer = verifier.in(folder).ask(command, PATIENCE, MOST_BYTES);
        if (answer.exit() != 0) {
            complaints.add(
                    "expected %s to take %s, got: %s".formatted(program, words[words.length - 1], answer.inOneLine()));
        }
    }
}
