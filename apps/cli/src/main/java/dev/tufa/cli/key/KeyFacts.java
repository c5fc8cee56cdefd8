package dev.tufa.cli.key;

import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.RegisteredKey;
import dev.tufa.tuf.repository.Status;
import dev.tufa.tuf.repository.signing.source.KeySource;
import java.util.stream.Collectors;

/** What is known of a key, for people and for scripts. */
final class KeyFacts {
    private KeyFacts() {}

    static String roles(RegisteredKey key) {
        if (key.roles().isEmpty()) {
            return "unused";
        }
        return key.roles().entrySet().stream()
                .map(role ->
                        Printable.of(role.getKey()) + (role.getValue() == Status.KeyUse.RETIRING ? " (retiring)" : ""))
                .collect(Collectors.joining(", "));
    }

    static String place(RegisteredKey key) {
        boolean gone =
                key.source() instanceof KeySource.EncryptedFile && key.place() == Status.PrivateKeyPlace.ELSEWHERE;
        String holder = key.holder().map(name -> " with " + Printable.of(name)).orElse("");
        return Printable.of(key.source().text()) + holder + (gone ? " (not here)" : "");
    }

    static JsonObject json(RegisteredKey key) {
        JsonOutput output = new JsonOutput()
                .with("keyid", key.keyId())
                .with("key", key.key().toJson())
                .with("source", key.source().text())
                .with("private_key_here", key.place() == Status.PrivateKeyPlace.HERE)
                .with(
                        "roles",
                        key.roles().entrySet().stream()
                                .map(role -> new JsonOutput()
                                        .with("role", role.getKey())
                                        .with("retiring", role.getValue() == Status.KeyUse.RETIRING)
                                        .build())
                                .toList());
        key.holder().ifPresent(name -> output.with("holder", name));
        return output.build();
    }
}
