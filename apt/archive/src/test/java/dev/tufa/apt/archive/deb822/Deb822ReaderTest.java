package dev.tufa.apt.archive.deb822;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("control data (Debian policy 5.1)")
class Deb822ReaderTest {
    private static List<Stanza> read(String text) throws Deb822Exception {
        return Deb822Reader.readAll("control", text.getBytes(UTF_8), Comments.REFUSED, Deb822Limits.DEFAULT);
    }

    @Test
    void isStanzasOfFields() throws Exception {
        List<Stanza> stanzas =
                read("Package: a\nVersion:1\n\n\nPackage:\tb \t\nDescription: short\n long\n .\n  indented\t\n");

        assertThat(stanzas)
                .containsExactly(
                        Stanza.of(List.of(Field.of("Package", "a"), Field.of("Version", "1"))),
                        Stanza.of(List.of(
                                Field.of("Package", "b"),
                                new Field("Description", List.of("short", "long", ".", " indented")))));
    }

    @Test
    void findsAFieldInWhateverCase() throws Exception {
        Stanza stanza = read("Installed-Size: 12\n").get(0);

        assertThat(stanza.value("installed-SIZE")).contains("12");
        assertThat(stanza.value("Size")).isEmpty();
    }

    @Test
    void mayEndWithoutALineEnd() throws Exception {
        assertThat(read("A: b").get(0).value("A")).contains("b");
    }

    @Test
    void canBeEmpty() throws Exception {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n\n")).isEmpty();
    }

    @Test
    void hasCommentsOnlyInFilesThatPeopleWrite() throws Exception {
        String text = "# one\nA: b\n# two\n c\n";

        assertThat(Deb822Reader.readAll("f", text.getBytes(UTF_8), Comments.SKIPPED, Deb822Limits.DEFAULT))
                .containsExactly(Stanza.of(List.of(new Field("A", List.of("b", "c")))));
        assertThatThrownBy(() -> read(text))
                .hasMessage("control: line 1: expected the name of a field and a colon, got \"# one\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ' A: b'        | 1 | expected a field, got a continuation line
            'A: b\\n \\nC: d' | 2 | expected a dot for an empty line of a value, got only blanks
            'A: b\\n\\t \\n'  | 2 | expected a dot for an empty line of a value, got only blanks
            'A: b\\na: c'   | 2 | expected one field a, got two
            'A b'          | 1 | expected the name of a field and a colon, got "A b"
            ': b'          | 1 | expected the name of a field and a colon, got ": b"
            '-A: b'        | 1 | expected the name of a field and a colon, got "-A: b"
            'A : b'        | 1 | expected the name of a field and a colon, got "A : b"
            'Ä: b'         | 1 | expected the name of a field and a colon, got "Ä: b"
            'A: b\\r\\nC: d' | 1 | expected text, got a control character
            'A: \\0'        | 1 | expected text, got a control character
            'A: \\u0085'    | 1 | expected text, got a control character
            """)
    void saysWhereItIsNot(String text, int line, String problem) {
        assertThatThrownBy(() -> read(unescaped(text)))
                .isInstanceOfSatisfying(
                        Deb822Exception.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessage("control: line %d: %s", line, problem);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .replace("\\u0085", "\u0085");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\u00e2\u0082"})
    void isUtf8(String bytes) {
        assertThatThrownBy(() -> Deb822Reader.readAll(
                        "control", ("A: " + bytes).getBytes(ISO_8859_1), Comments.REFUSED, Deb822Limits.DEFAULT))
                .hasMessage("control: line 1: expected UTF-8, got other bytes");
    }

    @Test
    void isRefusedBeyondItsLimits() throws Exception {
        Deb822Limits limits = new Deb822Limits(10, 24, 3);
        assertThat(Deb822Reader.readAll(
                        "f", "A: 3456789\nB: 3456789\n\nC: d".getBytes(UTF_8), Comments.REFUSED, limits))
                .hasSize(2);
        for (String[] refused : new String[][] {
            {"A: 34567890\n", "f: line 1: expected a line of at most 10 bytes, got a longer one"},
            {"A: 3456789\nB: 3456789\nC:\n", "f: line 3: expected a stanza of at most 24 bytes, got more"},
            {"A:\nB:\nC:\nD:\n", "f: line 4: expected at most 3 fields, got more"},
        }) {
            assertThatThrownBy(() -> Deb822Reader.readAll("f", refused[0].getBytes(UTF_8), Comments.REFUSED, limits))
                    .hasMessage(refused[1]);
        }
    }

    @Test
    void hasNoBlanksButThoseOfAscii() throws Exception {
        Field field = read("A:\u3000b\u2003\n \t c\u00a0 \n").get(0).find("A").orElseThrow();

        assertThat(field.lines()).containsExactly("\u3000b\u2003", "\t c\u00a0");
        assertThat(field.texts()).containsExactly("\u3000b\u2003", "c\u00a0");
        assertThat(field.words()).containsExactly("\u3000b\u2003", "c\u00a0");
    }

    @Test
    void isReadBackAsItWasWritten() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            int count = 1 + random.nextInt(4);
            List<Stanza> stanzas = new ArrayList<>();
            for (int s = 0; s < count; s++) {
                List<Field> fields = new ArrayList<>();
                for (int f = 0; f <= random.nextInt(5); f++) {
                    List<String> lines = new ArrayList<>();
                    lines.add(random.nextBoolean() ? "" : word(random));
                    for (int l = 0; l < random.nextInt(3); l++) {
                        lines.add(" ".repeat(random.nextInt(3)) + word(random));
                    }
                    fields.add(new Field("Field-" + f, lines));
                }
                stanzas.add(Stanza.of(fields));
                text.append(stanzas.get(s)).append("\n".repeat(1 + random.nextInt(2)));
            }

            assertThat(read(text.toString())).isEqualTo(stanzas);
        }
    }

    private static String word(Random random) {
        String alphabet = "aZ0:#-.,é漢\uD83D\uDE00";
        StringBuilder word = new StringBuilder("x");
        for (int i = 0; i < random.nextInt(8); i++) {
            int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
            word.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
        }
        return word.toString();
    }
}
