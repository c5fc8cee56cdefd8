package dev.tufa.cli.event;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.metadata.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Reads a public key in PEM, as {@code openssl pkey -pubout} writes it. */
final class PublicKeyFile {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final String ED25519 = "302a300506032b6570032100";

    /** What people's keys are, the first that fits. */
    private static final List<SignatureScheme> SCHEMES = List.of(
            SignatureScheme.ECDSA_P256,
            SignatureScheme.ECDSA_P384,
            SignatureScheme.ECDSA_P521,
            SignatureScheme.RSA_PSS_SHA256,
            SignatureScheme.ML_DSA_44,
            SignatureScheme.ML_DSA_65,
            SignatureScheme.ML_DSA_87);

    private PublicKeyFile() {}

    static Key read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IOException("%s: expected %s, got another text".formatted(file, BEGIN));
        }
        String hex = hex(file, text);
        if (hex.startsWith(ED25519)) {
            return Key.of("ed25519", "ed25519", hex.substring(ED25519.length()));
        }
        for (SignatureScheme scheme : SCHEMES) {
            Key key = Key.of(scheme.keyType(), scheme.text(), text + "\n");
            if (isUsable(key)) {
                return key;
            }
        }
        throw new IOException("%s: expected a key of Ed25519, ECDSA, RSA or ML-DSA, got another".formatted(file));
    }

    private static String hex(Path file, String text) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(Base64.getMimeDecoder()
                            .decode(text.substring(BEGIN.length(), text.length() - END.length())));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: expected Base64, got %s".formatted(file, e.getMessage()), e);
        }
    }

    private static boolean isUsable(Key key) {
        try {
            PublicKeys.decode(key);
            return true;
        } catch (UnusableKeyException e) {
            return false;
        }
    }
}
