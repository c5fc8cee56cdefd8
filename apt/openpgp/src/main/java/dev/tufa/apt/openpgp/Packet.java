package dev.tufa.apt.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One packet (RFC 9580 §4): its kind and what it holds. Kinds and lengths are read here, before the library sees anything, so that
 * what is passed over is passed over by us.
 */
final class Packet {
    static final int SIGNATURE = 2;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int TRUST = 12;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;

    private static final String MALFORMED = "%s: expected packets of OpenPGP, got something else at byte %d";

    private final int tag;
    private final byte[] body;

    /** A packet over a body that nobody changes any more. */
    Packet(int tag, byte[] body) {
        this.tag = tag;
        this.body = body;
    }

    int tag() {
        return tag;
    }

    byte[] body() {
        return body;
    }

    /**
     * Reads all of some bytes as packets.
     *
     * @param what what messages call the bytes
     * @param most packets
     */
    static List<Packet> readAll(byte[] bytes, String what, OpenPgpRefusal refusal, int most) throws OpenPgpException {
        List<Packet> packets = new ArrayList<>();
        int position = 0;
        while (position < bytes.length) {
            int start = position;
            int first = bytes[position++] & 0xff;
            int octets;
            int tag;
            if (first >= 0xc0) { // RFC 9580 §4.2.1
                tag = first & 0x3f;
                octets = newOctets(bytes, position);
            } else if (first >= 0x80) { // RFC 9580 §4.2.2
                tag = first >> 2 & 0xf;
                octets = (first & 3) == 3 ? 0 : 1 << (first & 3);
            } else {
                throw new OpenPgpException(refusal, MALFORMED.formatted(what, start));
            }
            if (octets == 0 || bytes.length - position < octets) {
                throw new OpenPgpException(refusal, MALFORMED.formatted(what, start));
            }
            long length = first >= 0xc0 ? newLength(bytes, position, octets) : number(bytes, position, octets);
            position += octets;
            if (length > bytes.length - position) {
                throw new OpenPgpException(refusal, MALFORMED.formatted(what, start));
            }
            packets.add(new Packet(tag, Arrays.copyOfRange(bytes, position, position + (int) length)));
            position += (int) length;
            if (packets.size() > most) {
                throw new OpenPgpException(refusal, "%s: expected at most %d packets, got more".formatted(what, most));
            }
        }
        return packets;
    }

    /** So many bytes has the length; none for a length in parts, which only data can have. */
    private static int newOctets(byte[] bytes, int position) {
        if (position == bytes.length) {
            return 0;
        }
        int first = bytes[position] & 0xff;
        if (first < 192) {
            return 1;
        }
        return first < 224 ? 2 : first == 255 ? 5 : 0;
    }

    private static long newLength(byte[] bytes, int position, int octets) {
        return switch (octets) {
            case 1 -> bytes[position] & 0xff;
            case 2 -> ((bytes[position] & 0xff) - 192 << 8) + (bytes[position + 1] & 0xff) + 192;
            default -> number(bytes, position + 1, 4);
        };
    }

    private static long number(byte[] bytes, int position, int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | bytes[position + i] & 0xff;
        }
        return number;
    }

    /** The packet with a header of its own: the same whatever header it was read with. */
    byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 6);
        out.write(0xc0 | tag);
        if (body.length < 192) {
            out.write(body.length);
        } else if (body.length < 8384) {
            out.write((body.length - 192 >> 8) + 192);
            out.write(body.length - 192);
        } else {
            out.write(255);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(body.length >> shift);
            }
        }
        out.writeBytes(body);
        return out.toByteArray();
    }

    static byte[] encoded(List<Packet> packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packets.forEach(packet -> out.writeBytes(packet.encoded()));
        return out.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packet that && tag == that.tag && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(body);
    }
}
