package dev.tufa.tuf.client;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that an updater has decided, for logs and metrics.
 *
 * @param decision what was decided
 * @param file about which file: {@code timestamp.json}, {@code 3.root.json}, or a target path
 * @param version which version of the role, where that is known
 * @param bytes how many bytes of it came, where any came
 * @param source where from, where it was fetched
 * @param cause why, where something was not as it should be
 */
public record UpdateEvent(
        Decision decision,
        String file,
        OptionalLong version,
        OptionalLong bytes,
        Optional<URI> source,
        Optional<Exception> cause) {

    /** What an updater decides about a file. */
    public enum Decision {
        /** It was verified, and counts from now on. */
        ACCEPTED,
        /** What was stored still counts: nothing was fetched, or nothing newer came. */
        KEPT,
        /** It was not trusted; the cause is a {@link dev.tufa.tuf.refusal.TrustException}. */
        REFUSED,
        /** The repository says that there is no such file. This is how a chain of roots ends. */
        NOT_AVAILABLE,
        /** A try to fetch it failed, and there will be another one at the same place. */
        RETRIED,
        /** A broken transfer goes on after the bytes that are there. */
        RESUMED,
        /** It could not be fetched there; another mirror is tried, if there is one. */
        FAILED
    }

    static UpdateEvent accepted(String file, long version, MetadataSource.Accepted<?> accepted) {
        return new UpdateEvent(
                Decision.ACCEPTED,
                file,
                OptionalLong.of(version),
                OptionalLong.of(accepted.bytes().length),
                accepted.source(),
                Optional.empty());
    }

    static UpdateEvent about(Decision decision, String file) {
        return new UpdateEvent(
                decision, file, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    UpdateEvent version(long value) {
        return new UpdateEvent(decision, file, OptionalLong.of(value), bytes, source, cause);
    }

    UpdateEvent bytes(long value) {
        return new UpdateEvent(decision, file, version, OptionalLong.of(value), source, cause);
    }

    UpdateEvent from(URI uri) {
        return new UpdateEvent(decision, file, version, bytes, Optional.of(uri), cause);
    }

    UpdateEvent because(Exception e) {
        return new UpdateEvent(decision, file, version, bytes, source, Optional.of(e));
    }
}
