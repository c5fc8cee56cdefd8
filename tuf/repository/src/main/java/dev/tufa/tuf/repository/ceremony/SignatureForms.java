package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.EventRefusedException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Signatures as other tools write them: raw bytes, hex or Base64; of ECDSA in DER, or as two numbers of one length. */
public final class SignatureForms {
    /** Longest signature in bytes, as text; stops a file that cannot be one. */
    public static final int LONGEST = 64 << 10;

    private SignatureForms() {}

    /**
     * The signature that a file holds, in whichever form it is right.
     *
     * @param content of the file
     * @throws EventRefusedException if it is not the signature of that key over the part, in any form
     */
    public static PartSignature read(Event event, String role, String keyId, byte[] content)
            throws EventRefusedException {
        String sha256 = event.part(role).map(Part::sha256).orElse("");
        Key key = event.part(role).map(part -> event.wanted(part).get(keyId)).orElse(null);
        boolean ecdsa = key != null && key.scheme().startsWith("ecdsa");
        EventRefusedException refusal = new EventRefusedException(
                "signature: expected 1 to %d bytes, got %d".formatted(LONGEST, content.length));
        if (content.length == 0 || content.length > LONGEST) {
            throw refusal;
        }
        for (byte[] raw : decoded(content)) {
            for (byte[] form : ecdsa ? List.of(raw, der(raw)) : List.of(raw)) {
                PartSignature signature =
                        new PartSignature(role, keyId, sha256, HexFormat.of().formatHex(form));
                try {
                    event.require(signature);
                    return signature;
                } catch (EventRefusedException e) {
                    refusal = e;
                }
            }
        }
        throw refusal;
    }

    private static List<byte[]> decoded(byte[] content) {
        List<byte[]> all = new ArrayList<>(List.of(content));
        String text = new String(content, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
        try {
            all.add(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            // not hex
        }
        try {
            all.add(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // not Base64
        }
        return all;
    }

    /** Two numbers of one length, as tokens write them, in DER. */
    private static byte[] der(byte[] pair) {
        int half = pair.length / 2;
        byte[] numbers = concatenated(
                integer(Arrays.copyOfRange(pair, 0, half)), integer(Arrays.copyOfRange(pair, half, pair.length)));
        return element(0x30, numbers);
    }

    private static byte[] integer(byte[] unsigned) {
        return element(0x02, new BigInteger(1, unsigned).toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        byte[] length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : content.length < 0x100
                        ? new byte[] {(byte) 0x81, (byte) content.length}
                        : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return concatenated(new byte[] {(byte) tag}, length, content);
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
