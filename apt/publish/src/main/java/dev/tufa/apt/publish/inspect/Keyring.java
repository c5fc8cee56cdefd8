package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The archive's certificates as they are published: blocks in armor, one behind the other. */
public final class Keyring {
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    private Keyring() {}

    /** The certificates of all blocks, in order. */
    public static List<Certificate> read(byte[] armored) throws OpenPgpException {
        String text = new String(armored, StandardCharsets.ISO_8859_1);
        List<Certificate> certificates = new ArrayList<>();
        int from = Math.max(0, text.indexOf(BEGIN));
        while (from < text.length()) {
            int next = text.indexOf(BEGIN, from + 1);
            int to = next < 0 ? text.length() : next;
            byte[] block = text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
            certificates.addAll(Certificate.readKeyring(block));
            from = to;
        }
        return certificates;
    }
}
