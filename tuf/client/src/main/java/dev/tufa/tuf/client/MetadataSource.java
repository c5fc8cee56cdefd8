package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.MetadataRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Where an update gets metadata files from. What one place sends is judged before the next place is asked. */
interface MetadataSource {
    /** Gets a file that the judge accepts. */
    <T> Accepted<T> fetch(MetadataRequest request, Judge<T> judge) throws IOException, TrustException;

    /**
     * Gets the next root.
     *
     * @throws NotAvailableException if nobody has one that the judge accepts, and somebody says that there is none
     */
    default <T> Accepted<T> fetchRoot(MetadataRequest request, Judge<T> judge) throws IOException, TrustException {
        return fetch(request, judge);
    }

    /** Gets the newest file that the judge accepts, of what several places say is the newest. */
    default <T> Accepted<T> fetchNewest(MetadataRequest request, Judge<T> judge, ToLongFunction<T> version)
            throws IOException, TrustException {
        return fetch(request, judge);
    }

    /** Whether it is the repository that is asked, or one of its mirrors. */
    boolean asksRepository();

    /** How many files it pays to ask for before they are known to be needed. */
    default int window() {
        return 0;
    }

    /** Begins to fetch a file that will be asked for, or may be. Decides nothing. */
    default void ahead(MetadataRequest request) {}

    /** Something was decided that may change what is right: a file that was fetched before and is refused now is fetched again. */
    default void moved() {}

    /** Nothing that was begun is wanted any more. */
    default void end() {}

    /** Decides about a file; one that it refuses has changed nothing. */
    @FunctionalInterface
    interface Judge<T> {
        T accept(byte[] bytes) throws TrustException;
    }

    /** What was accepted, and the bytes that say it. */
    final class Accepted<T> {
        private final T value;
        private final byte[] bytes;
        private final Optional<URI> source;

        private Accepted(T value, byte[] bytes, Optional<URI> source) {
            this.value = value;
            this.bytes = bytes;
            this.source = source;
        }

        /** Has a judge decide about bytes that came from somewhere; empty if they were here. */
        static <T> Accepted<T> by(Judge<T> judge, byte[] bytes, Optional<URI> source) throws TrustException {
            return new Accepted<>(judge.accept(bytes), bytes, source);
        }

        T value() {
            return value;
        }

        /** As they came; not a copy. */
        byte[] bytes() {
            return bytes;
        }

        Optional<URI> source() {
            return source;
        }
    }
}
