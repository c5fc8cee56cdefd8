package dev.tufa.conformance.aptfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Packets, armor and clear text of OpenPGP (RFC 9580), written without the help of what is tested. */
final class OpenPgpBytes {
    static final String SIGNATURE = "SIGNATURE";
    static final String PUBLIC_KEY = "PUBLIC KEY BLOCK";
    static final String PRIVATE_KEY = "PRIVATE KEY BLOCK";
    static final int SIGNATURE_PACKET = 2;
    static final int USER_ID = 13;
    static final int USER_ATTRIBUTE = 17;

    private OpenPgpBytes() {}

    /** A packet with a length of five octets. */
    static byte[] packet(int tag, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xc0 | tag);
        out.write(255);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(body.length >> shift);
        }
        out.writeBytes(body);
        return out.toByteArray();
    }

    static byte[] userId(String text) {
        return packet(USER_ID, text.getBytes(UTF_8));
    }

    static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    static String armored(String label, byte[]... packets) {
        byte[] bytes = joined(List.of(packets));
        return "-----BEGIN PGP %1$s-----\n\n%2$s\n=%3$s\n-----END PGP %1$s-----\n"
                .formatted(label, base64(bytes), checksum(bytes));
    }

    private static String base64(byte[] bytes) {
        return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    }

    /** RFC 9580 §6.1.1. */
    private static String checksum(byte[] bytes) {
        int crc = 0xb704ce;
        for (byte b : bytes) {
            crc ^= (b & 0xff) << 16;
            for (int i = 0; i < 8; i++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) {
                    crc ^= 0x1864cfb;
                }
            }
        }
        return Base64.getEncoder().encodeToString(new byte[] {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc});
    }

    /** Bytes as text with a character for each, in which they can be changed. */
    static String latin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    /** What a signature over a clear text is over (RFC 9580 §7.2). */
    static byte[] signedForm(byte[] text) {
        return bytes(latin1(text)
                .lines()
                .map(line -> line.replaceFirst("[ \t]+$", ""))
                .collect(Collectors.joining("\r\n")));
    }

    /** A text between headers and signature: lines that begin with a dash, or as mail does, are escaped (RFC 9580 §7.1). */
    static String escaped(byte[] text) {
        return latin1(text).replaceAll("(?m)^(?=-|From )", "- ");
    }
}
