package dev.tufa.testkit;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.metadata.HashFunction;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request to a {@link RepositorySimulator}.
 *
 * @param beginning what the client has of the file, if it is to be heeded
 * @param published what is published under that name
 */
record SimulatedRequest(URI uri, Optional<Fetcher.Beginning> beginning, Optional<byte[]> published) {
    /** Answers with what is published. */
    Fetcher.Response answer() throws NotAvailableException {
        return answer(required());
    }

    /** Answers with a file: its rest, if the client has a beginning of this content. The validator is its hash. */
    Fetcher.Response answer(byte[] file) {
        return answer(file, file.length, InputStream.nullInputStream());
    }

    /** The same up to so many bytes of the file, and something else after them. */
    Fetcher.Response answer(byte[] file, int end, InputStream then) {
        String validator =
                '"' + HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(file)) + '"';
        int start = beginning
                .filter(known -> known.length() < file.length)
                .filter(known -> known.validator().orElse(validator).equals(validator))
                .map(known -> (int) known.length())
                .orElse(0);
        int sent = Math.max(0, Math.min(end, file.length) - start);
        return new Fetcher.Response(
                new SequenceInputStream(new ByteArrayInputStream(file, start, sent), then),
                OptionalLong.of(file.length - start),
                start,
                Optional.of(validator));
    }

    byte[] required() throws NotAvailableException {
        return published.orElseThrow(() -> new NotAvailableException(uri, "HTTP status 404"));
    }
}
