package dev.tufa.helper;

/** Hears what is going on. */
interface Listener {
    /** Something begins, in words. */
    void step(String what);

    /** apt-get says something. */
    void line(String line);
}
