package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonString;
import java.util.List;

/**
 * A PATHPATTERN of TUF 1.0.34 §4.5, matched like glob(7) in time linear in pattern times path:
 *
 * <ul>
 *   <li>{@code *} and {@code ?} match within one path segment, never {@code /}; a leading dot is nothing special.
 *   <li>{@code [ab]}, {@code [a-z]} and {@code [!ab]} match one character; {@code ^} is an ordinary character, and a
 *       {@code [} that is never closed is one too.
 *   <li>{@code \} takes the special meaning from the character after it.
 *   <li>Everything else, also <code>! { } # @ ( ) |</code>, stands for itself. Case matters on every platform.
 * </ul>
 */
public record PathPattern(String text) {

    /** Whether a whole target path matches. */
    public boolean matches(String path) {
        String[] patternSegments = text.split("/", -1);
        String[] pathSegments = path.split("/", -1);
        if (patternSegments.length != pathSegments.length) {
            return false;
        }
        for (int i = 0; i < pathSegments.length; i++) {
            if (!matchesSegment(
                    patternSegments[i].codePoints().toArray(),
                    pathSegments[i].codePoints().toArray())) {
                return false;
            }
        }
        return true;
    }

    /** Goes on after the last {@code *} when a character does not match, so no input takes exponential time. */
    private static boolean matchesSegment(int[] pattern, int[] segment) {
        int lastClose = lastClosingBracket(pattern);
        int p = 0;
        int s = 0;
        int afterStar = -1;
        int starMatchedTo = 0;
        while (s < segment.length) {
            if (p < pattern.length && pattern[p] == '*') {
                afterStar = ++p;
                starMatchedTo = s;
                continue;
            }
            if (p < pattern.length && matchesOne(pattern, lastClose, p, segment[s])) {
                p = next(pattern, lastClose, p);
                s++;
                continue;
            }
            if (afterStar < 0) {
                return false;
            }
            p = afterStar;
            s = ++starMatchedTo;
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    private static boolean matchesOne(int[] pattern, int lastClose, int p, int codePoint) {
        return switch (pattern[p]) {
            case '?' -> true;
            case '\\' -> p + 1 < pattern.length ? pattern[p + 1] == codePoint : codePoint == '\\';
            case '[' -> {
                int close = closingBracket(pattern, lastClose, p);
                yield close < 0 ? codePoint == '[' : inBrackets(pattern, p + 1, close, codePoint);
            }
            default -> pattern[p] == codePoint;
        };
    }

    private static int next(int[] pattern, int lastClose, int p) {
        if (pattern[p] == '\\' && p + 1 < pattern.length) {
            return p + 2;
        }
        int close = pattern[p] == '[' ? closingBracket(pattern, lastClose, p) : -1;
        return close < 0 ? p + 1 : close + 1;
    }

    /** Where looking for one can end: a million brackets that never close must not be looked through a million times. */
    private static int lastClosingBracket(int[] pattern) {
        int at = pattern.length - 1;
        while (at >= 0 && pattern[at] != ']') {
            at--;
        }
        return at;
    }

    /** A {@code ]} right after the opening, or after its {@code !}, is a member and does not close. */
    private static int closingBracket(int[] pattern, int lastClose, int open) {
        int at = open + 1;
        if (at < pattern.length && pattern[at] == '!') {
            at++;
        }
        for (at++; at <= lastClose; at++) {
            if (pattern[at] == ']') {
                return at;
            }
        }
        return -1;
    }

    private static boolean inBrackets(int[] pattern, int from, int close, int codePoint) {
        boolean negated = pattern[from] == '!';
        int at = negated ? from + 1 : from;
        boolean found = false;
        while (at < close) {
            if (at + 2 < close && pattern[at + 1] == '-') {
                found |= pattern[at] <= codePoint && codePoint <= pattern[at + 2];
                at += 3;
            } else {
                found |= pattern[at] == codePoint;
                at++;
            }
        }
        return found != negated;
    }

    static List<PathPattern> all(List<String> texts) {
        return texts.stream().map(PathPattern::new).toList();
    }

    static JsonArray toJson(List<PathPattern> patterns) {
        return JsonArray.of(
                patterns.stream().map(pattern -> JsonString.of(pattern.text)).toList());
    }
}
