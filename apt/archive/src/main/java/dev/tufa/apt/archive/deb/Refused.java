package dev.tufa.apt.archive.deb;

import java.io.IOException;

/** A refusal on its way up through the streams of libraries, before it says which file it is about. */
final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    private final DebRefusal refusal;

    Refused(DebRefusal refusal, String what, String expected, Object got) {
        super("%s: expected %s, got %s".formatted(shown(what), expected, shown(String.valueOf(got))));
        this.refusal = refusal;
    }

    /** With what a library says about it, which is nothing when it comes to an end too early. */
    Refused(DebRefusal refusal, String what, String expected, IOException cause) {
        this(refusal, what, expected, cause.getMessage() == null ? "the end" : cause.getMessage());
        initCause(cause);
    }

    /** With what is wrong with the text in it. */
    Refused(DebRefusal refusal, String what, Exception cause) {
        super(shown(what + ": " + cause.getMessage()), cause);
        this.refusal = refusal;
    }

    DebRefusal refusal() {
        return refusal;
    }

    /** Text from outside, short and without what moves a terminal's cursor. */
    private static String shown(String text) {
        String shortened = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return shortened.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
