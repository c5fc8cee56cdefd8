package dev.tufa.apt.archive.policy;

/**
 * The order of upstream versions and of revisions (Debian Policy §5.6.12): what is no digit and what are digits take turns; the former
 * are compared letter by letter, the latter as numbers of any length.
 */
final class VersionOrder {
    private VersionOrder() {}

    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isBeforeNumber(a, i) || isBeforeNumber(b, j)) {
                int difference = weight(a, i) - weight(b, j);
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            int endOfA = endOfNumber(a, i);
            int endOfB = endOfNumber(b, j);
            int difference = compareNumbers(a.substring(i, endOfA), b.substring(j, endOfB));
            if (difference != 0) {
                return difference;
            }
            i = endOfA;
            j = endOfB;
        }
        return 0;
    }

    private static boolean isBeforeNumber(String text, int at) {
        return at < text.length() && !isDigit(text.charAt(at));
    }

    /** A tilde comes before the end, the end before letters, letters before everything else. */
    private static int weight(String text, int at) {
        if (at >= text.length() || isDigit(text.charAt(at))) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '~') {
            return -1;
        }
        return isLetter(c) ? c : c + 256;
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int compareNumbers(String a, String b) {
        String shortA = withoutLeadingZeros(a);
        String shortB = withoutLeadingZeros(b);
        return shortA.length() != shortB.length() ? shortA.length() - shortB.length() : shortA.compareTo(shortB);
    }

    private static String withoutLeadingZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.substring(zeros);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
