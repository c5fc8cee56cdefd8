package dev.tufa.tuf.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tufa.tuf.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that cannot be wrong: what a program builds is held to the same rules as what is read. */
class RecordsTest {
    private static final Instant EXPIRES = Instant.parse("2030-01-01T00:00:00Z");
    private static final Role ROLE = Role.of(Set.of("k"), 1);
    private static final Hashes HASHES = Hashes.ofSha256("00");

    static Stream<Arguments> wrong() {
        return Stream.of(
                row("version: expected >= 1, got 0", () -> Header.of(0, EXPIRES)),
                row("version: expected >= 1, got -1", () -> Header.of(-1, EXPIRES)),
                row(
                        "expires: expected whole seconds in years 0 to 9999, got 2030-01-01T00:00:00.000000001Z",
                        () -> Header.of(1, EXPIRES.plusNanos(1))),
                row(
                        "expires: expected whole seconds in years 0 to 9999, got +10000-01-01T00:00:00Z",
                        () -> Header.of(1, Instant.parse("+10000-01-01T00:00:00Z"))),
                row(
                        "expires: expected whole seconds in years 0 to 9999, got -0001-12-31T23:59:59Z",
                        () -> Header.of(1, Instant.parse("-0001-12-31T23:59:59Z"))),
                row("threshold: expected >= 1, got 0", () -> Role.of(Set.of(), 0)),
                row("threshold: expected >= 1, got -1", () -> Role.of(Set.of(), -1)),
                row(
                        "meta file: expected version >= 1 and length >= 0, got 0, OptionalLong.empty",
                        () -> MetaFile.of(0)),
                row(
                        "meta file: expected version >= 1 and length >= 0, got 1, OptionalLong[-1]",
                        () -> MetaFile.of(1, -1, HASHES)),
                row("hashes: expected at least one, got none", () -> new Hashes(Map.of())),
                row("hashes: expected hex digests, got 0g", () -> Hashes.ofSha256("0g")),
                row("hashes: expected hex digests, got ", () -> Hashes.ofSha256("")),
                row("length: expected >= 0, got -1", () -> TargetFile.of("a", -1, HASHES)),
                row(
                        "targets: expected distinct paths, got a twice",
                        () -> Targets.of(
                                Header.of(1, EXPIRES),
                                List.of(TargetFile.of("a", 0, HASHES), TargetFile.of("a", 1, HASHES)),
                                Optional.empty())),
                row("name: expected the name of a delegated role, got \"\"", () -> delegatedRole("")),
                row("name: expected the name of a delegated role, got \"root\"", () -> delegatedRole("root")),
                row(
                        "roles: expected distinct names, got a twice",
                        () -> Delegations.of(Map.of(), List.of(delegatedRole("a"), delegatedRole("a")))),
                row(
                        "delegations: expected roles or succinct_roles, got both",
                        () -> new Delegations(
                                Map.of(),
                                List.of(delegatedRole("a")),
                                Optional.of(new SuccinctRoles(ROLE, 1, "bin")),
                                JsonObject.EMPTY)));
    }

    private static Arguments row(String message, ThrowingCallable call) {
        return arguments(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void cannotBeMade(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROOT", "TIMESTAMP", "SNAPSHOT", "TARGETS"})
    void aRootWithoutAMandatoryRoleCannotBeMade(RoleType missing) {
        Map<RoleType, Role> roles = new HashMap<>(mandatoryRoles());
        roles.remove(missing);
        assertThatThrownBy(() -> new Root(Header.of(1, EXPIRES), Optional.empty(), Map.of(), roles))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("roles: expected ");
    }

    @Test
    void theLargestVersionHasNoNext() {
        Header last = Header.of(Long.MAX_VALUE, EXPIRES);
        assertThatThrownBy(() -> last.next(EXPIRES)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void nextIsWrittenInTheCurrentVersionOfTheSpecification() {
        Header old = new Header("1.0", 4, EXPIRES, JsonObject.EMPTY);
        assertThat(old.next(EXPIRES.plusSeconds(1)))
                .isEqualTo(new Header("1.0.34", 5, EXPIRES.plusSeconds(1), JsonObject.EMPTY));
    }

    @Test
    void collectionsAreCopiesThatCannotBeChanged() {
        Map<RoleType, Role> roles = new HashMap<>(mandatoryRoles());
        Map<String, Key> keys = new HashMap<>();
        Root root = new Root(Header.of(1, EXPIRES), Optional.empty(), keys, roles);
        keys.put("k", Key.of("t", "s", ""));
        roles.put(RoleType.MIRRORS, ROLE);
        assertThat(root.keys()).isEmpty();
        assertThat(root.roles()).doesNotContainKey(RoleType.MIRRORS);
        assertUnmodifiable(() -> root.keys().put("k", Key.of("t", "s", "")));
        assertUnmodifiable(() -> root.roles().clear());
        assertUnmodifiable(() -> ROLE.keyIds().add("other"));
        assertUnmodifiable(() -> HASHES.hexByFunction().put("x", "00"));
        assertUnmodifiable(
                () -> new Snapshot(Header.of(1, EXPIRES), Map.of()).meta().put("x", MetaFile.of(1)));
        assertUnmodifiable(() -> Delegations.of(Map.of(), List.of()).keys().put("k", Key.of("t", "s", "")));
        assertUnmodifiable(() -> Targets.of(Header.of(1, EXPIRES), List.of(), Optional.empty())
                .targets()
                .put("a", TargetFile.of("a", 0, HASHES)));
    }

    private static void assertUnmodifiable(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void hashesThatCanBeCheckedComeStrongestFirst() {
        Hashes hashes = new Hashes(Map.of(
                "sha256",
                "02",
                "sha512",
                "01",
                "sha3-256",
                "04",
                "sha3-512",
                "05",
                "sha384",
                "03",
                "md5",
                "06",
                "SHA256",
                "07"));
        assertThat(hashes.checkable())
                .containsExactly(
                        Map.entry(HashFunction.SHA512, "01"),
                        Map.entry(HashFunction.SHA384, "03"),
                        Map.entry(HashFunction.SHA256, "02"),
                        Map.entry(HashFunction.SHA3_512, "05"),
                        Map.entry(HashFunction.SHA3_256, "04"));
    }

    @Test
    void hashesOfWeakOrUnknownFunctionsCannotBeChecked() {
        assertThat(new Hashes(Map.of("md5", "00", "sha1", "00", "blake2b", "00", "SHA-256", "00")).checkable())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("digests")
    void hashFunctionsComputeWhatTheirNamesSay(HashFunction function, String digestOfNothing) {
        assertThat(HexFormat.of().formatHex(function.newDigest().digest())).isEqualTo(digestOfNothing);
    }

    static Stream<Arguments> digests() {
        return Stream.of(
                arguments(HashFunction.SHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                arguments(
                        HashFunction.SHA384,
                        "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"),
                arguments(
                        HashFunction.SHA512,
                        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"),
                arguments(HashFunction.SHA3_256, "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"),
                arguments(
                        HashFunction.SHA3_512,
                        "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a615b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281dcd26"));
    }

    @Test
    void rolesAreNamedExactly() {
        assertThat(RoleType.named("root")).contains(RoleType.ROOT);
        assertThat(RoleType.named("Root")).isEmpty();
        assertThat(RoleType.named("")).isEmpty();
        assertThat(RoleType.SNAPSHOT.file()).isEqualTo("snapshot.json");
    }

    @Test
    void lengthsAndHashesAreWrittenOnlyIfStated() {
        assertThat(MetaFile.of(3).toJson()).hasToString("{\"version\":3}");
        assertThat(new MetaFile(3, OptionalLong.of(0), Optional.empty(), JsonObject.EMPTY).toJson())
                .hasToString("{\"length\":0,\"version\":3}");
        assertThat(MetaFile.of(3, 4, HASHES).toJson())
                .hasToString("{\"hashes\":{\"sha256\":\"00\"},\"length\":4,\"version\":3}");
    }

    private static DelegatedRole delegatedRole(String name) {
        return new DelegatedRole(name, new Role(new TreeSet<>(), 1, JsonObject.EMPTY), false, PathScope.None.INSTANCE);
    }

    private static Map<RoleType, Role> mandatoryRoles() {
        return Map.of(RoleType.ROOT, ROLE, RoleType.TIMESTAMP, ROLE, RoleType.SNAPSHOT, ROLE, RoleType.TARGETS, ROLE);
    }
}
