package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands before a member of the ar archive: 60 bytes, of which dpkg reads the name and the length. The long names of GNU and BSD
 * are not part of the format.
 *
 * @param name without blanks, and without the slash that some put after it
 * @param length of the member, in bytes
 */
record ArHeader(String name, long length) {
    static final String MAGIC = "!<arch>\n";

    private static final int BYTES = 60;
    private static final int NAME_END = 16;
    private static final int LENGTH = 48;
    private static final int LENGTH_END = 58;
    private static final String END = "`\n";
    private static final Pattern NAME = Pattern.compile("[!-.0-~]+/? *");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+ *");

    /** Takes the next header; empty at the end of the file. */
    static Optional<ArHeader> read(DebSource source) throws IOException {
        String place = "header at byte " + source.position();
        byte[] bytes = source.readUpTo(BYTES);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length < BYTES) {
            throw new Refused(DebRefusal.TRUNCATED, place, BYTES + " bytes", bytes.length);
        }
        String text = new String(bytes, ISO_8859_1);
        String name = text.substring(0, NAME_END);
        String length = text.substring(LENGTH, LENGTH_END);
        if (!NAME.matcher(name).matches() || !DIGITS.matcher(length).matches() || !text.endsWith(END)) {
            throw new Refused(DebRefusal.MEMBER_HEADER, place, "a plain name and a length in digits", '"' + text + '"');
        }
        return Optional.of(new ArHeader(name.replaceFirst("/? *$", ""), Long.parseLong(length.strip())));
    }
}
