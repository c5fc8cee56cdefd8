package dev.tufa.tuf.metadata;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A TARGETPATH of TUF 1.0.34 §4.5 with the digest that hash bins go by, computed once. */
public final class TargetPath {
    private final String text;
    private final String sha256;

    private TargetPath(String text) {
        this.text = text;
        this.sha256 =
                HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A path as written in metadata; any text. */
    public static TargetPath of(String text) {
        return new TargetPath(text);
    }

    /** The path. */
    public String text() {
        return text;
    }

    /** The SHA-256 of the path's UTF-8 bytes, in lower case hex. */
    public String sha256() {
        return sha256;
    }

    @Override
    public String toString() {
        return text;
    }
}
