package dev.tufa.conformance.chroot;

/**
 * A row of the matrix.
 *
 * @param row its number
 * @param what somebody in the middle, or with a stolen key, does
 * @param plain what becomes of it where apt goes by OpenPGP alone
 * @param tuf what becomes of it through TUF
 * @param deed does it to a client, and says what became of it
 */
record Attack(String row, String what, Verdict plain, Verdict tuf, Deed deed) {
    /** Does it. */
    @FunctionalInterface
    interface Deed {
        /** On a stage of its own. */
        Verdict on(Stage stage) throws Exception;
    }
}
