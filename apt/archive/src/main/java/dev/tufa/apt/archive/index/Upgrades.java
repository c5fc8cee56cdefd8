package dev.tufa.apt.archive.index;

/** What apt does with the packages of a suite when no one has pinned them. */
public enum Upgrades {
    /** They are installed and upgraded like others: priority 500. */
    AUTOMATIC,
    /** They are not installed by themselves, but upgraded once they are: priority 100, as in backports. */
    OF_INSTALLED,
    /** Only if someone asks for them: priority 1, as in Debian's experimental. */
    ON_REQUEST
}
