package dev.tufa.apt.archive.sources;

import java.util.regex.Pattern;

/** Words that apt takes for an answer, in any case; what is neither is neither. */
enum AptBoolean {
    YES("yes|true|with|on|enable|[+]?(0*1|0x0*1)"),
    NO("no|false|without|off|disable|[+-]?(0+|0x0+)");

    private final Pattern words;

    AptBoolean(String words) {
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    boolean is(String text) {
        return words.matcher(text).matches();
    }
}
