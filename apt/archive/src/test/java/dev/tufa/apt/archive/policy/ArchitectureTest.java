package dev.tufa.apt.archive.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("architectures (Debian policy 5.6.8, 11.1)")
class ArchitectureTest {
    @ParameterizedTest
    @CsvSource({
        "amd64, false, true",
        "all, false, true",
        "kfreebsd-amd64, false, true",
        "any, true, false",
        "linux-any, true, false",
        "any-i386, true, false",
        "musl-linux-any, true, false",
        "source, false, false",
        "company, false, true",
    })
    void areWildcardsWhenOneWordIsAny(String text, boolean isWildcard, boolean isOfBinaries) throws Exception {
        Architecture architecture = Architecture.parse(text);
        assertThat(architecture.isWildcard()).isEqualTo(isWildcard);
        assertThat(architecture.isOfBinaries()).isEqualTo(isOfBinaries);
    }

    @Test
    void areAllOnlyByThatName() throws Exception {
        assertThat(Architecture.parse("all").isAll()).isTrue();
        assertThat(Architecture.parse("any").isAll()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AMD64", "amd 64", "amd64,i386", "-amd64", "../amd64", "!amd64"})
    void haveLowerCaseLettersDigitsAndHyphens(String text) {
        assertThatThrownBy(() -> Architecture.parse(text))
                .hasMessage("architecture: expected a-z, 0-9 and -, a letter or digit first, got \"%s\"", text);
    }
}
