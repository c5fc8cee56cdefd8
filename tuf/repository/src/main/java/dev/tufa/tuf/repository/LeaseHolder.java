package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Who holds the lease on a repository, as that program wrote it down.
 *
 * @param host the name of its computer
 * @param process its number there
 * @param started when that program was started
 * @param purpose what it is about, in its own words
 * @param since when it took the lease
 * @param expires from when on others may take the repository over, unless it renews the lease before
 * @param length for how long it renews it
 */
public record LeaseHolder(
        String host, long process, Instant started, String purpose, Instant since, Instant expires, Duration length) {
    static LeaseHolder read(String file, byte[] content) throws IOException {
        StoredJson json = StoredJson.read(file, content);
        return new LeaseHolder(
                json.string("host"),
                json.integer("process", 0),
                json.instant("started"),
                json.string("purpose"),
                json.instant("since"),
                json.instant("expires"),
                Duration.ofMillis(json.integer("milliseconds", 1)));
    }

    byte[] toBytes() {
        return JsonText.bytes(JsonObject.of(Map.of(
                "host", JsonString.of(host),
                "process", JsonInteger.of(process),
                "started", JsonString.of(started.toString()),
                "purpose", JsonString.of(purpose),
                "since", JsonString.of(since.toString()),
                "expires", JsonString.of(expires.toString()),
                "milliseconds", JsonInteger.of(length.toMillis()))));
    }

    LeaseHolder until(Instant newExpiry) {
        return new LeaseHolder(host, process, started, purpose, since, newExpiry, length);
    }

    /** Who and since when, in words. */
    public String describe() {
        return "%s (process %d on %s, since %s)".formatted(Printable.of(purpose), process, Printable.of(host), since);
    }
}
