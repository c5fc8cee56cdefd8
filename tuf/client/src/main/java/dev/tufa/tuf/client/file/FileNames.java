package dev.tufa.tuf.client.file;

import dev.tufa.tuf.metadata.HashFunction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/**
 * The one way from a name in metadata to a name in a folder, for writing and reading alike. Two names never meet, on file
 * systems that ignore case neither; no name leaves the folder, hides, or is a device.
 *
 * <p>Lower case letters, digits, {@code -}, {@code _} and {@code .} stand for themselves, except for a dot at the beginning;
 * every other byte of the UTF-8 form is {@code %} and two lower case hex digits.
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

    static String encode(String name) {
        if (name.isEmpty()) {
            return "%_"; // what no other name becomes
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(utf8.length);
        boolean device = DEVICES.contains(name.split("\\.", 2)[0]);
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            boolean plain = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_' || b == '.';
            boolean first = i == 0;
            boolean lastDot = b == '.' && i == utf8.length - 1;
            if (plain && !(first && (b == '.' || device)) && !lastDot) {
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
