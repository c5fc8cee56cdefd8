package dev.tufa.apt.install.plan;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Asks root to take sources away again, and packages that came from nowhere else.
 *
 * @param id of the sources
 * @param packages names with architectures where dpkg writes one; none if all stay
 */
public record RemovalRequest(SourceId id, List<String> packages) implements RootRequest {
    static final String WORD = "remove";

    /** Packages in their order. */
    public RemovalRequest {
        packages = List.copyOf(packages);
    }

    static RemovalRequest read(JsonFields fields) throws IOException {
        return new RemovalRequest(fields.id("id"), fields.texts("packages"));
    }

    @Override
    public byte[] bytes() {
        return JsonObject.of(Map.of(
                        "do", JsonString.of(WORD),
                        "id", JsonString.of(id.text()),
                        "packages",
                                JsonArray.of(
                                        packages.stream().map(JsonString::of).toList())))
                .canonicalBytes();
    }
}
