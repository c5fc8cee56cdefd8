package dev.tufa.tuf.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePointOrderTest {
    @ParameterizedTest
    @CsvSource({
        "'', a",
        "a, b",
        "a, aa",
        "Z, a",
        "10, 9",
        "e\u0301, \u00e9",
        "\ufb01, \ud83d\ude00",
        "\uffff, \ud800\udc00",
        "\ud7ff, \ue000",
        "\ue000, \ud800\udc00",
        "\ud83d\ude00, \ud83d\ude01",
        "\ud83d\ude00, \ud83e\udd70",
        "x\uffff, x\ud800\udc00",
        "\ud800\udc00, \ud800\udc00a"
    })
    void theFirstComesBeforeTheSecond(String first, String second) {
        assertThat(CodePointOrder.INSTANCE.compare(first, second)).isNegative();
        assertThat(CodePointOrder.INSTANCE.compare(second, first)).isPositive();
        assertThat(CodePointOrder.INSTANCE.compare(first, first)).isZero();
    }

    @Test
    void sortsLikeListsOfCodePoints() {
        Random random = new Random(5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            texts.add(RandomValues.text(random));
        }
        List<String> expected = new ArrayList<>(texts);
        expected.sort(Comparator.comparing(text -> text.codePoints().toArray(), java.util.Arrays::compare));
        texts.sort(CodePointOrder.INSTANCE);
        assertThat(texts).isEqualTo(expected);
    }
}
