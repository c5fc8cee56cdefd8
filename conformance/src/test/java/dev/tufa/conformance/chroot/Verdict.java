package dev.tufa.conformance.chroot;

import dev.tufa.conformance.chroot.DebianRoot.Answer;

/** What became of an attack. */
enum Verdict {
    ACCEPTED("**accepted**"),
    /** What the attacker offers is not taken, and nobody is told that there was something. */
    PASSED_OVER("passed over, exit code 0"),
    REFUSED("refused");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As the table has it. */
    String words() {
        return words;
    }

    /**
     * Of an answer of apt.
     *
     * @param fooled what it says only if the attack did what it is for
     */
    static Verdict of(Answer answer, String fooled) {
        if (answer.text().contains(fooled)) {
            return ACCEPTED;
        }
        return answer.exit() == 0 ? PASSED_OVER : REFUSED;
    }
}
