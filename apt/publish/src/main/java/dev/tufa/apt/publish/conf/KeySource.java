package dev.tufa.apt.publish.conf;

import dev.tufa.apt.openpgp.Fingerprint;
import java.util.Optional;

/** Where an OpenPGP key is that signs for an archive. */
public sealed interface KeySource {
    /** As {@code archive.conf} says it. */
    String text();

    /**
     * A source as {@link #text} writes it.
     *
     * @throws IllegalArgumentException if it is none
     */
    static KeySource parse(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        String kind = colon < 0 ? text : text.substring(0, colon);
        if (colon >= 0 && !value.isEmpty()) {
            switch (kind) {
                case "file":
                    return new SecretFile(value);
                case "gpg":
                    int at = value.indexOf('@');
                    return at < 0
                            ? new Gpg(Fingerprint.of(value), Optional.empty())
                            : new Gpg(Fingerprint.of(value.substring(0, at)), Optional.of(value.substring(at + 1)));
                case "exec":
                    int semicolon = value.indexOf(Program.CERTIFICATE);
                    if (semicolon > 0) {
                        return new Program(
                                value.substring(0, semicolon),
                                value.substring(semicolon + Program.CERTIFICATE.length()));
                    }
                    break;
                default:
            }
        }
        throw new IllegalArgumentException(
                "key: expected file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE, got \"%s\""
                        .formatted(text));
    }

    private static void requireWord(String text) {
        boolean isWord = !text.isEmpty() && text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == ' ');
        if (!isWord) {
            throw new IllegalArgumentException("key: expected a name without blanks, got \"%s\"".formatted(text));
        }
    }

    /**
     * A file that is encrypted with a passphrase.
     *
     * @param file relative to the archive's folder for private things, or absolute
     */
    record SecretFile(String file) implements KeySource {
        /** A file that settings can name. */
        public SecretFile {
            requireWord(file);
        }

        @Override
        public String text() {
            return "file:" + file;
        }
    }

    /**
     * A key that gpg has.
     *
     * @param home of gpg; empty for the user's
     */
    record Gpg(Fingerprint fingerprint, Optional<String> home) implements KeySource {
        /** A home that settings can name. */
        public Gpg {
            home.ifPresent(KeySource::requireWord);
        }

        @Override
        public String text() {
            return "gpg:" + fingerprint.hex() + home.map(folder -> "@" + folder).orElse("");
        }
    }

    /**
     * A program that reaches a key elsewhere.
     *
     * @param certificate the file with the public half
     */
    record Program(String program, String certificate) implements KeySource {
        private static final String CERTIFICATE = ";certificate=";

        /** A program that settings can name. */
        public Program {
            requireWord(program);
            requireWord(certificate);
            if (program.contains(CERTIFICATE)) {
                throw new IllegalArgumentException(
                        "key: expected a program without %s in its name, got \"%s\"".formatted(CERTIFICATE, program));
            }
        }

        @Override
        public String text() {
            return "exec:" + program + CERTIFICATE + certificate;
        }
    }
}
