package dev.tufa.apt.archive.policy;

/** A name, version or relation that Debian policy does not allow; says what was expected and what is there. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    PolicyException(String what, String expected, String got) {
        this("%s: expected %s, got \"%s\"".formatted(what, expected, shown(got)));
    }

    private PolicyException(String message) {
        super(message);
    }

    /** The same, as a problem of a field or of whatever else the text is from. */
    public PolicyException in(String place) {
        return new PolicyException(place + ": " + getMessage());
    }

    /** Text from outside, short and without what moves a terminal's cursor. */
    private static String shown(String text) {
        String shortened = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return shortened.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
