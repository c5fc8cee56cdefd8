package dev.tufa.tuf.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PathPatternTest {
    static Stream<Arguments> corpus() {
        return Stream.of(
                // The examples of TUF 1.0.34 §4.5.
                row("targets/*.tgz", List.of("targets/foo.tgz", "targets/bar.tgz"), List.of("targets/foo.txt")),
                row(
                        "foo-version-?.tgz",
                        List.of("foo-version-2.tgz", "foo-version-a.tgz"),
                        List.of("foo-version-alpha.tgz", "foo-version-.tgz")),
                row("*.tgz", List.of("foo.tgz", "bar.tgz", ".tgz"), List.of("targets/foo.tgz", "foo.tgz.x")),
                row(
                        "foo.tgz",
                        List.of("foo.tgz"),
                        List.of("bar.tgz", "foo.tgz2", "xfoo.tgz", "foo_tgz", "FOO.TGZ", "")),

                // A slash is matched only by itself.
                row("*", List.of("", "a", ".hidden", "*", "a b", "\n"), List.of("a/b", "/", "a/")),
                row("**", List.of("", "a", "ab"), List.of("a/b", "/")),
                row("**/x", List.of("/x", "a/x"), List.of("x", "a/b/x")),
                row("a/**", List.of("a/", "a/b"), List.of("a", "a/b/c")),
                row("*/*", List.of("/", "a/b", "a/"), List.of("a", "a/b/c")),
                row("a?b", List.of("axb", "a?b", "a.b"), List.of("a/b", "ab", "axxb")),
                row("a[/]b", List.of("a[/]b"), List.of("a/b")),
                row("a[!x]b", List.of("ayb", "a!b"), List.of("a/b", "axb")),
                row("a[.-0]b", List.of("a.b", "a0b"), List.of("a/b")),
                row("a\\/b", List.of("a\\/b"), List.of("a/b")),
                row("a/", List.of("a/"), List.of("a", "a/b", "a//")),
                row("/a", List.of("/a"), List.of("a", "//a")),
                row("a//b", List.of("a//b"), List.of("a/b", "a///b")),
                row("a", List.of("a"), List.of("a/", "/a")),
                row("", List.of(""), List.of("a", "/")),

                // A leading dot is nothing special.
                row("?hidden", List.of(".hidden"), List.of("hidden")),
                row("a/*", List.of("a/.hidden", "a/b"), List.of("a/b/.hidden")),
                row("[.]x", List.of(".x"), List.of("x")),
                row("../x", List.of("../x"), List.of("x", "a/../x", "./x")),
                row("./x", List.of("./x"), List.of("x")),

                // Brackets.
                row("[ab].txt", List.of("a.txt", "b.txt"), List.of("c.txt", "ab.txt", ".txt", "[ab].txt")),
                row("[a-c]", List.of("a", "b", "c"), List.of("d", "-", "A", "[a-c]")),
                row("[c-a]", List.of(), List.of("a", "b", "c", "-")),
                row("[!ab].txt", List.of("c.txt", "!.txt", "^.txt"), List.of("a.txt", "b.txt", ".txt", "cc.txt")),
                row("[^ab].txt", List.of("^.txt", "a.txt", "b.txt"), List.of("c.txt", "!.txt")),
                row("[!a-c]", List.of("d", "-", "A", "!"), List.of("a", "b", "c", "")),
                row("[]a]", List.of("]", "a"), List.of("[]a]", "[", "]a")),
                row("[!]a]", List.of("b", "[", "!"), List.of("]", "a")),
                row("[]-a]", List.of("]", "^", "_", "a"), List.of("-", "b", "\\")),
                row("[a-]", List.of("a", "-"), List.of("b", "]", "a-")),
                row("[-a]", List.of("-", "a"), List.of("b", ".")),
                row("[--0]", List.of("-", ".", "0"), List.of("1", ",")),
                row("[a-c-e]", List.of("a", "b", "c", "-", "e"), List.of("d", "f")),
                row("[a!b]", List.of("a", "!", "b"), List.of("c")),
                row("[[?*\\]", List.of("[", "?", "*", "\\"), List.of("a", "]", "")),
                row("[[]", List.of("["), List.of("]", "[[]")),
                row("[a][b]", List.of("ab"), List.of("a", "b", "ba", "[a][b]")),
                row("[", List.of("["), List.of("", "a", "[[")),
                row("[]", List.of("[]"), List.of("", "[", "]")),
                row("[!]", List.of("[!]"), List.of("", "a", "!")),
                row("[!", List.of("[!"), List.of("a", "[")),
                row("[a", List.of("[a"), List.of("a", "[")),
                row("a[b", List.of("a[b"), List.of("ab", "a[")),
                row("*[", List.of("[", "a["), List.of("a", "[a")),
                row("]", List.of("]"), List.of("[", "")),
                row("*]", List.of("]", "a]"), List.of("a")),
                row("[*]", List.of("*"), List.of("a", "")),
                row("[\u00e4-\u00fc]", List.of("\u00e4", "\u00f6", "\u00fc"), List.of("a", "u", "\u00ff")),
                row(
                        "[\ud83d\ude00-\ud83d\ude02]",
                        List.of("\ud83d\ude00", "\ud83d\ude01"),
                        List.of("\ud83d\ude03", "x")),

                // A backslash takes the meaning from what follows.
                row("\\*.txt", List.of("*.txt"), List.of("a.txt", "\\*.txt", "\\a.txt", ".txt")),
                row("\\?", List.of("?"), List.of("a", "\\?")),
                row("\\[ab]", List.of("[ab]"), List.of("a", "b", "\\a")),
                row("\\a", List.of("a"), List.of("\\a")),
                row("\\\\", List.of("\\"), List.of("\\\\", "")),
                row("a\\", List.of("a\\"), List.of("a", "a\\\\")),
                row("*\\", List.of("\\", "a\\"), List.of("a", "")),

                // Everything else stands for itself.
                row("!secret.txt", List.of("!secret.txt"), List.of("secret.txt", "public.txt", "")),
                row("{a,b}.txt", List.of("{a,b}.txt"), List.of("a.txt", "b.txt")),
                row("@(a|b).txt", List.of("@(a|b).txt"), List.of("a.txt", "b.txt", "@a.txt")),
                row("+(a).txt", List.of("+(a).txt"), List.of("a.txt", "aa.txt")),
                row("?(a).txt", List.of("x(a).txt"), List.of("a.txt", ".txt")),
                row("*(a|b)", List.of("(a|b)", "x(a|b)"), List.of("a", "ab", "")),
                row("!(a)", List.of("!(a)"), List.of("b", "a")),
                row("#x.txt", List.of("#x.txt"), List.of("x.txt", "")),
                row("~", List.of("~"), List.of("/root")),
                row("$HOME", List.of("$HOME"), List.of("HOME")),
                row("a.b", List.of("a.b"), List.of("axb")),
                row("a+", List.of("a+"), List.of("a", "aa")),
                row("(a)", List.of("(a)"), List.of("a")),
                row("^a$", List.of("^a$"), List.of("a")),
                row("a|b", List.of("a|b"), List.of("a", "b")),
                row("a{1}", List.of("a{1}"), List.of("a")),
                row(".*", List.of(".", ".a", ".*"), List.of("a", "")),
                row("100%.txt", List.of("100%.txt"), List.of("100%25.txt")),
                row("a%2fb", List.of("a%2fb"), List.of("a/b")),
                row("a b", List.of("a b"), List.of("a%20b", "a+b")),

                // Text is code points, and no two spellings are one.
                row("?", List.of("a", "\u00e9", "\ud83d\ude00", "*"), List.of("", "ab", "e\u0301", "/")),
                row("\u00e9", List.of("\u00e9"), List.of("e\u0301", "\u00c9", "e")),
                row("\ud83d\ude00*", List.of("\ud83d\ude00", "\ud83d\ude00x"), List.of("\ud83d\ude01")),
                row("stra\u00dfe", List.of("stra\u00dfe"), List.of("strasse", "STRASSE")),
                row("A*", List.of("A", "Ab"), List.of("a", "ab")),

                // Stars go back as far as needed, and only within their segment.
                row("*a*b", List.of("ab", "xaxb", "aabab"), List.of("ba", "aba", "a")),
                row("a*b*c", List.of("abc", "axbxc", "abbcc", "abcbc"), List.of("ac", "abcd", "acb")),
                row("*ab", List.of("ab", "aab", "abab"), List.of("aba", "b")),
                row("*a?c", List.of("abc", "aabc", "acaxc"), List.of("ac", "abcc")),
                row("*[ab]x", List.of("ax", "abx", "aaxbx"), List.of("x", "axc")),
                row("a*/b", List.of("a/b", "ax/b"), List.of("a/x/b", "ab", "x/b")),
                row("***a", List.of("a", "xa"), List.of("", "ax")));
    }

    private static Arguments row(String pattern, List<String> matching, List<String> others) {
        return arguments(pattern, matching, others);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void matchesTheseAndNotThose(String pattern, List<String> matching, List<String> others) {
        PathPattern glob = new PathPattern(pattern);
        assertThat(matching).as("matched by %s", pattern).allMatch(glob::matches);
        assertThat(others).as("not matched by %s", pattern).noneMatch(glob::matches);
    }

    @Test
    void manyStarsTakeNoExponentialTime() {
        assertFast("*a".repeat(1_000) + "b", "a".repeat(2_000));
    }

    @Test
    void manyBracketsTakeNoExponentialTime() {
        assertFast("*[ab]".repeat(1_000) + "c", "ab".repeat(1_000));
    }

    @Test
    void manyBracketsThatNeverCloseTakeNoQuadraticTime() {
        assertFast("*" + "[".repeat(1_000_000), "[".repeat(254) + "x");
        assertFast("*[]" + "[".repeat(1_000_000), "[]" + "[".repeat(254) + "x");
    }

    @Test
    void aLongBracketTakesNoQuadraticTime() {
        assertFast("*[" + "[".repeat(100_000) + "]?x", "[".repeat(254) + "y");
    }

    @Test
    void manySegmentsTakeNoExponentialTime() {
        assertFast("*/".repeat(100_000) + "b", "a/".repeat(100_000) + "a");
    }

    private static void assertFast(String pattern, String path) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(new PathPattern(pattern).matches(path)).isFalse());
    }
}
