package dev.tufa.apt.openpgp;

import dev.tufa.apt.openpgp.Lines.Line;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.bcpg.CRC24;

/**
 * ASCII armor (RFC 9580 §6), read strictly: one reader must not find a block where another finds none. A checksum may be missing,
 * but has to be right, where the RFC would have a wrong one passed over: whoever wrote it meant other bytes.
 */
enum Armor {
    SIGNATURE("SIGNATURE", OpenPgpRefusal.SIGNED_TEXT),
    PUBLIC_KEY("PUBLIC KEY BLOCK", OpenPgpRefusal.KEY_BLOCK),
    SECRET_KEY("PRIVATE KEY BLOCK", OpenPgpRefusal.SECRET_KEY);

    /** Any block of OpenPGP begins so. */
    static final String BEGIN_ANY = "-----BEGIN PGP ";

    /** Headers that say nothing anyone relies on. */
    private static final Pattern HEADER = Pattern.compile("(?:Version|Comment|MessageID|Hash|Charset): [^\\p{Cntrl}]*");

    private static final Pattern DATA = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final Pattern CHECKSUM = Pattern.compile("=[A-Za-z0-9+/]{4}");

    final OpenPgpRefusal refusal;
    final String begin;
    private final String end;

    Armor(String label, OpenPgpRefusal refusal) {
        this.refusal = refusal;
        this.begin = BEGIN_ANY + label + "-----";
        this.end = "-----END PGP " + label + "-----";
    }

    /** Reads a block to its end, behind its first line. */
    byte[] read(Lines lines, int most) throws OpenPgpException {
        readHeaders(lines);
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            Line line = lines.next();
            if (line.is(end)) {
                return decode(data.toString());
            }
            if (CHECKSUM.matcher(line.latin1()).matches()) {
                byte[] bytes = decode(data.toString());
                requireChecksum(bytes, line.latin1());
                if (!lines.hasNext() || !lines.next().is(end)) {
                    throw refused("expected \"%s\" after the checksum, got something else".formatted(end));
                }
                return bytes;
            }
            if (line.length() > Limits.ARMOR_LINE) {
                throw refused(
                        "expected lines of at most %d characters, got %d".formatted(Limits.ARMOR_LINE, line.length()));
            }
            if (!DATA.matcher(line.latin1()).matches()) {
                throw refused("expected base64, got \"%s\"".formatted(Printable.shortened(line.bytes())));
            }
            data.append(line.latin1());
            if (data.length() > most) {
                throw refused("expected at most %d bytes, got more".formatted(most));
            }
        }
        throw refused("expected \"%s\", got the end of the file".formatted(end));
    }

    /** A block of its own, and nothing beside it. */
    byte[] readAlone(byte[] text, int most) throws OpenPgpException {
        Lines lines = new Lines(text);
        if (!lines.skipEmpty() || !lines.next().is(begin)) {
            throw refused("expected \"%s\", got something else".formatted(begin));
        }
        byte[] bytes = read(lines, most);
        if (lines.skipEmpty()) {
            throw refused("expected nothing after \"%s\", got \"%s\""
                    .formatted(end, Printable.shortened(lines.next().bytes())));
        }
        return bytes;
    }

    /** A block with a checksum, as old readers want one, and no headers; it ends with a line feed. */
    String write(byte[] bytes) {
        String data = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return begin + "\n\n" + data + "\n=" + checksum(bytes) + "\n" + end + "\n";
    }

    private void readHeaders(Lines lines) throws OpenPgpException {
        for (int i = 0; i <= Limits.ARMOR_HEADERS && lines.hasNext(); i++) {
            Line line = lines.next();
            if (line.isEmpty()) {
                return;
            }
            if (!HEADER.matcher(line.latin1()).matches()) {
                throw refused("expected an empty line after \"%s\", got \"%s\""
                        .formatted(begin, Printable.shortened(line.bytes())));
            }
        }
        throw refused("expected an empty line after \"%s\", got none".formatted(begin));
    }

    private byte[] decode(String data) throws OpenPgpException {
        try {
            byte[] bytes = Base64.getDecoder().decode(data);
            if (bytes.length > 0 && Base64.getEncoder().encodeToString(bytes).equals(data)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new OpenPgpException(refusal, begin + ": expected base64, got something else", e);
        }
        throw refused("expected base64, got something else");
    }

    private void requireChecksum(byte[] bytes, String line) throws OpenPgpException {
        if (!line.substring(1).equals(checksum(bytes))) {
            throw refused("expected the checksum =%s, got %s".formatted(checksum(bytes), line));
        }
    }

    private static String checksum(byte[] bytes) {
        CRC24 crc = new CRC24();
        for (byte b : bytes) {
            crc.update(b & 0xff);
        }
        int value = crc.getValue();
        return Base64.getEncoder().encodeToString(new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    private OpenPgpException refused(String problem) {
        return new OpenPgpException(refusal, begin + ": " + problem);
    }

    static boolean isArmored(byte[] bytes) {

        Lines lines = new Lines(bytes);
        return lines.skipEmpty() && lines.next().startsWith(BEGIN_ANY);
    }
}
