package dev.tufa.apt.archive.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsNameTest {
    @ParameterizedTest
    @CsvSource({
        "https://apt.example.org/debian, apt.example.org_debian_",
        "https://apt.example.org/debian/, apt.example.org_debian_",
        "tuf+https://apt.example.org, apt.example.org_",
        "http://127.0.0.1:8080/a, 127.0.0.1:8080_a_",
        "http://me:pw@127.0.0.1:9/a_b~c/%7ed+e=f@g, 127.0.0.1:9_a%5fb%7ec_%7ed+e%3df%40g_",
        "file:/srv/debs, _srv_debs_",
    })
    void isWhatAptCallsIt(String uri, String name) {
        assertThat(ListsName.prefix(uri)).isEqualTo(name);
    }

    @Test
    void anIncompleteCodeIsNone() {
        assertThat(ListsName.prefix("http://h/%4")).isEqualTo("h_%254_");
    }
}
