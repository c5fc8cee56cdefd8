package dev.tufa.tuf.metadata;

import static dev.tufa.tuf.metadata.Documents.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import dev.tufa.tuf.refusal.TrustException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedMetadataTest {
    private static final String LONG = "integer from %d to 9223372036854775807";

    /** Values that are not an integer, as kinds; and integers that are outside of 0 to 2^63-1. */
    private static Stream<Arguments> notAnIntegerFrom(int minimum) {
        String range = LONG.formatted(minimum);
        return Stream.of(
                arguments("-1", range, "-1"),
                arguments("9223372036854775808", range, "9223372036854775808"),
                arguments("-9223372036854775808", range, "-9223372036854775808"),
                arguments("18446744073709551617", range, "18446744073709551617"),
                arguments("\"1\"", "integer", "string"),
                arguments("true", "integer", "boolean"),
                arguments("null", "integer", "null"),
                arguments("[1]", "integer", "array"),
                arguments("{}", "integer", "object"));
    }

    private static final List<String> LONGS =
            List.of("1", "2147483647", "2147483648", "4294967297", "9007199254740993", "9223372036854775807");

    @Nested
    @DisplayName("TUF §4.3 version")
    class Versions {
        static Stream<Arguments> refused() {
            return Stream.concat(Stream.of(arguments("0", LONG.formatted(1), "0")), notAnIntegerFrom(1));
        }

        @ParameterizedTest
        @MethodSource("refused")
        void refusedInEveryType(String raw, String expected, String actual) {
            for (String document : List.of(
                    Documents.ROOT, Documents.TIMESTAMP, Documents.SNAPSHOT, Documents.TARGETS, Documents.MIRRORS)) {
                String signed = with(document, "\"1.0.34\",\"version\":1", "\"1.0.34\",\"version\":" + raw);
                assertThatThrownBy(() -> Documents.read(signed))
                        .isInstanceOf(MalformedMetadataException.class)
                        .message()
                        .endsWith(".json: signed.version: expected " + expected + ", got " + actual);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.0", "1e0", "-0", "01", "1.5"})
        void notEvenAnInteger(String raw) {
            String signed = with(Documents.TARGETS, "\"1.0.34\",\"version\":1", "\"1.0.34\",\"version\":" + raw);
            assertThatThrownBy(() -> Documents.read(signed))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasCauseInstanceOf(JsonException.class);
        }

        @Test
        void everyPositiveLongIsAVersion() throws TrustException {
            for (String version : LONGS) {
                String signed =
                        with(Documents.TARGETS, "\"1.0.34\",\"version\":1", "\"1.0.34\",\"version\":" + version);
                assertThat(Documents.read(signed).signed().version()).isEqualTo(Long.parseLong(version));
            }
        }

        static Stream<Arguments> refusedMetaVersions() {
            return refused();
        }

        @ParameterizedTest
        @MethodSource("refusedMetaVersions")
        void refusedInMetaFiles(String raw, String expected, String actual) {
            assertRefused(
                    with(
                            Documents.TIMESTAMP,
                            "{\"snapshot.json\":{\"version\":1",
                            "{\"snapshot.json\":{\"version\":" + raw),
                    "timestamp.json: signed.meta.snapshot.json.version: expected " + expected + ", got " + actual);
            assertRefused(
                    with(Documents.SNAPSHOT, "\"targets.json\":{\"version\":1", "\"targets.json\":{\"version\":" + raw),
                    "snapshot.json: signed.meta.targets.json.version: expected " + expected + ", got " + actual);
        }
    }

    @Nested
    @DisplayName("TUF §4.4 and §4.5 length")
    class Lengths {
        static Stream<Arguments> refused() {
            return notAnIntegerFrom(0);
        }

        @ParameterizedTest
        @MethodSource("refused")
        void refusedWhereverItIs(String raw, String expected, String actual) {
            String message = ": expected " + expected + ", got " + actual;
            assertRefused(
                    with(Documents.TIMESTAMP, "\"length\":10", "\"length\":" + raw),
                    "timestamp.json: signed.meta.snapshot.json.length" + message);
            assertRefused(
                    with(Documents.TARGETS, "\"length\":0", "\"length\":" + raw),
                    "targets.json: signed.targets.b.length" + message);
        }

        @Test
        void everyLongFromZeroIsALength() throws TrustException {
            for (String length : Stream.concat(Stream.of("0"), LONGS.stream()).toList()) {
                String signed = with(Documents.TARGETS, "\"length\":0", "\"length\":" + length);
                assertThat(Documents.targets(signed).find("b").orElseThrow().length())
                        .isEqualTo(Long.parseLong(length));
            }
        }
    }

    @Nested
    @DisplayName("TUF §4.3 spec_version")
    class SpecVersions {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.0.34",
                    "1.0.0",
                    "1.0",
                    "1.1.0",
                    "1.99.99",
                    "1.0.35-rc.1",
                    "1.0.34+build.5",
                    "1.0.34-a+b",
                    "1.00.0"
                })
        void theSameMajorVersionIsAccepted(String specVersion) throws TrustException {
            for (String document : List.of(
                    Documents.ROOT, Documents.TIMESTAMP, Documents.SNAPSHOT, Documents.TARGETS, Documents.MIRRORS)) {
                String signed = with(document, "\"1.0.34\"", '"' + specVersion + '"');
                assertThat(Documents.read(signed).signed().header().specVersion())
                        .isEqualTo(specVersion);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "1",
                    "1.",
                    "1.0.",
                    "1.0.0.0",
                    "2.0.0",
                    "0.9.0",
                    "10.0.0",
                    "01.0.0",
                    "abc",
                    "1.x",
                    "v1.0.0",
                    " 1.0.0",
                    "1.0.0 ",
                    "1.0.0-",
                    "1.0-rc",
                    "-1.0.0",
                    "1,0",
                    "\u0661.0.0",
                    "1.\u0660"
                })
        void anythingElseIsRefused(String specVersion) {
            for (String document : List.of(
                    Documents.ROOT, Documents.TIMESTAMP, Documents.SNAPSHOT, Documents.TARGETS, Documents.MIRRORS)) {
                String signed = with(document, "\"1.0.34\"", '"' + specVersion + '"');
                assertThatThrownBy(() -> Documents.read(signed))
                        .isInstanceOf(SpecVersionException.class)
                        .message()
                        .endsWith(".json: spec_version: expected 1.x, got \"" + specVersion + '"');
            }
        }

        @ParameterizedTest
        @CsvSource({"1, integer", "null, null", "[], array", "true, boolean"})
        void anotherKindIsRefused(String raw, String kind) {
            assertRefused(
                    with(Documents.TIMESTAMP, "\"1.0.34\"", raw),
                    "timestamp.json: signed.spec_version: expected string, got " + kind);
        }

        @Test
        void itMayHave64CharactersAndNotMore() throws TrustException {
            String longest = "1.0." + "1".repeat(60);
            assertThat(Documents.read(with(Documents.TIMESTAMP, "1.0.34", longest))
                            .signed()
                            .header()
                            .specVersion())
                    .isEqualTo(longest);
            assertThatThrownBy(() -> Documents.read(with(Documents.TIMESTAMP, "1.0.34", longest + "1")))
                    .isInstanceOf(SpecVersionException.class);
        }

        @Test
        void absenceIsRefused() {
            assertRefused(
                    with(Documents.TIMESTAMP, "\"spec_version\":\"1.0.34\",", ""),
                    "timestamp.json: signed.spec_version: expected string, got nothing");
        }

        @Test
        void theTypeIsJudgedBeforeTheVersionOfTheSpecification() {
            assertThatThrownBy(() -> Metadata.readSnapshot(
                            Documents.file(with(Documents.TIMESTAMP, "1.0.34", "2.0.0")), JsonLimits.DEFAULT))
                    .hasMessage("snapshot.json: signed._type: expected \"snapshot\", got \"timestamp\"");
        }
    }

    @Nested
    @DisplayName("TUF §4.2.3 date-time")
    class DateTimes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "2030-01-01T00:00:00Z",
                    "1985-10-21T01:21:00Z",
                    "2028-02-29T23:59:59Z",
                    "0000-01-01T00:00:00Z",
                    "9999-12-31T23:59:59Z"
                })
        void accepted(String text) throws TrustException {
            Signed signed = Documents.read(with(Documents.TIMESTAMP, "2030-01-01T00:00:00Z", text))
                    .signed();
            assertThat(signed.expires()).isEqualTo(Instant.parse(text));
            assertThat(signed.toJson().member("expires").orElseThrow()).hasToString('"' + text + '"');
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "2030-01-01",
                    "2030-01-01T00:00:00",
                    "2030-01-01T00:00Z",
                    "2030-01-01T00:00:00,0Z",
                    "2030-01-01T00:00:00+0000",
                    "2030-01-01T00:00:00+00",
                    "2030-01-01t00:00:00Z",
                    "2030-01-01T00:00:00z",
                    "2030-01-01 00:00:00Z",
                    "2030-01-01T00:00:00Z ",
                    " 2030-01-01T00:00:00Z",
                    "2030-1-1T00:00:00Z",
                    "20300101T000000Z",
                    "10000-01-01T00:00:00Z",
                    "+2030-01-01T00:00:00Z",
                    "-001-01-01T00:00:00Z",
                    "2030-00-01T00:00:00Z",
                    "2030-13-01T00:00:00Z",
                    "2030-01-00T00:00:00Z",
                    "2030-01-32T00:00:00Z",
                    "2030-02-29T00:00:00Z",
                    "2030-04-31T00:00:00Z",
                    "2030-01-01T24:00:00Z",
                    "2030-01-01T00:60:00Z",
                    "2016-12-31T23:59:60Z",
                    "2030-001T00:00:00ZZZ",
                    "2030-W01-1T00:00:00Z",
                    "\u0662\u0660\u0663\u0660-01-01T00:00:00Z",
                    "2030-01-01T00:00:00.Z",
                    "2030-01-01T00:00:00.1234567890Z",
                    "2030-01-01T00:00:00+19:00",
                    "2030-01-01T00:00:00-00:00:01",
                    "0000-01-01T00:00:00+00:01",
                    "9999-12-31T23:59:59-00:01",
                    "tomorrow, at twelve!"
                })
        void refused(String text) {
            assertRefused(
                    with(Documents.TIMESTAMP, "2030-01-01T00:00:00Z", text),
                    "timestamp.json: signed.expires: expected date-time YYYY-MM-DDTHH:MM:SSZ, got \"" + text + '"');
        }

        @ParameterizedTest
        @CsvSource({
            "2030-01-01T00:00:00.0Z, 2030-01-01T00:00:00Z",
            "2030-01-01T00:00:00.999999999Z, 2030-01-01T00:00:00Z",
            "2030-01-01T00:00:00+00:00, 2030-01-01T00:00:00Z",
            "2030-01-01T00:00:00-01:00, 2030-01-01T01:00:00Z",
            "2021-12-18T13:28:12.99008-06:00, 2021-12-18T19:28:12Z"
        })
        void fractionIsDroppedAndOffsetIsTakenIntoAccount(String text, String instant) throws TrustException {
            Signed signed = Documents.read(with(Documents.TIMESTAMP, "2030-01-01T00:00:00Z", text))
                    .signed();
            assertThat(signed.expires()).isEqualTo(Instant.parse(instant));
        }

        @ParameterizedTest
        @CsvSource({"1893456000, integer", "null, null", "{}, object"})
        void anotherKindIsRefused(String raw, String kind) {
            assertRefused(
                    with(Documents.TIMESTAMP, "\"2030-01-01T00:00:00Z\"", raw),
                    "timestamp.json: signed.expires: expected string, got " + kind);
        }
    }

    @Nested
    @DisplayName("TUF §4.2.1 the file")
    class Files {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{} | timestamp.json: signatures: expected array, got nothing",
                    "{\"signatures\":[]} | timestamp.json: signed: expected object, got nothing",
                    "{\"signed\":{}} | timestamp.json: signatures: expected array, got nothing",
                    "{\"signatures\":{},\"signed\":{}} | timestamp.json: signatures: expected array, got object",
                    "{\"signatures\":null,\"signed\":{}} | timestamp.json: signatures: expected array, got null",
                    "{\"signatures\":[null],\"signed\":{}} | timestamp.json: signatures: expected array of objects, got element of kind null",
                    "{\"signatures\":[\"x\"],\"signed\":{}} | timestamp.json: signatures: expected array of objects, got element of kind string",
                    "{\"signatures\":[{}],\"signed\":{}} | timestamp.json: signatures[0].keyid: expected string, got nothing",
                    "{\"signatures\":[{\"keyid\":1,\"sig\":\"\"}],\"signed\":{}} | timestamp.json: signatures[0].keyid: expected string, got integer",
                    "{\"signatures\":[{\"keyid\":\"a\"}],\"signed\":{}} | timestamp.json: signatures[0].sig: expected string, got nothing",
                    "{\"signatures\":[{\"keyid\":\"a\",\"sig\":null}],\"signed\":{}} | timestamp.json: signatures[0].sig: expected string, got null",
                    "{\"signatures\":[{\"keyid\":\"a\",\"sig\":\"\"},{\"keyid\":\"a\",\"sig\":\"00\"}],\"signed\":{}} | timestamp.json: signatures[1].keyid: expected distinct key ids, got \"a\" twice",
                    "{\"signatures\":[],\"signed\":[]} | timestamp.json: signed: expected object, got array",
                    "{\"signatures\":[],\"signed\":null} | timestamp.json: signed: expected object, got null",
                    "{\"signatures\":[],\"signed\":\"{}\"} | timestamp.json: signed: expected object, got string",
                    "{\"signatures\":[],\"signed\":{}} | timestamp.json: signed._type: expected string, got nothing",
                    "{\"signatures\":[],\"signed\":{\"_type\":null}} | timestamp.json: signed._type: expected string, got null",
                    "{\"signatures\":[],\"signed\":{\"_type\":\"Timestamp\"}} | timestamp.json: signed._type: expected \"timestamp\", got \"Timestamp\"",
                    "[] | timestamp.json: expected a JSON object, got array",
                    "'' | timestamp.json: expected a complete document, got only its beginning",
                })
        void refused(String text, String message) {
            assertThatThrownBy(() -> Metadata.readTimestamp(text.getBytes(UTF_8), JsonLimits.DEFAULT))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage(message);
        }

        @Test
        void noOtherTypeIsTakenForAnother() {
            List<String> documents = List.of(
                    Documents.ROOT, Documents.TIMESTAMP, Documents.SNAPSHOT, Documents.TARGETS, Documents.MIRRORS);
            for (String document : documents) {
                byte[] file = Documents.file(document);
                List<ThrowingCallable> readers = List.of(
                        () -> Metadata.readRoot(file, JsonLimits.DEFAULT),
                        () -> Metadata.readTimestamp(file, JsonLimits.DEFAULT),
                        () -> Metadata.readSnapshot(file, JsonLimits.DEFAULT),
                        () -> Metadata.readTargets(file, "targets.json", JsonLimits.DEFAULT),
                        () -> Metadata.readMirrors(file, JsonLimits.DEFAULT));
                for (int i = 0; i < readers.size(); i++) {
                    if (documents.get(i).equals(document)) {
                        assertThatCode(readers.get(i)).doesNotThrowAnyException();
                    } else {
                        assertThatThrownBy(readers.get(i))
                                .isInstanceOf(MalformedMetadataException.class)
                                .hasMessageContaining("json: signed._type: expected \"");
                    }
                }
            }
        }

        @Test
        void factsAreFieldsToo() {
            assertThatThrownBy(() -> Documents.read(with(Documents.TIMESTAMP, "\"length\":10", "\"length\":-1")))
                    .isInstanceOfSatisfying(MalformedMetadataException.class, e -> {
                        assertThat(e.file()).isEqualTo("timestamp.json");
                        assertThat(e.path()).isEqualTo("signed.meta.snapshot.json.length");
                        assertThat(e.expected()).isEqualTo("integer from 0 to 9223372036854775807");
                        assertThat(e.actual()).isEqualTo("-1");
                    });
            assertThatThrownBy(() -> Metadata.readTimestamp(new byte[] {'['}, JsonLimits.DEFAULT))
                    .isInstanceOfSatisfying(MalformedMetadataException.class, e -> {
                        assertThat(e.path()).isEmpty();
                        assertThat(e.expected()).isEqualTo("acceptable JSON");
                        assertThat(e.actual()).isEqualTo("expected a JSON object, got array");
                    });
        }

        @Test
        void limitsOfTheReaderHold() {
            assertThatThrownBy(() ->
                            Metadata.readTimestamp(Documents.file(Documents.TIMESTAMP), new JsonLimits(20, 64, 600)))
                    .isInstanceOf(MalformedMetadataException.class)
                    .message()
                    .startsWith("timestamp.json: expected at most 20 bytes, got ");
        }
    }

    @Nested
    @DisplayName("TUF §4.3 root")
    class Roots {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"consistent_snapshot\":true | \"consistent_snapshot\":1 | consistent_snapshot: expected boolean, got integer",
                    "\"consistent_snapshot\":true | \"consistent_snapshot\":null | consistent_snapshot: expected boolean, got null",
                    "\"consistent_snapshot\":true | \"consistent_snapshot\":\"true\" | consistent_snapshot: expected boolean, got string",
                    "\"keys\":{\"k1\": | \"keys\":{\"k0\":null,\"k1\": | keys.k0: expected object, got null",
                    "\"keys\":{\"k1\": | \"keys\":{\"k0\":{},\"k1\": | keys.k0.keytype: expected string, got nothing",
                    "\"keys\":{\"k1\": | \"keys\":{\"k0\":{\"keytype\":null},\"k1\": | keys.k0.keytype: expected string, got null",
                    "\"keys\":{\"k1\": | \"keys\":{\"k0\":{\"keytype\":\"\",\"scheme\":1},\"k1\": | keys.k0.scheme: expected string, got integer",
                    "\"keys\":{\"k1\": | \"keys\":{\"k0\":{\"keytype\":\"\",\"scheme\":\"\"},\"k1\": | keys.k0.keyval: expected object, got nothing",
                    "\"keys\":{\"k1\": | \"keys\":{\"k0\":{\"keytype\":\"\",\"scheme\":\"\",\"keyval\":null},\"k1\": | keys.k0.keyval: expected object, got null",
                    "\"keys\":{\"k1\": | \"keys\":{\"k0\":{\"keytype\":\"\",\"scheme\":\"\",\"keyval\":\"\"},\"k1\": | keys.k0.keyval: expected object, got string",
                    "\"keys\":{ | \"keys\":null,\"x-keys\":{ | keys: expected object, got null",
                    "\"keys\":{ | \"keys\":[],\"x-keys\":{ | keys: expected object, got array",
                    "\"keys\":{ | \"x-keys\":{ | keys: expected object, got nothing",
                    "\"roles\":{ | \"roles\":null,\"x-roles\":{ | roles: expected object, got null",
                    "\"roles\":{ | \"x-roles\":{ | roles: expected object, got nothing",
                    "\"root\":{ | \"x-root\":{ | roles.root: expected object, got nothing",
                    "\"timestamp\":{ | \"Timestamp\":{ | roles.timestamp: expected object, got nothing",
                    "\"snapshot\":{ | \"snapshot \":{ | roles.snapshot: expected object, got nothing",
                    "\"targets\":{ | \"target\":{ | roles.targets: expected object, got nothing",
                    "\"root\":{ | \"root\":null,\"x-root\":{ | roles.root: expected object, got null",
                    "\"mirrors\":{ | \"mirrors\":null,\"x-mirrors\":{ | roles.mirrors: expected object, got null",
                    "{\"keyids\":[\"k1\"],\"threshold\":1,\"x-role\":\"\\t\"} | {\"threshold\":1} | roles.root.keyids: expected array, got nothing",
                    "{\"keyids\":[\"k1\"],\"threshold\":1,\"x-role\":\"\\t\"} | {\"keyids\":[]} | roles.root.threshold: expected integer, got nothing",
                    "[\"k1\",\"k2\"] | null | roles.timestamp.keyids: expected array, got null",
                    "[\"k1\",\"k2\"] | {} | roles.timestamp.keyids: expected array, got object",
                    "[\"k1\",\"k2\"] | [null] | roles.timestamp.keyids: expected array of strings, got element of kind null",
                    "[\"k1\",\"k2\"] | [1] | roles.timestamp.keyids: expected array of strings, got element of kind integer",
                    "[\"k1\",\"k2\"] | [\"k1\",\"k2\",\"k1\"] | roles.timestamp.keyids: expected distinct key ids, got a key id twice",
                    "[\"k1\",\"k2\"] | [\"k1\",\"\\u006b1\"] | roles.timestamp.keyids: expected distinct key ids, got a key id twice",
                })
        void refused(String piece, String replacement, String message) {
            assertRefused(with(Documents.ROOT, piece, replacement), "root.json: signed." + message);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "0 | integer from 1 to 2147483647 | 0",
                    "-1 | integer from 1 to 2147483647 | -1",
                    "2147483648 | integer from 1 to 2147483647 | 2147483648",
                    "9223372036854775808 | integer from 1 to 2147483647 | 9223372036854775808",
                    "\"1\" | integer | string",
                    "true | integer | boolean",
                    "null | integer | null"
                })
        void thresholdsRefused(String raw, String expected, String actual) {
            assertRefused(
                    with(Documents.ROOT, "\"threshold\":2", "\"threshold\":" + raw),
                    "root.json: signed.roles.timestamp.threshold: expected %s, got %s".formatted(expected, actual));
            assertRefused(
                    with(
                            Documents.TARGETS,
                            "\"name\":\"zz\",\"keyids\":[\"k1\"],\"threshold\":1",
                            "\"name\":\"zz\",\"keyids\":[\"k1\"],\"threshold\":" + raw),
                    "targets.json: signed.delegations.roles[0].threshold: expected %s, got %s"
                            .formatted(expected, actual));
            assertRefused(
                    with(Documents.SUCCINCT, "\"threshold\":1", "\"threshold\":" + raw),
                    "targets.json: signed.delegations.succinct_roles.threshold: expected %s, got %s"
                            .formatted(expected, actual));
        }

        @Test
        void aThresholdMayExceedTheNumberOfKeys() throws TrustException {
            Root root = Documents.root(with(Documents.ROOT, "\"threshold\":2", "\"threshold\":2147483647"));
            assertThat(root.authority(RoleType.TIMESTAMP).orElseThrow().role().threshold())
                    .isEqualTo(Integer.MAX_VALUE);
        }

        @Test
        void keyIdsAreOpaqueNames() throws TrustException {
            Root root = Documents.root(Documents.ROOT);
            assertThat(root.keys()).containsOnlyKeys("k1", "k2", "x");
            assertThat(root.keys().get("k1")).isEqualTo(root.keys().get("k2"));
        }

        @Test
        void aKeyOfAnUnknownTypeIsKept() throws TrustException {
            Key key = Documents.root(Documents.ROOT).keys().get("x");
            assertThat(key).isEqualTo(new Key("unheard-of", "of", JsonObject.EMPTY, JsonObject.EMPTY));
        }

        @Test
        void aRoleMayNameKeysThatAreNotListed() throws TrustException {
            assertThat(Documents.root(with(Documents.ROOT, "[\"k1\",\"k2\"]", "[\"nowhere\"]"))
                            .authority(RoleType.TIMESTAMP)
                            .orElseThrow()
                            .role()
                            .keyIds())
                    .containsExactly("nowhere");
        }
    }

    @Nested
    @DisplayName("TUF §4.4 and §4.6 meta files")
    class MetaFiles {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"meta\":{ | \"meta\":null,\"x-meta\":{ | meta: expected object, got null",
                    "\"meta\":{ | \"x-meta\":{ | meta: expected object, got nothing",
                    "\"snapshot.json\":{ | \"snapshot.json\":null,\"x\":{ | meta.snapshot.json: expected object, got null",
                    "\"snapshot.json\":{ | \"snapshot\":{ | meta.snapshot.json: expected object, got nothing",
                    "\"snapshot.json\":{ | \"targets.json\":{\"version\":1},\"snapshot.json\":{ | meta: expected snapshot.json alone, got 2 entries",
                    "{\"version\":1,\"length\" | {\"length\" | meta.snapshot.json.version: expected integer, got nothing",
                    "\"hashes\":{ | \"hashes\":null,\"x\":{ | meta.snapshot.json.hashes: expected object, got null",
                    "\"hashes\":{ | \"hashes\":[],\"x\":{ | meta.snapshot.json.hashes: expected object, got array",
                    "\"hashes\":{ | \"hashes\":{},\"x\":{ | meta.snapshot.json.hashes: expected at least one hash, got none",
                    "\"sha256\":\"ab\" | \"sha256\":null | meta.snapshot.json.hashes.sha256: expected string, got null",
                    "\"sha256\":\"ab\" | \"sha256\":\"\" | meta.snapshot.json.hashes.sha256: expected hex digest, got \"\"",
                    "\"sha256\":\"ab\" | \"sha256\":\"xy\" | meta.snapshot.json.hashes.sha256: expected hex digest, got \"xy\"",
                    "\"x-hash\":\"CD\" | \"x-hash\":\"YmFzZTY0Cg==\" | meta.snapshot.json.hashes.x-hash: expected hex digest, got \"YmFzZTY0Cg==\"",
                })
        void refused(String piece, String replacement, String message) {
            assertRefused(with(Documents.TIMESTAMP, piece, replacement), "timestamp.json: signed." + message);
        }

        @Test
        void refusedInSnapshotAlike() {
            assertRefused(
                    with(Documents.SNAPSHOT, "\"targets.json\":{\"version\":1}", "\"targets.json\":null"),
                    "snapshot.json: signed.meta.targets.json: expected object, got null");
            assertRefused(
                    with(Documents.SNAPSHOT, "\"targets.json\":{\"version\":1}", "\"targets.json\":1"),
                    "snapshot.json: signed.meta.targets.json: expected object, got integer");
            assertRefused(
                    with(Documents.SNAPSHOT, "\"targets.json\":{\"version\":1}", "\"targets.json\":{}"),
                    "snapshot.json: signed.meta.targets.json.version: expected integer, got nothing");
        }
    }

    @Nested
    @DisplayName("TUF §4.5 targets")
    class TargetsRoles {
        private static final String FIRST_TARGET = "\"b\":{\"length\":0,\"hashes\":{\"sha256\":\"00\"}}";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "null | targets.b: expected object, got null",
                    "[] | targets.b: expected object, got array",
                    "{} | targets.b.length: expected integer, got nothing",
                    "{\"length\":0} | targets.b.hashes: expected object, got nothing",
                    "{\"length\":0,\"hashes\":{}} | targets.b.hashes: expected at least one hash, got none",
                    "{\"length\":0,\"hashes\":{\"sha256\":\"0g\"}} | targets.b.hashes.sha256: expected hex digest, got \"0g\"",
                    "{\"length\":0,\"hashes\":{\"sha256\":\"00\"},\"custom\":null} | targets.b.custom: expected object, got null",
                    "{\"length\":0,\"hashes\":{\"sha256\":\"00\"},\"custom\":\"x\"} | targets.b.custom: expected object, got string",
                })
        void targetsRefused(String raw, String message) {
            assertRefused(with(Documents.TARGETS, FIRST_TARGET, "\"b\":" + raw), "targets.json: signed." + message);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"targets\":{ | \"targets\":null,\"x\":{ | targets: expected object, got null",
                    "\"targets\":{ | \"targets\":[],\"x\":{ | targets: expected object, got array",
                    "\"targets\":{ | \"x\":{ | targets: expected object, got nothing",
                    "\"delegations\":{ | \"delegations\":null,\"x\":{ | delegations: expected object, got null",
                    "\"delegations\":{ | \"delegations\":{},\"x\":{ | delegations.roles: expected either roles or succinct_roles, got neither",
                    "\"delegations\":{ | \"delegations\":{\"roles\":[],\"keys\":null},\"x\":{ | delegations.keys: expected object, got null",
                    "\"delegations\":{ | \"delegations\":{\"roles\":[]},\"x\":{ | delegations.keys: expected object, got nothing",
                    "\"roles\":[ | \"succinct_roles\":{},\"roles\":[ | delegations.roles: expected either roles or succinct_roles, got both",
                    "\"roles\":[ | \"roles\":null,\"x\":[ | delegations.roles: expected array, got null",
                    "\"roles\":[ | \"roles\":{},\"x\":[ | delegations.roles: expected array, got object",
                    "\"roles\":[ | \"roles\":[null, | delegations.roles: expected array of objects, got element of kind null",
                    "\"name\":\"zz\", | '' | delegations.roles[0].name: expected string, got nothing",
                    "\"name\":\"zz\" | \"name\":null | delegations.roles[0].name: expected string, got null",
                    "\"name\":\"zz\" | \"name\":\"\" | delegations.roles[0].name: expected name of a delegated role, got \"\"",
                    "\"name\":\"1\" | \"name\":\"zz\" | delegations.roles[1].name: expected distinct role names, got \"zz\" twice",
                    "\"terminating\":false, | '' | delegations.roles[0].terminating: expected boolean, got nothing",
                    "\"terminating\":false | \"terminating\":null | delegations.roles[0].terminating: expected boolean, got null",
                    "\"terminating\":false | \"terminating\":0 | delegations.roles[0].terminating: expected boolean, got integer",
                    "\"terminating\":false | \"terminating\":\"false\" | delegations.roles[0].terminating: expected boolean, got string",
                    "[\"*\",\"[!a]?\"] | null | delegations.roles[0].paths: expected array, got null",
                    "[\"*\",\"[!a]?\"] | \"*\" | delegations.roles[0].paths: expected array, got string",
                    "[\"*\",\"[!a]?\"] | [null] | delegations.roles[0].paths: expected array of strings, got element of kind null",
                    "\"paths\":[ | \"path_hash_prefixes\":[],\"paths\":[ | delegations.roles[0].paths: expected either paths or path_hash_prefixes, got both",
                    "[\"0\",\"Ab\"] | null | delegations.roles[1].path_hash_prefixes: expected array, got null",
                    "[\"0\",\"Ab\"] | [0] | delegations.roles[1].path_hash_prefixes: expected array of strings, got element of kind integer",
                    "[\"0\",\"Ab\"] | [\"\"] | delegations.roles[1].path_hash_prefixes: expected hex digits, got \"\"",
                    "[\"0\",\"Ab\"] | [\"xyz\"] | delegations.roles[1].path_hash_prefixes: expected hex digits, got \"xyz\"",
                    "[\"0\",\"Ab\"] | [\"AA==\"] | delegations.roles[1].path_hash_prefixes: expected hex digits, got \"AA==\"",
                    "\"keyids\":[\"k1\"] | \"keyids\":[\"k1\",\"k1\"] | delegations.roles[0].keyids: expected distinct key ids, got a key id twice",
                    "\"keyids\":[\"k1\"] | \"x-keyids\":[] | delegations.roles[0].keyids: expected array, got nothing",
                })
        void delegationsRefused(String piece, String replacement, String message) {
            assertRefused(with(Documents.TARGETS, piece, replacement), "targets.json: signed." + message);
        }

        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "mirrors", "\\u0072oot"})
        void namesOfTopLevelRolesAreRefused(String name) {
            assertThatThrownBy(() ->
                            Documents.read(with(Documents.TARGETS, "\"name\":\"zz\"", "\"name\":\"" + name + '"')))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessageStartingWith("targets.json: signed.delegations.roles[0].name: "
                            + "expected name of a delegated role, got \"")
                    .hasMessageNotContaining("zz");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Root",
                    "root ",
                    "targets.json",
                    "?",
                    "#",
                    "/x",
                    "../x",
                    "..",
                    ".",
                    "a/b c",
                    "\\u0000",
                    "NUL",
                    "CON",
                    "\ud83d\ude00",
                    "constructor",
                    "1"
                })
        void otherNamesAreAccepted(String name) throws TrustException {
            String signed = with(
                    with(Documents.TARGETS, "\"name\":\"1\"", "\"name\":\"one\""),
                    "\"name\":\"zz\"",
                    "\"name\":\"" + name + '"');
            assertThat(Documents.targets(signed).delegations().orElseThrow().roles())
                    .hasSize(3);
        }

        @Test
        void neitherPathsNorPrefixesIsAboutNoTarget() throws TrustException {
            DelegatedRole neither = Documents.targets(Documents.TARGETS)
                    .delegations()
                    .orElseThrow()
                    .roles()
                    .get(2);
            assertThat(neither.scope()).isEqualTo(PathScope.None.INSTANCE);
            assertThat(neither.scope().covers(TargetPath.of("a"))).isFalse();
        }

        @Test
        void namesThatDifferInCaseAreDistinct() throws TrustException {
            String signed = with(Documents.TARGETS, "\"name\":\"1\"", "\"name\":\"ZZ\"");
            assertThat(Documents.targets(signed).delegations().orElseThrow().roles())
                    .extracting(DelegatedRole::name)
                    .containsExactly("zz", "ZZ", "neither");
        }
    }

    @Nested
    @DisplayName("TAP 15 succinct_roles")
    class Succinct {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"bit_length\":8, | '' | bit_length: expected integer, got nothing",
                    "\"bit_length\":8 | \"bit_length\":0 | bit_length: expected integer from 1 to 32, got 0",
                    "\"bit_length\":8 | \"bit_length\":-1 | bit_length: expected integer from 1 to 32, got -1",
                    "\"bit_length\":8 | \"bit_length\":33 | bit_length: expected integer from 1 to 32, got 33",
                    "\"bit_length\":8 | \"bit_length\":4294967304 | bit_length: expected integer from 1 to 32, got 4294967304",
                    "\"bit_length\":8 | \"bit_length\":\"8\" | bit_length: expected integer, got string",
                    "\"bit_length\":8 | \"bit_length\":null | bit_length: expected integer, got null",
                    "\"name_prefix\":\"bin\" | \"name_prefix\":null | name_prefix: expected string, got null",
                    "\"name_prefix\":\"bin\" | \"x\":1 | name_prefix: expected string, got nothing",
                    "\"keyids\":[\"k1\"] | \"keyids\":null | keyids: expected array, got null",
                })
        void refused(String piece, String replacement, String message) {
            assertRefused(
                    with(Documents.SUCCINCT, piece, replacement),
                    "targets.json: signed.delegations.succinct_roles." + message);
        }

        @Test
        void nullIsRefused() {
            assertRefused(
                    with(Documents.SUCCINCT, "\"succinct_roles\":{", "\"succinct_roles\":null,\"x\":{"),
                    "targets.json: signed.delegations.succinct_roles: expected object, got null");
        }

        @Test
        void theOtherKindAsWellIsRefusedEvenWhenEmpty() {
            assertRefused(
                    with(Documents.SUCCINCT, "\"succinct_roles\":{", "\"roles\":[],\"succinct_roles\":{"),
                    "targets.json: signed.delegations.roles: expected either roles or succinct_roles, got both");
        }
    }

    @Nested
    @DisplayName("TUF §4.7 mirrors")
    class MirrorsRole {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"mirrors\":[ | \"mirrors\":null,\"x\":[ | mirrors: expected array, got null",
                    "\"mirrors\":[ | \"mirrors\":[1, | mirrors: expected array of objects, got element of kind integer",
                    "\"urlbase\":\"u\" | \"urlbase\":1 | mirrors[1].urlbase: expected string, got integer",
                    "\"metapath\":\"m\" | \"x\":1 | mirrors[0].metapath: expected string, got nothing",
                    "\"targetspath\":\"t\" | \"targetspath\":null | mirrors[0].targetspath: expected string, got null",
                    "\"metacontent\":[\"*\"] | \"metacontent\":\"*\" | mirrors[0].metacontent: expected array, got string",
                    "\"targetscontent\":[] | \"targetscontent\":[{}] | mirrors[1].targetscontent: expected array of strings, got element of kind object",
                    "\"custom\":{\"country\":\"DE\"} | \"custom\":[] | mirrors[0].custom: expected object, got array",
                })
        void refused(String piece, String replacement, String message) {
            assertRefused(with(Documents.MIRRORS, piece, replacement), "mirrors.json: signed." + message);
        }

        @Test
        void mirrorsComeInOrder() throws TrustException {
            Mirrors mirrors = Metadata.readMirrors(Documents.file(Documents.MIRRORS), JsonLimits.DEFAULT)
                    .signed();
            assertThat(mirrors.mirrors())
                    .extracting(Mirrors.Mirror::urlBase)
                    .containsExactly("https://example.org/", "u");
            assertThat(mirrors.mirrors().get(0).targetsContent())
                    .containsExactly(new PathPattern("a/*"), new PathPattern("b"));
        }
    }

    private static void assertRefused(String signed, String message) {
        assertThatThrownBy(() -> Documents.read(signed))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage(message);
    }
}
