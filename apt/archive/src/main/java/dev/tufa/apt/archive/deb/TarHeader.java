package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * Checks a header of a tar archive before the library reads it. Whatever GNU tar, dpkg's own reader and the library understand
 * differently is refused: then all of them see the same entries.
 */
final class TarHeader {
    static final int BYTES = 512;

    private static final String TYPES = "\0" + "0123456LK";
    private static final String TYPES_WITH_CONTENT = "\0" + "0LK";
    private static final String DEVICES = "34";
    private static final int MODE = 100;
    private static final int USER = 108;
    private static final int GROUP = 116;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int MAJOR = 329;
    private static final int MINOR = 337;
    private static final int NUMBER = 8;
    private static final int LONG_NUMBER = 12;
    private static final Pattern OCTAL = Pattern.compile(" *[0-7]+[ \0]*");
    private static final byte BINARY = (byte) 0x80;
    private static final String LONG_NAME = "././@LongLink\0";

    private final String archive;
    private final byte[] bytes;

    TarHeader(String archive, byte[] bytes) {
        this.archive = archive;
        this.bytes = bytes;
    }

    char type() {
        return (char) (bytes[TYPE] & 0xff);
    }

    /** Whether it brings the name or link of the next entry, which was too long for a header. */
    boolean isLongText() {
        return type() == 'L' || type() == 'K';
    }

    void check(int longest) throws Refused {
        if (!hasChecksum()) {
            throw damaged("the sum of its bytes", "another");
        }
        if (!isKnownFormat()) {
            throw damaged("the format of GNU, ustar or Unix V7", "another");
        }
        if (TYPES.indexOf(type()) < 0) {
            throw new Refused(
                    DebRefusal.TAR_TYPE,
                    archive,
                    "files, links, directories, devices and pipes",
                    "an entry of type '" + type() + "'");
        }
        checkNumbers();
        long size = size();
        if (size > 0 && TYPES_WITH_CONTENT.indexOf(type()) < 0) {
            throw damaged("no content but in files", size + " bytes of type '" + type() + "'");
        }
        if (isLongText() && !new String(bytes, 0, LONG_NAME.length(), ISO_8859_1).equals(LONG_NAME)) {
            throw damaged("././@LongLink before a long name", "another name");
        }
        if (isLongText() && size > longest) {
            throw new Refused(DebRefusal.TOO_LARGE, archive, "paths of at most " + longest + " bytes", size);
        }
    }

    private boolean hasChecksum() {
        try {
            return TarUtils.verifyCheckSum(bytes);
        } catch (IllegalArgumentException notOctal) {
            return false;
        }
    }

    /** Without a magic, the rest has to be empty: some read a prefix of the name there and some do not. */
    private boolean isKnownFormat() {
        String magic = new String(bytes, MAGIC, 8, ISO_8859_1);
        if (magic.startsWith("ustar\0") || magic.equals("ustar  \0")) {
            return true;
        }
        for (int i = MAGIC; i < BYTES; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    long size() throws Refused {
        return number("size", SIZE, LONG_NUMBER);
    }

    /** The numbers that say what an entry becomes; those of devices only where there is one. */
    private void checkNumbers() throws Refused {
        number("mode", MODE, NUMBER);
        number("user id", USER, NUMBER);
        number("group id", GROUP, NUMBER);
        number("time", TIME, LONG_NUMBER);
        if (DEVICES.indexOf(type()) >= 0) {
            number("device", MAJOR, NUMBER);
            number("device", MINOR, NUMBER);
        }
    }

    /** Octal digits, or a positive binary number of GNU tar; after a zero byte some readers see 0 and some read on. */
    private long number(String what, int at, int length) throws Refused {
        String text = new String(bytes, at, length, ISO_8859_1);
        boolean binary = bytes[at] == BINARY;
        if (!binary && !OCTAL.matcher(text).matches()) {
            throw damaged("a " + what + " in octal digits", '"' + text + '"');
        }
        try {
            return TarUtils.parseOctalOrBinary(bytes, at, length);
        } catch (IllegalArgumentException e) {
            throw damaged("a " + what, String.valueOf(e.getMessage()));
        }
    }

    private Refused damaged(String expected, Object got) {
        return new Refused(DebRefusal.TAR_HEADER, archive + ": header of an entry", expected, got);
    }
}
