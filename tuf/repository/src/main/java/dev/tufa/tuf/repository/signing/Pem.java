package dev.tufa.tuf.repository.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The blocks of PEM (RFC 7468). */
final class Pem {
    private Pem() {}

    /** Whether there is a block with a label. */
    static boolean has(byte[] pem, String label) {
        return text(pem).contains(begin(label));
    }

    /** What a block holds; the caller overwrites it after use. */
    static byte[] content(String name, byte[] pem, String label) throws IOException {
        String text = text(pem);
        int begin = text.indexOf(begin(label)) + begin(label).length();
        int end = text.indexOf("-----END " + label + "-----", begin);
        if (end < 0) {
            throw new IOException(name + ": expected a whole PEM block, got its beginning");
        }
        String body = text.substring(begin, end);
        if (body.contains("ENCRYPTED")) {
            throw new IOException(name + ": expected PKCS#8, got an older way of encryption:"
                    + " write it anew with openssl pkcs8 -topk8 -in FILE");
        }
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": expected Base64, got " + e.getMessage(), e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String text(byte[] pem) {
        return new String(pem, StandardCharsets.ISO_8859_1);
    }
}
