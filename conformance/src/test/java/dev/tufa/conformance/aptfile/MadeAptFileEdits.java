package dev.tufa.conformance.aptfile;

import java.util.function.UnaryOperator;

/** Changes to the text of a file. */
final class MadeAptFileEdits {
    private MadeAptFileEdits() {}

    /** Puts a text in the place of the first of another, which has to be there. */
    static UnaryOperator<String> replaced(String once, String by) {
        return text -> {
            int at = text.indexOf(once);
            if (at < 0) {
                throw new AssertionError("expected \"" + once + "\" in " + text);
            }
            return text.substring(0, at) + by + text.substring(at + once.length());
        };
    }

    /** Changes the checksum of a block. */
    static String wrongChecksum(String armored) {
        int checksum = armored.indexOf("\n=") + 2;
        char other = armored.charAt(checksum) == 'A' ? 'B' : 'A';
        return armored.substring(0, checksum) + other + armored.substring(checksum + 1);
    }

    /** Sets a bit of the last character of a block's base64 that belongs to no byte, and takes the checksum away. */
    static String looseBits(String armored) {
        int end = armored.indexOf("=\n=");
        char last = armored.charAt(armored.charAt(end - 1) == '=' ? end - 2 : end - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        String other = String.valueOf(alphabet.charAt(alphabet.indexOf(last) + 1));
        return armored.replaceFirst(last + "(=+)\n=.{4}\n", other + "$1\n");
    }
}
