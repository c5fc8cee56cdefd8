package dev.tufa.tuf.repository.signing.pkcs11;

import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.Pkcs11Uri;
import dev.tufa.tuf.repository.signing.source.SecretFile;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The PIN of a token: from the file that the URI names, from the environment, or from a person. */
final class Pin {
    private static final String VARIABLE = "TUFA_PIN";

    private Pin() {}

    /** The PIN, which the caller overwrites after use. */
    static char[] of(Pkcs11Uri uri, String token, Surroundings surroundings) throws IOException {
        if (uri.pinSource().isPresent()) {
            return SecretFile.firstLine(Path.of(uri.pinSource().get()));
        }
        Optional<String> variable = surroundings.variable(VARIABLE);
        if (variable.isPresent()) {
            return variable.get().toCharArray();
        }
        return surroundings
                .pins()
                .ask(token)
                .orElseThrow(() ->
                        new KeyUnreachableException("token %s: expected a PIN from pin-source, %s or a person, got none"
                                .formatted(token, VARIABLE)));
    }
}
