package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of the system that tests compare with; a test that needs one that is missing fails and says which. */
public record Tool(String program, String debianPackage) {
    public static final Tool GPG = new Tool("/usr/bin/gpg", "gnupg");
    public static final Tool GPGCONF = new Tool("/usr/bin/gpgconf", "gnupg");
    public static final Tool GPGV = new Tool("/usr/bin/gpgv", "gpgv");
    public static final Tool SQV = new Tool("/usr/bin/sqv", "sqv");
    public static final Tool APT_GPGV = new Tool("/usr/lib/apt/methods/gpgv", "apt");

    /** What a run left behind. */
    public static final class Run {
        private final int code;
        private final byte[] out;
        private final String err;

        Run(int code, byte[] out, String err) {
            this.code = code;
            this.out = out;
            this.err = err;
        }

        public int code() {
            return code;
        }

        public byte[] out() {
            return out;
        }

        public String err() {
            return err;
        }
    }

    public Run run(Map<String, String> environment, byte[] input, List<String> arguments) {
        if (!Files.isExecutable(Path.of(program))) {
            throw new AssertionError(program + ": expected it on this system, got none: install " + debianPackage);
        }
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        try {
            Path err = Files.createTempFile("tool", ".err");
            Path out = Files.createTempFile("tool", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectError(err.toFile()).redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            } catch (IOException e) {
                // it ended without reading
            }
            Run run = new Run(process.waitFor(), Files.readAllBytes(out), Files.readString(err, UTF_8));
            Files.delete(err);
            Files.delete(out);
            return run;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
