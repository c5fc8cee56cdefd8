package dev.tufa.apt.install.file;

import dev.tufa.apt.archive.deb822.Stanza;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first TUF root of an archive (§5.7): what the signature over the {@code .apt} file vouches for, and everything that TUF vouches
 * for after it hangs on.
 *
 * @param sha256 of the root's file, in lower case hex
 * @param url where the file is; empty if it is inline
 * @param inline the file itself; empty if it has to be fetched
 * @param scope what of the archive TUF vouches for
 */
public record TufRoot(String sha256, Optional<URI> url, Optional<Inline> inline, Scope scope) {
    static final List<String> FIELDS = List.of("TUF-Root-SHA256", "TUF-Root-URL", "TUF-Root", "TUF-Scope");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Reads the fields, whose names have a prefix in versions that did not know them; empty if there is none of them. */
    static Optional<TufRoot> read(Stanza stanza, String prefix) throws AptFileException {
        if (FIELDS.stream().allMatch(name -> stanza.find(prefix + name).isEmpty())) {
            return Optional.empty();
        }
        String sha256 = stanza.value(prefix + "TUF-Root-SHA256")
                .orElseThrow(() ->
                        refused(prefix + "TUF-Root-SHA256: expected it beside the other fields about TUF, got none"));
        if (!SHA256.matcher(sha256).matches()) {
            throw refused(prefix + "TUF-Root-SHA256: expected 64 hex digits in lower case, got \"" + sha256 + '"');
        }
        Optional<String> url = stanza.value(prefix + "TUF-Root-URL");
        Optional<Inline> inline = Optional.empty();
        if (stanza.find(prefix + "TUF-Root").isPresent()) {
            inline = Optional.of(inline(stanza.find(prefix + "TUF-Root").get().words(), sha256, prefix));
        }
        if (url.isPresent() == inline.isPresent()) {
            throw refused("%1$sTUF-Root-URL, %1$sTUF-Root: expected one of them, got %2$s"
                    .formatted(prefix, url.isPresent() ? "both" : "neither"));
        }
        AddressSyntax address = new AddressSyntax(Refusal.TUF, prefix + "TUF-Root-URL", Set.of("https", "http"));
        String scope = stanza.value(prefix + "TUF-Scope").orElse(Scope.RELEASE.word());
        return Optional.of(new TufRoot(
                sha256,
                url.isPresent() ? Optional.of(address.read(url.get())) : Optional.empty(),
                inline,
                Scope.of(scope, prefix)));
    }

    private static Inline inline(List<String> words, String sha256, String prefix) throws AptFileException {
        String base64 = String.join("", words);
        byte[] root;
        try {
            root = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new AptFileException(Refusal.TUF, prefix + "TUF-Root: expected base64, got something else", e);
        }
        if (root.length == 0 || !Base64.getEncoder().encodeToString(root).equals(base64)) {
            throw refused(prefix + "TUF-Root: expected a file in base64, got something else");
        }
        String actual = sha256(root);
        if (!actual.equals(sha256)) {
            throw refused(
                    "%sTUF-Root: expected a file with SHA-256 %s, got one with %s".formatted(prefix, sha256, actual));
        }
        return new Inline(root);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static AptFileException refused(String message) {
        return new AptFileException(Refusal.TUF, message);
    }

    /** What of an archive TUF vouches for. */
    public enum Scope {
        /** The Release files; apt goes by the hashes in them. */
        RELEASE,
        /** The packages as well. */
        PACKAGES;

        /** As the field says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Scope of(String word, String prefix) throws AptFileException {
            for (Scope scope : values()) {
                if (scope.word().equals(word)) {
                    return scope;
                }
            }
            throw refused("%sTUF-Scope: expected release or packages, got \"%s\"".formatted(prefix, word));
        }
    }

    /** Bytes that are equal when they are the same. */
    public static final class Inline {
        private final byte[] bytes;

        Inline(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** The bytes, a copy. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inline that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
