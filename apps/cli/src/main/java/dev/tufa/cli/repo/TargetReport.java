package dev.tufa.cli.repo;

import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.repository.PublishedTarget;

/** Published targets for scripts. */
final class TargetReport {
    private TargetReport() {}

    static JsonObject json(PublishedTarget target) {
        JsonOutput hashes = new JsonOutput();
        target.hashes().forEach(hashes::with);
        JsonOutput output = new JsonOutput()
                .with("path", target.path())
                .with("role", target.role())
                .with("version", target.version())
                .with("length", target.length())
                .with("hashes", hashes.build());
        target.publication().ifPresent(timestamp -> output.with("timestamp", timestamp));
        target.published().ifPresent(at -> output.with("published", at));
        return output.build();
    }
}
