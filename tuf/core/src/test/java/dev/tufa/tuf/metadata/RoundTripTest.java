package dev.tufa.tuf.metadata;

import static dev.tufa.tuf.metadata.Documents.json;
import static dev.tufa.tuf.metadata.Documents.root;
import static dev.tufa.tuf.metadata.Documents.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.TrustException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    static Stream<String> documents() {
        return Stream.of(
                Documents.ROOT,
                with(Documents.ROOT, "\"consistent_snapshot\":true,", ""),
                with(Documents.ROOT, "\"consistent_snapshot\":true", "\"consistent_snapshot\":false"),
                Documents.TIMESTAMP,
                Documents.SNAPSHOT,
                Documents.TARGETS,
                Documents.SUCCINCT,
                Documents.MIRRORS);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theModelWritesTheVeryCanonicalFormThatItRead(String signed) throws TrustException {
        Metadata<? extends Signed> metadata = Documents.read(signed);
        assertThat(new String(metadata.signed().toJson().canonicalBytes(), UTF_8))
                .isEqualTo(new String(json(signed.getBytes(UTF_8)).canonicalBytes(), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theFileKeepsFieldsThatNobodyKnows(String signed) throws TrustException {
        assertThat(json(Documents.read(signed).toBytes())).isEqualTo(json(Documents.file(signed)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aFileMadeOfTheModelSignsTheSameBytes(String signed) throws TrustException {
        Metadata<? extends Signed> read = Documents.read(signed);
        assertThat(Metadata.of(read.signed(), Map.of("a", "00")).signedJson()).isEqualTo(read.signedJson());
    }

    @Test
    void theNextVersionKeepsFieldsThatNobodyKnows() throws TrustException {
        Root root = root(Documents.ROOT);
        Root next = new Root(
                root.header().next(Instant.parse("2031-01-01T00:00:00Z")),
                root.consistentSnapshot(),
                root.keys(),
                root.roles(),
                root.unknownRoles());
        String expected = with(
                with(Documents.ROOT, "\"version\":1", "\"version\":2"), "2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z");
        assertThat(next.toJson()).isEqualTo(json(expected.getBytes(UTF_8)));
    }

    @Test
    void aSignatureThatStaysKeepsFieldsThatNobodyKnowsAndOthersLoseThem() throws TrustException {
        Metadata<? extends Signed> read = Documents.read(Documents.TIMESTAMP);
        Map<String, String> signatures = new LinkedHashMap<>(read.signatures());
        signatures.put("b", "01");
        signatures.put("c", "02");
        JsonObject written = json(read.withSignatures(signatures).toBytes());
        assertThat(written.member("signatures").orElseThrow())
                .hasToString("[{\"keyid\":\"b\",\"sig\":\"01\"},{\"keyid\":\"a\",\"sig\":\"\",\"x-signature\":[1]},"
                        + "{\"keyid\":\"c\",\"sig\":\"02\"}]");
        assertThat(written.member("x-sibling").orElseThrow()).hasToString("{\"z\":1}");
    }

    @Test
    void otherSignaturesLeaveTheSignedPartAsItWas() throws TrustException {
        Metadata<? extends Signed> read = Documents.read(Documents.TIMESTAMP);
        Metadata<? extends Signed> unsigned = read.withSignatures(Map.of());
        assertThat(unsigned.signatures()).isEmpty();
        assertThat(unsigned.signedJson()).isSameAs(read.signedJson());
        assertThat(read.signatures()).containsExactly(Map.entry("b", "00"), Map.entry("a", ""));
    }

    @Test
    void absentConsistentSnapshotStaysAbsent() throws TrustException {
        Root root = root(with(Documents.ROOT, "\"consistent_snapshot\":true,", ""));
        assertThat(root.consistentSnapshot()).isEmpty();
        assertThat(root.toJson().member("consistent_snapshot")).isEmpty();
    }

    @Test
    void absentDelegationsStayAbsent() throws TrustException {
        Targets targets = Targets.of(Header.of(1, Instant.EPOCH), List.of(), Optional.empty());
        Metadata<Targets> metadata = Metadata.of(targets, Map.of());
        Targets again = Metadata.readTargets(metadata.toBytes(), "targets.json", JsonLimits.DEFAULT)
                .signed();
        assertThat(again.delegations()).isEmpty();
        assertThat(again.toJson()).isEqualTo(targets.toJson());
    }

    @Test
    void integersBeyondDoublePrecisionSurvive() throws TrustException {
        String signed = with(Documents.SNAPSHOT, "\"version\":1,", "\"version\":9007199254740993,");
        assertThat(Documents.read(signed).signed().toJson()).isEqualTo(json(signed.getBytes(UTF_8)));
    }

    @Test
    void keyIdsOfARoleAreWrittenInOrder() throws TrustException {
        Root root = root(with(Documents.ROOT, "[\"k1\",\"k2\"]", "[\"k2\",\"k1\"]"));
        assertThat(root.toJson()).isEqualTo(root(Documents.ROOT).toJson());
    }
}
