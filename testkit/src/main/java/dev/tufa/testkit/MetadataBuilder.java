package dev.tufa.testkit;

import dev.tufa.testkit.RawJson.RawArray;
import dev.tufa.testkit.RawJson.RawObject;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A metadata file that is valid until a test says otherwise: current, not expired, signed by the default key of its role. What
 * it says can be wrong in every way that bytes can be; its signatures are right for what it says, unless a test asks for others.
 * One builder builds as many files as wanted and may be changed between them.
 *
 * @param <B> the type of the builder itself
 */
public abstract sealed class MetadataBuilder<B extends MetadataBuilder<B>>
        permits RootBuilder, TimestampBuilder, SnapshotBuilder, TargetsBuilder {
    final RawObject signed = new RawObject();
    private final RawObject siblings = new RawObject();
    private final List<Signature> signatures = new ArrayList<>();
    private final Signer defaultSigner;
    private boolean signedByDefault = true;
    private UnaryOperator<String> edit = UnaryOperator.identity();

    MetadataBuilder(RoleType type, Signer defaultSigner) {
        this.defaultSigner = defaultSigner;
        signed.put("_type", RawJson.quote(type.text()));
        signed.put("spec_version", RawJson.quote(Header.SPEC_VERSION));
        signed.put("version", 1);
        expires(TestMetadata.NOW.plusSeconds(10L * 365 * 24 * 60 * 60));
    }

    abstract B self();

    /** Its version; 1 at first. */
    public final B version(long version) {
        return with("version", String.valueOf(version));
    }

    /** When it expires; ten years after {@link TestMetadata#NOW} at first. */
    public final B expires(Instant expires) {
        return with("expires", RawJson.quote(expires.toString()));
    }

    /** The version of the specification that it says it follows. */
    public final B specVersion(String specVersion) {
        return with("spec_version", RawJson.quote(specVersion));
    }

    /**
     * Sets any member of the signed part, known or not, to any text, JSON or not.
     *
     * @param path names and array indexes separated by {@code /}, as in RFC 6901: {@code meta/snapshot.json/version}. All but
     *     the last have to be there
     */
    public final B with(String path, String rawJson) {
        signed.put(path, rawJson);
        return self();
    }

    /** Writes a member of the signed part a second time. */
    public final B withAgain(String path, String rawJson) {
        signed.putAgain(path, rawJson);
        return self();
    }

    /** Leaves a member of the signed part out. */
    public final B without(String path) {
        signed.remove(path);
        return self();
    }

    /** Sets a member beside {@code signed} and {@code signatures}. */
    public final B withSibling(String name, String rawJson) {
        siblings.put(name, rawJson);
        return self();
    }

    /** Changes the text of the whole file after it was signed. */
    public final B edited(UnaryOperator<String> newEdit) {
        UnaryOperator<String> before = edit;
        edit = text -> newEdit.apply(before.apply(text));
        return self();
    }

    /** Signs with these keys instead of the default one, in addition to signatures asked for before. */
    public final B signedBy(Signer... signers) {
        signedByDefault = false;
        for (Signer signer : signers) {
            signatures.add(new Signature(signer.keyId(), toSign -> sign(signer, toSign)));
        }
        return self();
    }

    /** Adds signatures by these keys, each over something else. */
    public final B wronglySignedBy(Signer... signers) {
        signedByDefault = false;
        JsonObject other = JsonObject.of(Map.of("signed", JsonString.of("something else")));
        for (Signer signer : signers) {
            signatures.add(new Signature(signer.keyId(), toSign -> sign(signer, other)));
        }
        return self();
    }

    /** Adds a signature of any text. */
    public final B signature(String keyId, String text) {
        signedByDefault = false;
        signatures.add(new Signature(keyId, toSign -> text));
        return self();
    }

    /** Takes all signatures away. */
    public final B unsigned() {
        signedByDefault = false;
        signatures.clear();
        return self();
    }

    /** The bytes of the file. */
    public final byte[] build() {
        String signedText = signed.toString();
        JsonObject toSign = read(signedText);
        RawArray all = new RawArray();
        if (signedByDefault) {
            all.add(entry(defaultSigner.keyId(), sign(defaultSigner, toSign)));
        }
        signatures.forEach(
                signature -> all.add(entry(signature.keyId(), signature.text().over(toSign))));
        RawObject file = new RawObject();
        file.put("signatures", all);
        file.put("signed", signedText);
        String text = file.toString();
        if (!siblings.isEmpty()) {
            text = text.substring(0, text.length() - 1) + ","
                    + siblings.toString().substring(1);
        }
        return edit.apply(text).getBytes(StandardCharsets.UTF_8);
    }

    /** A signed part that is no JSON can have no right signature; then the empty object is signed. */
    private static JsonObject read(String text) {
        try {
            return CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        } catch (JsonException e) {
            return JsonObject.EMPTY;
        }
    }

    private static String entry(String keyId, String signature) {
        return "{\"keyid\":" + RawJson.quote(keyId) + ",\"sig\":" + RawJson.quote(signature) + "}";
    }

    private static String sign(Signer signer, JsonObject toSign) {
        try {
            return signer.sign(toSign);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Signature(String keyId, Text text) {}

    @FunctionalInterface
    private interface Text {
        String over(JsonObject toSign);
    }
}
