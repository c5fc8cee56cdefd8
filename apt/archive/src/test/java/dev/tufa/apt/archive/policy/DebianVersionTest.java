package dev.tufa.apt.archive.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.Tool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("versions (Debian policy 5.6.12)")
class DebianVersionTest {
    private static DebianVersion version(String text) throws PolicyException {
        return DebianVersion.parse(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, ''",
        "1-2, 0, 1, 2",
        "2:1.0-3-4~rc1, 2, 1.0-3, 4~rc1",
        "0:1, 0, 1, ''",
        "007:1, 7, 1, ''",
        "2147483647:1, 2147483647, 1, ''",
        "1+really0.9~dfsg-0ubuntu1.1, 0, 1+really0.9~dfsg, 0ubuntu1.1",
    })
    void haveAnEpochAnUpstreamVersionAndARevision(String text, int epoch, String upstream, String revision)
            throws Exception {
        DebianVersion version = version(text);
        assertThat(version.epoch()).isEqualTo(epoch);
        assertThat(version.upstream()).isEqualTo(upstream);
        assertThat(version.revision()).isEqualTo(revision);
        assertThat(version).hasToString(text);
    }

    @Test
    void areCalledWithoutTheEpochInNamesOfFiles() throws Exception {
        assertThat(version("2:1.0-3").withoutEpoch()).isEqualTo("1.0-3");
        assertThat(version("1.0-3").withoutEpoch()).isEqualTo("1.0-3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''           | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "a1           | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "1:           | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "-1           | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "1_2          | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "1:2:3        | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "'1 '         | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "1.é          | an upstream version of letters, digits, ., +, - and ~, a digit first",
                "1-           | a revision of letters, digits, ., + and ~ after the last hyphen",
                "1-2_         | a revision of letters, digits, ., + and ~ after the last hyphen",
                ":1           | a number before the first colon",
                "a:1          | a number before the first colon",
                "-1:1         | a number before the first colon",
                "+1:1         | a number before the first colon",
                "2147483648:1 | an epoch of at most 2147483647",
            })
    void areRefusedOtherwise(String text, String expected) {
        assertThatThrownBy(() -> version(text)).hasMessage("version: expected %s, got \"%s\"", expected, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1~~ < 1~~a < 1~ < 1 < 1a",
                "1a > 1a~1 > 1a~",
                "1.0 < 1.0a < 1.0+ < 1.0. < 1.1",
                "9 < 10",
                "1.9 < 1.10",
                "1-1 < 1-1.1 < 1-2",
                "1 < 1-1",
                "9 < 1:0",
                "99999999999999999999999999 < 100000000000000000000000000",
                "1.0-1 < 1.0.0-0",
            })
    void areInTheOrderOfDpkg(String chain) throws Exception {
        String[] words = chain.split(" ", -1);
        for (int i = 1; i < words.length; i += 2) {
            int order = version(words[i - 1]).compareTo(version(words[i + 1]));
            assertThat(Integer.signum(order))
                    .as(words[i - 1] + " and " + words[i + 1])
                    .isEqualTo(words[i].equals("<") ? -1 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0:1", "1, 1-0", "1.0, 1.00", "1.0, 01.0", "1., 1.0", "0:1-0, 1"})
    void canBeTheSameWithDifferentTexts(String a, String b) throws Exception {
        assertThat(version(a).isSameVersionAs(version(b))).isTrue();
        assertThat(version(a)).isNotEqualTo(version(b)).isEqualTo(version(a)).hasSameHashCodeAs(version(a));
    }

    /** A loop in one shell, as each comparison is a process. */
    @Test
    void compareAsDpkgDoes() throws Exception {
        Random random = new Random(5);
        List<String> pairs = new ArrayList<>();
        StringBuilder input = new StringBuilder();
        StringBuilder ours = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            String a = random(random);
            String b = random.nextInt(3) == 0 ? random(random) : changed(random, a);
            pairs.add(a + " " + b);
            input.append(a).append(' ').append(b).append('\n');
            int order = version(a).compareTo(version(b));
            assertThat(Integer.signum(version(b).compareTo(version(a)))).isEqualTo(-Integer.signum(order));
            ours.append(Integer.signum(order)).append('\n');
        }
        String script = """
                command -v dpkg >/dev/null || { echo 'this test needs the program dpkg' >&2; exit 1; }
                while read -r a b; do
                    if dpkg --compare-versions "$a" lt "$b"; then echo -1
                    elif dpkg --compare-versions "$a" eq "$b"; then echo 0
                    else echo 1
                    fi
                done
                """;
        byte[] theirs = Tool.run(
                Map.of("LC_ALL", "C"),
                List.of("sh", "-c", script),
                input.toString().getBytes(UTF_8));

        List<String> expected = new String(theirs, UTF_8).lines().toList();
        List<String> actual = ours.toString().lines().toList();
        assertThat(expected).hasSize(pairs.size()).contains("-1", "0", "1");
        for (int i = 0; i < pairs.size(); i++) {
            assertThat(actual.get(i)).as(pairs.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void haveOneOrder() throws Exception {
        Random random = new Random(6);
        List<DebianVersion> versions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            versions.add(version(random(random)));
        }
        Collections.sort(versions);
        for (int i = 0; i < versions.size(); i++) {
            for (int j = i; j < versions.size(); j++) {
                assertThat(versions.get(i)).isLessThanOrEqualTo(versions.get(j));
            }
        }
    }

    private static String random(Random random) {
        StringBuilder version = new StringBuilder();
        if (random.nextInt(4) == 0) {
            version.append(random.nextInt(3)).append(':');
        }
        version.append(random.nextInt(10));
        append(version, random, "0019aZ.+~");
        if (random.nextBoolean()) {
            append(version.append('-').append(random.nextInt(2)), random, "0019aZ.+~");
        }
        return version.toString();
    }

    private static void append(StringBuilder version, Random random, String alphabet) {
        for (int i = random.nextInt(6); i > 0; i--) {
            version.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        if (random.nextInt(20) == 0) {
            version.append("0".repeat(random.nextInt(3))).append("123456789012345678901234567890");
        }
    }

    /** The same but for one character, which is gone, new or another. */
    private static String changed(Random random, String version) throws PolicyException {
        while (true) {
            int at = random.nextInt(version.length() + 1);
            int end = random.nextBoolean() || at == version.length() ? at : at + 1;
            String with = random.nextInt(4) == 0
                    ? ""
                    : "09aZ.+~-".substring(random.nextInt(8)).substring(0, 1);
            String changed = version.substring(0, at) + with + version.substring(end);
            try {
                return version(changed).toString();
            } catch (PolicyException e) {
                assertThat(changed).isNotEqualTo(version);
            }
        }
    }
}
