package dev.tufa.tuf.client;

/**
 * Hears what an updater decides, to log or to count it. Calls come one at a time, from any of the threads that work; they
 * should return at once.
 */
@FunctionalInterface
public interface UpdateListener {
    /** Hears nothing. */
    UpdateListener NONE = event -> {};

    /** Something was decided. */
    void decided(UpdateEvent event);
}
