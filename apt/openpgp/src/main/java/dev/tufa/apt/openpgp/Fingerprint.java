package dev.tufa.apt.openpgp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The fingerprint of a key of version 4 (RFC 9580 §5.5.4.2): what identifies it.
 *
 * @param hex forty digits in upper case
 */
public record Fingerprint(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9A-F]{40}");

    /** A fingerprint as gpg writes it to programs. */
    public Fingerprint {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("fingerprint: expected 40 hex digits in upper case, got \"" + hex + '"');
        }
    }

    /** Reads a fingerprint as people write it: in any case, with blanks. */
    public static Fingerprint of(String text) {
        return new Fingerprint(text.replace(" ", "").toUpperCase(Locale.ROOT));
    }

    static Fingerprint of(byte[] bytes) {
        return new Fingerprint(HexFormat.of().withUpperCase().formatHex(bytes));
    }

    /** In groups of four with a gap in the middle, as gpg shows it: the spelling that people compare. */
    public String grouped() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 4) {
            if (i > 0) {
                text.append(i == hex.length() / 2 ? "  " : " ");
            }
            text.append(hex, i, i + 4);
        }
        return text.toString();
    }

    /** The last sixteen digits: a name that another key can have too. */
    public String keyId() {
        return hex.substring(24);
    }

    @Override
    public String toString() {
        return hex;
    }
}
