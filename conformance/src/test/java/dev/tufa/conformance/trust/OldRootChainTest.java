package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestKeys.withKey;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RootBuilder;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.trust.RootStage;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A chain of roots as well-known repositories have it since their beginnings: P-256 points in hex instead of PEM under the key
 * type of their scheme, {@code keyid_hash_algorithms} in keys, a {@code spec_version} of two parts, dates with a fraction and an
 * offset, placeholders of signatures that never came, and key holders who once signed under two key ids while their keys were
 * rewritten.
 */
class OldRootChainTest {
    private static final Signer[] HOLDERS = IntStream.rangeClosed(1, 5)
            .mapToObj(number -> key("holder " + number, SignatureScheme.ECDSA_P256))
            .toArray(Signer[]::new);

    private static final Signer[] IN_HEX =
            Arrays.stream(HOLDERS).map(OldRootChainTest::inHex).toArray(Signer[]::new);
    private static final Signer[] IN_PEM =
            Arrays.stream(HOLDERS).map(OldRootChainTest::inPem).toArray(Signer[]::new);

    @Test
    void isFollowedFromItsFirstRootToItsLast() throws TrustException {
        RootStage stage = Stages.load(oldRoot(1)
                .signedBy(IN_HEX[0], IN_HEX[1], IN_HEX[2])
                .signature(IN_HEX[3].keyId(), "")
                .signature(IN_HEX[4].keyId(), ""));
        for (int version = 2; version < 5; version++) {
            stage = stage.accept(oldRoot(version)
                    .signedBy(IN_HEX[4], IN_HEX[3], IN_HEX[2])
                    .signature(IN_HEX[0].keyId(), "")
                    .build());
        }
        stage = stage.accept(rewrittenRoot()
                .signedBy(IN_HEX[0], IN_HEX[1], IN_HEX[2], IN_PEM[0], IN_PEM[1], IN_PEM[2])
                .build());
        stage = stage.accept(aRoot().version(6)
                .role(RoleType.ROOT, 3, HOLDERS)
                .signedBy(IN_PEM[0], IN_PEM[1], IN_PEM[2], HOLDERS[0], HOLDERS[1], HOLDERS[2])
                .build());
        assertThat(stage.finish().accept(aTimestamp().build()).timestamp().version())
                .isEqualTo(1);
    }

    @Test
    void placeholdersOfSignaturesDoNotCount() {
        RootBuilder first = oldRoot(1).signedBy(IN_HEX[0], IN_HEX[1]).signature(IN_HEX[2].keyId(), "");
        assertThatThrownBy(() -> Stages.load(first))
                .isInstanceOf(SignatureException.class)
                .hasMessage("root.json: expected signatures by 3 distinct keys of role root, got 2"
                        + " (wrong signature by key " + IN_HEX[2].keyId() + ")");
    }

    @Test
    void aHolderWhoSignsUnderBothKeyIdsCountsOnce() throws TrustException {
        RootStage stage = Stages.load(oldRoot(4).signedBy(IN_HEX));
        RootBuilder both = aRoot().version(5).role(RoleType.ROOT, 4, concat(IN_HEX, IN_PEM));
        assertThatThrownBy(() -> stage.accept(both.signedBy(IN_HEX[0], IN_HEX[1], IN_HEX[2], IN_PEM[0], IN_PEM[1])
                        .build()))
                .hasMessage("root.json: expected signatures by 4 distinct keys of role root, got 3");
        assertThat(stage.accept(both.signedBy(IN_PEM[3]).build()).root().version())
                .isEqualTo(5);
    }

    @Test
    void theFieldsOfOldKeysArePartOfTheirKeyIds() {
        assertThat(IN_HEX[0].key().toJson().names())
                .containsExactly("keyid_hash_algorithms", "keytype", "keyval", "scheme");
        assertThat(Stream.of(IN_HEX[0], IN_PEM[0], HOLDERS[0])
                        .map(Signer::keyId)
                        .distinct())
                .hasSize(3);
    }

    /** One that has expired long ago, as all but the last have. */
    private static RootBuilder oldRoot(int version) {
        return aRoot().version(version)
                .specVersion("1.0")
                .with("expires", "\"2029-1%d-18T13:28:12.99008-06:00\"".formatted(version % 3))
                .role(RoleType.ROOT, 3, IN_HEX);
    }

    private static RootBuilder rewrittenRoot() {
        return aRoot().version(5).specVersion("1.0").role(RoleType.ROOT, 3, IN_PEM);
    }

    private static Signer inHex(Signer holder) {
        byte[] encoded = Base64.getMimeDecoder()
                .decode(holder.key().publicText().orElseThrow().replaceAll("-----[A-Z ]+-----", ""));
        String point = HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length));
        return withOldFields(holder, point);
    }

    private static Signer inPem(Signer holder) {
        return withOldFields(holder, holder.key().publicText().orElseThrow());
    }

    private static Signer withOldFields(Signer holder, String publicText) {
        JsonObject unknown = JsonObject.of(Map.of(
                "keyid_hash_algorithms", JsonArray.of(List.of(JsonString.of("sha256"), JsonString.of("sha512")))));
        JsonObject keyval = JsonObject.of(Map.of("public", JsonString.of(publicText)));
        return withKey(new Key("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", keyval, unknown), holder);
    }

    private static Signer[] concat(Signer[] first, Signer[] second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(Signer[]::new);
    }
}
