package dev.tufa.benchmarks;

/** What is between a client and its repository, and where the client keeps things. */
public enum Transport {
    /** A call, and maps in memory: what the library itself costs. */
    MEMORY,
    /** HTTP on this machine, and files that are brought to the disk: what an application pays. */
    HTTP_AND_FILES
}
