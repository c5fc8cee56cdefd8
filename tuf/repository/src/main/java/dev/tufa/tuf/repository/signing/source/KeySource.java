package dev.tufa.tuf.repository.signing.source;

import dev.tufa.tuf.refusal.Printable;
import java.util.List;
import java.util.regex.Pattern;

/** Where a private key is, as a text like a URI. It has no secrets: a PIN or a passphrase never stands in it. */
public sealed interface KeySource {
    /** Not here: somebody else has it. */
    KeySource ELSEWHERE = new Elsewhere();

    /** The text that {@link #parse} reads. */
    String text();

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is none of the forms below
     */
    static KeySource parse(String text) {
        if (text.equals("elsewhere")) {
            return ELSEWHERE;
        }
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "file" -> new EncryptedFile(rest);
            case "env" -> new Variable(rest);
            case "pkcs11" -> new Token(text);
            case "exec" -> Program.of(rest);
            case "ssh-agent" -> new Agent(rest);
            default ->
                throw new IllegalArgumentException(
                        "key source: expected file:, env:, pkcs11:, exec:, ssh-agent: or elsewhere, got \"%s\""
                                .formatted(Printable.of(text)));
        };
    }

    /**
     * {@code file:NAME}: an encrypted file in the repository's folder of keys.
     *
     * @param name without a folder
     */
    record EncryptedFile(String name) implements KeySource {
        private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");

        public EncryptedFile {
            require(SAFE, "file name: expected letters, digits, '.', '_' or '-'", name);
        }

        /** Whether a file can have this name. */
        public static boolean isName(String name) {
            return SAFE.matcher(name).matches();
        }

        @Override
        public String text() {
            return "file:" + name;
        }
    }

    /** {@code env:NAME}: a variable of the environment that holds the private key. */
    record Variable(String name) implements KeySource {
        private static final Pattern SAFE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        public Variable {
            require(SAFE, "env: expected the name of a variable", name);
        }

        @Override
        public String text() {
            return "env:" + name;
        }
    }

    /** {@code pkcs11:…}: a key in a token, as a URI of RFC 7512. */
    record Token(String text) implements KeySource {
        public Token {
            Pkcs11Uri.parse(text);
        }
    }

    /**
     * {@code exec:PROGRAM ARGUMENT…}: a program that signs. Words are parted by blanks; there is no shell, and no quoting.
     *
     * @param command the program and its first arguments
     */
    record Program(List<String> command) implements KeySource {
        public Program {
            command = List.copyOf(command);
            if (command.isEmpty()) {
                throw new IllegalArgumentException("exec: expected a program, got nothing");
            }
        }

        static Program of(String words) {
            return new Program(Pattern.compile(" +")
                    .splitAsStream(words.strip())
                    .filter(word -> !word.isEmpty())
                    .toList());
        }

        @Override
        public String text() {
            return "exec:" + String.join(" ", command);
        }
    }

    /**
     * {@code ssh-agent:SHA256:…}: a key of the ssh-agent.
     *
     * @param fingerprint as {@code ssh-add -l} shows it
     */
    record Agent(String fingerprint) implements KeySource {
        private static final Pattern SHA256 = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

        public Agent {
            require(SHA256, "ssh-agent: expected a fingerprint such as ssh-add -l shows, SHA256:…", fingerprint);
        }

        @Override
        public String text() {
            return "ssh-agent:" + fingerprint;
        }
    }

    /** {@code elsewhere}: with somebody else; here is the public key alone. */
    record Elsewhere() implements KeySource {
        @Override
        public String text() {
            return "elsewhere";
        }
    }

    private static void require(Pattern pattern, String expected, String actual) {
        if (!pattern.matcher(actual).matches()) {
            throw new IllegalArgumentException("%s, got \"%s\"".formatted(expected, Printable.of(actual)));
        }
    }
}
