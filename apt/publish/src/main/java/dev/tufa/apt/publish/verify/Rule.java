package dev.tufa.apt.publish.verify;

import java.util.Locale;

/** What is verified of an archive. The ids are for programs and stay what they are. */
public enum Rule {
    /** No publication was stopped half way. */
    UNFINISHED,
    /** Release, Release.gpg and InRelease are there and can be read. */
    RELEASE,
    /** InRelease says what Release says. */
    IN_RELEASE,
    /** The archive's keys are published, and every one of them has signed both forms of the release. */
    SIGNATURE,
    /** The programs by which apt verifies take the keys and signatures for as long as the release is good. */
    VERIFIER,
    /** apt takes the release at this time. */
    TIME,
    /** Every file that Release names is there, under its own name and under its digest, with the right bytes. */
    INDEX,
    /** Every package that an index names is in the pool, with the right bytes. */
    PACKAGE,
    /** Contents names only packages that are there. */
    CONTENTS,
    /** A TUF client that has the first root alone comes to trust the metadata, which describes what is published. */
    TUF,
    /** apt-get takes the suite, and what it downloads and would install. */
    APT;

    /** The id, such as {@code in-release}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
