package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    private static JsonObject read(String text) throws JsonException {
        return CanonicalJson.read(text.getBytes(UTF_8), JsonLimits.DEFAULT);
    }

    private static JsonValue value(String text) throws JsonException {
        return read("{\"before\":[{}],\"v\":" + text + ",\"w\":\"after\"}")
                .member("v")
                .orElseThrow();
    }

    @Nested
    @DisplayName("object")
    class Objects {
        @Test
        void findsEveryMemberAndNoOther() throws JsonException {
            for (int seed = 0; seed < 500; seed++) {
                Random random = new Random(seed);
                Map<String, JsonValue> members = new HashMap<>();
                for (int i = 0; i < 40; i++) {
                    members.put(RandomValues.text(random), JsonInteger.of(i));
                }
                JsonObject object = CanonicalJson.read(JsonText.bytes(JsonObject.of(members)), JsonLimits.DEFAULT);
                assertThat(object.size()).isEqualTo(members.size());
                assertThat(object.toMap()).isEqualTo(members);
                for (int i = 0; i < 40; i++) {
                    String name = RandomValues.text(random);
                    assertThat(java.util.Optional.ofNullable(members.get(name)))
                            .as("seed %d, %s", seed, name)
                            .isEqualTo(object.member(name));
                }
            }
        }

        @Test
        void namesWithOneBeginningAreApart() throws JsonException {
            JsonObject object = read("{\"a\":1,\"a\\\"\":2,\"a\\\\\":3,\"aa\":4,\"\":5}");
            assertThat(object.names()).containsExactly("", "a", "a\"", "a\\", "aa");
            assertThat(object.member("a")).contains(JsonInteger.of(1));
            assertThat(object.member("a\"")).contains(JsonInteger.of(2));
            assertThat(object.member("a\\")).contains(JsonInteger.of(3));
            assertThat(object.member("")).contains(JsonInteger.of(5));
            assertThat(object.member("aaa")).isEmpty();
            assertThat(object.member("A")).isEmpty();
        }

        @Test
        void positionsAreThoseOfTheNames() throws JsonException {
            JsonObject object = read("{\"c\":[\"}\"],\"a\":{\"x\":\"]\"},\"b\":-7}");
            assertThat(object.indexOf("a")).isZero();
            assertThat(object.indexOf("b")).isEqualTo(1);
            assertThat(object.indexOf("c")).isEqualTo(2);
            assertThat(object.indexOf("d")).isNegative();
            assertThat(object.indexOf("")).isNegative();
            assertThat(object.valueAt(0)).hasToString("{\"x\":\"]\"}");
            assertThat(object.valueAt(1)).hasToString("-7");
            assertThat(object.valueAt(2)).hasToString("[\"}\"]");
        }

        @Test
        void namesOfObjectMethodsAreNotThere() throws JsonException {
            JsonObject object = read("{\"a\":1}");
            for (String name : List.of("constructor", "__proto__", "toString", "hashCode", "class")) {
                assertThat(object.member(name)).isEmpty();
            }
        }

        @Test
        void theEmptyObjectHasNothing() throws JsonException {
            assertThat(read("{}")).isEqualTo(JsonObject.EMPTY);
            assertThat(JsonObject.EMPTY.size()).isZero();
            assertThat(JsonObject.EMPTY.names()).isEmpty();
            assertThat(JsonObject.EMPTY.toMap()).isEmpty();
            assertThat(JsonObject.EMPTY.indexOf("")).isNegative();
        }

        @Test
        void withoutKeepsTheOthersWithTheirValues() throws JsonException {
            JsonObject object = read("{\"a\":1,\"b\":{\"c\":[null]},\"d\":3}");
            assertThat(object.without(Set.of("a", "d", "z"))).isEqualTo(read("{\"b\":{\"c\":[null]}}"));
            assertThat(object.without(Set.of())).isEqualTo(object);
            assertThat(object.without(Set.of("z"))).isEqualTo(object);
            assertThat(object.without(Set.of("a", "b", "d"))).isSameAs(JsonObject.EMPTY);
            assertThat(JsonObject.EMPTY.without(Set.of())).isEqualTo(JsonObject.EMPTY);
        }

        @Test
        void withIsWhatOfAllMembersIs() {
            for (int seed = 0; seed < 1000; seed++) {
                Random random = new Random(seed);
                JsonObject object = RandomValues.object(random, 3);
                Map<String, JsonValue> changed = RandomValues.object(random, 3).toMap();
                Map<String, JsonValue> all = object.toMap();
                for (String name : object.names()) {
                    if (random.nextInt(3) == 0) {
                        changed.put(name, JsonInteger.of(seed));
                    }
                }
                all.putAll(changed);

                JsonObject with = object.with(changed);

                assertThat(with).isEqualTo(JsonObject.of(all));
                assertThat(with.names()).isEqualTo(JsonObject.of(all).names());
                assertThat(with.toMap()).isEqualTo(all);
            }
        }

        @Test
        void namesNotInAreThoseOfMembersThatAreMissingOrOther() {
            for (int seed = 0; seed < 1000; seed++) {
                Random random = new Random(seed);
                JsonObject one = RandomValues.object(random, 2);
                JsonObject other = RandomValues.object(random, 2)
                        .with(
                                random.nextBoolean()
                                        ? one.without(Set.copyOf(RandomValues.object(random, 1)
                                                        .names()))
                                                .toMap()
                                        : Map.of());
                Map<String, JsonValue> others = other.toMap();

                assertThat(one.namesNotIn(other))
                        .isEqualTo(one.names().stream()
                                .filter(name -> !one.member(name).equals(other.member(name)))
                                .toList());
                assertThat(one.namesNotIn(one)).isEmpty();
                assertThat(others).hasSize(other.size());
            }
        }

        @Test
        void ofSortsByCodePoint() {
            Map<String, JsonValue> members = Map.of("\ud83d\ude00", JsonInteger.of(1), "\ufb01", JsonInteger.of(2));
            assertThat(new String(JsonObject.of(members).canonicalBytes(), UTF_8))
                    .isEqualTo("{\"\ufb01\":2,\"\ud83d\ude00\":1}");
        }

        @Test
        void namesWithLoneSurrogatesCannotBeAskedFor() {
            assertThatThrownBy(() -> JsonObject.EMPTY.member("\ud800"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("text: expected Unicode, got a lone surrogate");
        }
    }

    @Nested
    @DisplayName("array")
    class Arrays {
        @Test
        void valuesComeInOrder() throws JsonException {
            JsonArray array = (JsonArray) value("[\"b\",[],{\"x\":[1,2]},-12,true,false,null,\"],\"]");
            assertThat(array.values())
                    .extracting(JsonValue::toString)
                    .containsExactly("\"b\"", "[]", "{\"x\":[1,2]}", "-12", "true", "false", "null", "\"],\"");
            assertThat(array.values())
                    .extracting(JsonValue::kind)
                    .containsExactly("string", "array", "object", "integer", "boolean", "boolean", "null", "string");
        }

        @Test
        void theEmptyArrayHasNoValues() throws JsonException {
            assertThat(((JsonArray) value("[]")).values()).isEmpty();
            assertThat(JsonArray.of(List.of())).isEqualTo(value("[]"));
        }

        @Test
        void ofKeepsTheOrder() throws JsonException {
            assertThat(JsonArray.of(List.of(JsonInteger.of(2), JsonString.of("a"), JsonInteger.of(1))))
                    .isEqualTo(value("[2,\"a\",1]"));
        }

        @Test
        void valuesCannotBeChanged() throws JsonException {
            List<JsonValue> values = ((JsonArray) value("[1]")).values();
            assertThatThrownBy(() -> values.add(JsonInteger.of(2))).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Nested
    @DisplayName("string")
    class Strings {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "a",
                    "\"",
                    "\\",
                    "\\\"",
                    "a\\b",
                    "\\\\",
                    "\0\n",
                    "\u00e9e\u0301",
                    "\ud83d\ude00",
                    "\ufeff"
                })
        void valueIsWhatWentIn(String text) throws JsonException {
            assertThat(JsonString.of(text).value()).isEqualTo(text);
            JsonValue again = value(JsonText.compact(JsonString.of(text)));
            assertThat(again).isEqualTo(JsonString.of(text));
            assertThat(((JsonString) again).value()).isEqualTo(text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\ud800", "\udc00", "a\ud83d", "\ude00\ud83d"})
        void loneSurrogatesAreRefused(String text) {
            assertThatThrownBy(() -> JsonString.of(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("text: expected Unicode, got a lone surrogate");
        }

        @Test
        void aReplacementCharacterIsTextLikeAnyOther() {
            assertThat(JsonString.of("\ufffd").value()).isEqualTo("\ufffd");
        }
    }

    @Nested
    @DisplayName("integer")
    class Integers {
        @ParameterizedTest
        @CsvSource({
            "0",
            "1",
            "-1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9007199254740993",
            "999999999999999999",
            "1000000000000000000",
            "9223372036854775807",
            "-9223372036854775808"
        })
        void insideTheRangeOfLong(long number) throws JsonException {
            JsonInteger integer = (JsonInteger) value(Long.toString(number));
            assertThat(integer.longValue()).hasValue(number);
            assertThat(JsonInteger.of(number)).isEqualTo(integer);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9223372036854775808",
                    "-9223372036854775809",
                    "9999999999999999999",
                    "18446744073709551616",
                    "18446744073709551617",
                    "10000000000000000000000000"
                })
        void outsideTheRangeOfLong(String number) throws JsonException {
            assertThat(((JsonInteger) value(number)).longValue()).isEmpty();
        }
    }

    @Test
    void booleansHaveTheirValue() throws JsonException {
        assertThat(((JsonBoolean) value("true")).value()).isTrue();
        assertThat(((JsonBoolean) value("false")).value()).isFalse();
        assertThat(JsonBoolean.of(true)).isEqualTo(value("true"));
        assertThat(JsonBoolean.of(false)).isEqualTo(value("false"));
    }

    @Test
    void equalMeansTheSameCanonicalBytes() throws JsonException {
        JsonValue one = value("{\"b\":1,\"a\":[\"\\u0041\"]}");
        JsonValue same = read(" {\"a\" : [\"A\"], \"b\" : 1} ");
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        List<JsonValue> different = List.of(
                value("1"),
                value("-1"),
                value("\"1\""),
                value("[1]"),
                value("{\"1\":1}"),
                value("true"),
                value("null"));
        for (int i = 0; i < different.size(); i++) {
            for (int j = 0; j < different.size(); j++) {
                assertThat(different.get(i).equals(different.get(j))).isEqualTo(i == j);
            }
            assertThat(different.get(i)).isNotEqualTo(different.get(i).toString());
        }
    }

    @Test
    void canonicalBytesAreACopy() throws JsonException {
        JsonValue value = value("\"text\"");
        assertThat(value.canonicalLength()).isEqualTo(6);
        value.canonicalBytes()[1] = 'T';
        assertThat(value).hasToString("\"text\"");
    }
}
