package dev.tufa.tuf.json;

import java.util.Comparator;

/** Orders texts by code point, as canonical JSON does; {@link String#compareTo} orders by UTF-16 unit, which differs. */
enum CodePointOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                // Surrogates stand for code points above all others.
                boolean leftAstral = Character.isSurrogate(left);
                boolean rightAstral = Character.isSurrogate(right);
                return leftAstral == rightAstral
                        ? Character.compare(left, right)
                        : Boolean.compare(leftAstral, rightAstral);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
