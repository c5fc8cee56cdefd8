package dev.tufa.apt.install.plan;

import dev.tufa.apt.archive.sources.Source;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.io.IOException;
import java.util.Map;

/**
 * Asks root to have apt look at sources, or not.
 *
 * @param id of the sources
 * @param use whether it is to
 */
public record SwitchRequest(SourceId id, Source.Use use) implements RootRequest {
    static final String WORD = "switch";

    static SwitchRequest read(JsonFields fields) throws IOException {
        return new SwitchRequest(fields.id("id"), fields.choice("use", Source.Use.values()));
    }

    @Override
    public byte[] bytes() {
        return JsonObject.of(Map.of(
                        "do", JsonString.of(WORD),
                        "id", JsonString.of(id.text()),
                        "use", JsonString.of(JsonFields.word(use))))
                .canonicalBytes();
    }
}
