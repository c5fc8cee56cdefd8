package dev.tufa.apt.publish.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a template")
class TemplateTest {
    private static String filled(String template, Values values) {
        return new String(Template.parse(template).fill(values), UTF_8);
    }

    @Test
    void escapesEveryText() {
        assertThat(filled("<p title=\"{{a}}\">{{a}}</p>", new Values().with("a", "<b> & \"c\" 'd'")))
                .isEqualTo(
                        "<p title=\"&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\">&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;</p>");
    }

    @Test
    void doesNotFillInWhatWasFilledIn() {
        assertThat(filled("{{a}}", new Values().with("a", "{{b}}{{#c}}").with("b", "wrong")))
                .isEqualTo("{{b}}{{#c}}");
    }

    @Test
    void repeatsASectionForEachOfItsValuesAndLeavesItOutWithoutAny() {
        Values values = new Values()
                .with("rows", List.of(new Values().with("a", "1"), new Values().with("a", "2")))
                .with("none", List.of());

        assertThat(filled("<\n{{#rows}}\n{{a}},\n{{/rows}}\n{{#none}}\n{{a}}\n{{/none}}\n>", values))
                .isEqualTo("<\n1,\n2,\n>");
    }

    @Test
    void hasSectionsInSections() {
        Values inner = new Values().with("b", "x");
        Values values = new Values().with("outer", List.of(new Values().with("inner", List.of(inner, inner))));

        assertThat(filled("{{#outer}}[{{#inner}}{{b}}{{/inner}}]{{/outer}}", values))
                .isEqualTo("[xx]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {{#a}}          | template: expected the end of section "a", got none
                    {{#a}}{{/b}}    | template: expected the end of section "a", got that of "b"
                    {{/a}}          | template: expected the end of section "", got that of "a"
                    """)
    void isRefusedWithSectionsThatDoNotFit(String template, String message) {
        assertThatThrownBy(() -> Template.parse(template)).hasMessage(message);
    }

    @Test
    void isRefusedWhereSomethingIsNotSaid() {
        assertThatThrownBy(() -> filled("{{a}}", new Values()))
                .hasMessage("template: expected a text for \"a\", got none");
        assertThatThrownBy(() -> filled("{{#a}}{{/a}}", new Values()))
                .hasMessage("template: expected values for \"a\", got none");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    editor.apt,       ./editor.apt
                    a b+c.apt,        ./a%20b%2Bc.apt
                    javascript:x.apt, ./javascript%3Ax.apt
                    '"><x>.apt',      ./%22%3E%3Cx%3E.apt
                    """)
    void leadsToFilesBesideThePageAlone(String name, String link) {
        assertThat(Html.link(name)).isEqualTo(link);
    }

    @Test
    void showsCharactersThatNobodySeesAsSuch() {
        assertThat(Html.escaped("a\u0000b\u001bc\u202ed\u2066e\u200ff\ufeffg\u2028h\ti\nj"))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh\ufffdi\nj");
    }
}
