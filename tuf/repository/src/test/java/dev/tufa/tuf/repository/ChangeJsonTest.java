package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeJsonTest {
    private static final KeyRequest KEYS = new KeyRequest(3, 2, SignatureScheme.ECDSA_P256, List.of("abc"));
    private static final Hashes HASHES = Hashes.ofSha256("ab".repeat(32));

    static Stream<Change> changes() {
        JsonObject custom = JsonObject.of(Map.of("quoted \"\\\n", JsonString.of("ü\u0001")));
        return Stream.of(
                new Change.AddTarget("targets", TargetFile.of("a/ü \"b\"", 5, HASHES)),
                new Change.AddTarget("dev", new TargetFile("a", 0, HASHES, Optional.of(custom), JsonObject.EMPTY)),
                new Change.RemoveTarget("dev", "a"),
                new Change.Delegate("targets", "dev", new PathScope.Paths(List.of(new PathPattern("a/*"))), true, KEYS),
                new Change.Delegate("targets", "dev", new PathScope.HashPrefixes(List.of("0a", "ff")), false, KEYS),
                new Change.Delegate(
                        "targets",
                        "dev",
                        new PathScope.Paths(List.of(new PathPattern("a/*"))),
                        true,
                        KEYS,
                        Optional.of("other")),
                new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, 8, "bin", KEYS),
                new Change.DelegateBins("dev", Change.BinStyle.PATH_HASH_PREFIXES, 1, "x.y", KEYS),
                new Change.RemoveDelegation("targets", "dev"),
                new Change.RemoveDelegation("targets", "bin-*"),
                new Change.Rebin("targets", "bin", Change.BinStyle.PATH_HASH_PREFIXES, 5, "bin2"),
                new Change.ReplaceKeys("targets", "bin-*", KEYS),
                new Change.SetThreshold("root", "timestamp", 2),
                new Change.RotateKeys(RoleType.TIMESTAMP, KEYS, Change.OldKeys.KEEP_SIGNING),
                new Change.RotateKeys(RoleType.ROOT, KeyRequest.ONE, Change.OldKeys.DROP),
                new Change.UseConsistentSnapshots());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatIsWrittenIsReadAgain(Change change) throws Exception {
        assertThat(ChangeJson.read("staged/1.json", ChangeJson.write(change))).isEqualTo(change);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | staged/1.json: expected a JSON object, got array",
                "{} | staged/1.json: change: expected a value, got nothing",
                "{\"change\":1} | staged/1.json: change: expected a string, got integer",
                "{\"change\":\"fly\"} | staged/1.json: change: expected a known kind of change, got fly",
                "{\"change\":\"remove\",\"role\":\"r\"} | staged/1.json: path: expected a value, got nothing",
                "{\"change\":\"add\",\"role\":\"r\",\"path\":\"p\",\"length\":-1} |"
                        + " staged/1.json: length: expected an integer from 0 to 9223372036854775807, got -1",
                "{\"change\":\"add\",\"role\":\"r\",\"path\":\"p\",\"length\":\"1\"} |"
                        + " staged/1.json: length: expected an integer, got string",
                "{\"change\":\"add\",\"role\":\"r\",\"path\":\"p\",\"custom\":1} |"
                        + " staged/1.json: custom: expected an object, got integer",
                "{\"change\":\"rotate\",\"role\":\"dev\"} | staged/1.json: role: expected a top-level role, got dev",
                "{\"change\":\"delegate\",\"delegator\":\"a\",\"name\":\"b\",\"paths\":1} |"
                        + " staged/1.json: paths: expected an array, got integer",
                "{\"change\":\"delegate\",\"delegator\":\"a\",\"name\":\"b\",\"paths\":[1]} |"
                        + " staged/1.json: paths: expected a string, got integer",
                "{\"change\":\"rotate\",\"role\":\"root\",\"keys\":1,\"threshold\":2,\"scheme\":\"ED25519\"} |"
                        + " staged/1.json: threshold: expected 1 to 1, got 2",
                "{\"change\":\"set-threshold\",\"delegator\":\"a\",\"name\":\"b\",\"threshold\":0} |"
                        + " staged/1.json: threshold: expected an integer from 1 to 2147483647, got 0",
                "{\"change\":\"rebin\",\"delegator\":\"a\",\"old_prefix\":\"b\",\"style\":\"SUCCINCT\","
                        + "\"bit_length\":17,\"name_prefix\":\"c\"} |"
                        + " staged/1.json: bit length: expected 1 to 16, got 17",
                "{\"change\":\"delegate-bins\",\"delegator\":\"a\",\"style\":\"ROUND\"} |"
                        + " staged/1.json: style: expected one of [SUCCINCT, PATH_HASH_PREFIXES], got ROUND",
            })
    void whatThisLibraryNeverWritesIsNamed(String text, String message) {
        assertThatThrownBy(() -> ChangeJson.read("staged/1.json", text.getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void aTargetWithoutASha256CannotBeStaged() {
        Hashes sha512 = new Hashes(Map.of("sha512", "ab".repeat(64)));
        assertThatThrownBy(() -> new Change.AddTarget("targets", TargetFile.of("a", 1, sha512)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("target: expected a SHA-256, got ");
    }
}
