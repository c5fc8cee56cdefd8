package dev.tufa.tuf.client.file;

import dev.tufa.tuf.metadata.HashFunction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * The one way from a name in metadata to a name in a folder, for writing and reading alike. Two names never meet; no name leaves
 * the folder, hides, or is a device. Bytes of the UTF-8 form that do not stand for themselves are {@code %} and two lower case
 * hex digits; very long names end in a digest.
 */
final class FileNames {
    /** Longest name, in bytes, with room for an extension: file systems end at 255. */
    private static final int LONGEST = 200;

    private static final int KEPT_OF_LONG_NAME = 100;

    /** Names that some systems take for devices, whatever extension follows. */
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private FileNames() {}

    /**
     * The name for a role: nothing in the metadata says which role it is, so that names must not meet where file systems ignore
     * case either. Lower case letters, digits, {@code -}, {@code _} and {@code .} stand for themselves.
     */
    static String ofRole(String name) {
        return encode(name, "-_.");
    }

    /**
     * The name for a segment of a target path, which people read: upper case letters and a few more characters stand for
     * themselves as well. Where case is ignored, {@link FileTargetStore} refuses the second of two names.
     */
    static String ofSegment(String name) {
        return encode(name, "-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ+~@=,()' ");
    }

    private static String encode(String name, String alsoPlain) {
        if (name.isEmpty()) {
            return "%_"; // what no other name becomes
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(utf8.length);
        boolean device = DEVICES.contains(name.split("\\.", 2)[0].toLowerCase(Locale.ROOT));
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            boolean plain = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || alsoPlain.indexOf(b) >= 0;
            boolean atStart = i == 0 && (b == '.' || b == ' ' || device);
            boolean atEnd = i == utf8.length - 1 && (b == '.' || b == ' ');
            if (plain && !atStart && !atEnd) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02x".formatted(b & 0xFF));
            }
        }
        if (encoded.length() <= LONGEST) {
            return encoded.toString();
        }
        String digest = HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(utf8));
        return encoded.substring(0, KEPT_OF_LONG_NAME) + "%~" + digest;
    }
}
