package dev.tufa.apt.archive.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("names of packages (Debian policy 5.6.1)")
class PackageNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a0", "0ad", "g++-12", "libstdc++6", "a.b", "a-"})
    void haveLowerCaseLettersDigitsAndThreeSigns(String text) throws Exception {
        assertThat(PackageName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "A0", "+a", "-a", ".a", "a_b", "a b", "a/b", "ä0", "a\n", "a:amd64"})
    void haveNothingElse(String text) {
        assertThatThrownBy(() -> PackageName.parse(text)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> new PackageName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areShownWithoutControlCharactersWhenTheyAreRefused() {
        assertThatThrownBy(() -> PackageName.parse("a\u001b[31m\u202e"))
                .hasMessage("name of a package: expected two or more of a-z, 0-9, +, - and ., a letter or digit first,"
                        + " got \"a?[31m?\"");
    }
}
