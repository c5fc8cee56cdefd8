package dev.tufa.apt.publish.conf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("keys in the text of archive.conf")
class SignedWithTextTest {
    private static final KeySource NEXT = KeySource.parse("file:keys/next.key");
    private static final String GPG = "gpg:0123456789ABCDEF0123456789ABCDEF01234567";

    /** Everything around the field that has to stay as it is. */
    private static final String SETTINGS = """
            # Signed-With: is below
            Format: 1
            Origin:   Acme
            # who it is
            Label: Acme
            %s
            URL: https://a.example

            # the only suite
            Suite: stable
            Components: main
            Architectures: amd64
            """;

    private static byte[] settings(String field) {
        return SETTINGS.formatted(field).getBytes(UTF_8);
    }

    private static SignedWithText text(String field) throws IOException {
        return new SignedWithText(settings(field));
    }

    /** A field as a person may have written it, with one more key behind, one more before, and without the key that it has first. */
    record Case(String field, String withLast, String withFirst, String without) {}

    static List<Case> cases() {
        return List.of(
                new Case("""
                        Signed-With:
                         file:keys/archive.key
                         %s""".formatted(GPG), """
                        Signed-With:
                         file:keys/archive.key
                         %s
                         file:keys/next.key""".formatted(GPG), """
                        Signed-With:
                         file:keys/next.key
                         file:keys/archive.key
                         %s""".formatted(GPG), """
                        Signed-With:
                         %s""".formatted(GPG)),
                new Case(
                        "signed-WITH:  file:keys/archive.key \t" + GPG,
                        "signed-WITH:  file:keys/archive.key \t" + GPG + "\n file:keys/next.key",
                        "signed-WITH: file:keys/next.key\n file:keys/archive.key \t" + GPG,
                        "signed-WITH: " + GPG),
                new Case(
                        """
                        Signed-With: file:keys/archive.key
                        # the card
                        \t%s
                        # ends in 2031""".formatted(GPG.toLowerCase(Locale.ROOT)),
                        """
                        Signed-With: file:keys/archive.key
                        # the card
                        \t%s
                         file:keys/next.key
                        # ends in 2031""".formatted(GPG.toLowerCase(Locale.ROOT)),
                        """
                        Signed-With: file:keys/next.key
                         file:keys/archive.key
                        # the card
                        \t%s
                        # ends in 2031""".formatted(GPG.toLowerCase(Locale.ROOT)),
                        """
                        Signed-With:
                        # the card
                        \t%s
                        # ends in 2031""".formatted(GPG.toLowerCase(Locale.ROOT))),
                new Case("""
                        Signed-With:
                        # two in a line
                         file:keys/archive.key  exec:/bin/sign;certificate=a.asc %s""".formatted(GPG), """
                        Signed-With:
                        # two in a line
                         file:keys/archive.key  exec:/bin/sign;certificate=a.asc %s
                         file:keys/next.key""".formatted(GPG), """
                        Signed-With:
                         file:keys/next.key
                        # two in a line
                         file:keys/archive.key  exec:/bin/sign;certificate=a.asc %s""".formatted(GPG), """
                        Signed-With:
                        # two in a line
                         exec:/bin/sign;certificate=a.asc %s""".formatted(GPG)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areChangedAndNothingElse(Case written) throws Exception {
        assertThat(new String(text(written.field).withLast(NEXT), UTF_8))
                .isEqualTo(SETTINGS.formatted(written.withLast));
        assertThat(new String(text(written.field).withFirst(NEXT), UTF_8))
                .isEqualTo(SETTINGS.formatted(written.withFirst));
        assertThat(new String(text(written.field).without(KeySource.parse("file:keys/archive.key")), UTF_8))
                .isEqualTo(SETTINGS.formatted(written.without));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areAsBeforeWhenOneHasComeAndGone(Case written) throws Exception {
        List<KeySource> before = ArchiveConfText.read(settings(written.field)).signedWith();

        byte[] with = text(written.field).withLast(NEXT);
        assertThat(ArchiveConfText.read(with).signedWith())
                .hasSize(before.size() + 1)
                .endsWith(NEXT);
        assertThat(new SignedWithText(with).without(NEXT)).isEqualTo(settings(written.field));
        byte[] first = text(written.field).withFirst(NEXT);
        assertThat(ArchiveConfText.read(first).signedWith())
                .hasSize(before.size() + 1)
                .startsWith(NEXT);
    }

    @Test
    void mayBeTheLastThingInAFileWithoutALineEnd() throws Exception {
        String text = "Format: 1\nOrigin: A\nLabel: A\n\nSuite: s\nComponents: main\nArchitectures: amd64";
        String whole = text.replace("\n\n", "\nSigned-With: file:a\n\n");

        assertThat(new String(new SignedWithText(whole.getBytes(UTF_8)).withLast(NEXT), UTF_8))
                .isEqualTo(text.replace("\n\n", "\nSigned-With: file:a\n file:keys/next.key\n\n"));
    }

    @Test
    void areNotLookedForInWhatNobodyCanRead() {
        assertThatThrownBy(() -> text("Signed-With:"))
                .isInstanceOf(IOException.class)
                .hasMessage("archive.conf: Signed-With: expected at least one key, got none");
        assertThatThrownBy(() -> text("Owner: me\nSigned-With: file:a"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("archive.conf: field: expected one of ");
    }
}
