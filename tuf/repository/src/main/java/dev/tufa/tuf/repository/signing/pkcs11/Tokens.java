package dev.tufa.tuf.repository.signing.pkcs11;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.signing.pkcs11.Cryptoki.TokenInfo;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.Pkcs11Uri;
import dev.tufa.tuf.repository.signing.source.RawSigner;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that one run signs with. A PIN is given once for each token, and a wrong one is never tried again. Close it to log
 * out. For one thread.
 */
public final class Tokens implements AutoCloseable {
    private final Surroundings surroundings;
    private final Map<String, TokenSession> sessions = new HashMap<>();

    /** Tokens in these surroundings. */
    public Tokens(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The private key that a URI names. */
    public RawSigner signer(Pkcs11Uri uri, SignatureScheme scheme) throws IOException {
        return session(uri).signer(uri, scheme);
    }

    /**
     * The public half of the key that a URI names.
     *
     * @param scheme what to sign by, for keys that leave a choice
     */
    public Key publicKey(Pkcs11Uri uri, Optional<SignatureScheme> scheme) throws IOException {
        return session(uri).publicKey(uri, scheme);
    }

    private TokenSession session(Pkcs11Uri uri) throws IOException {
        Cryptoki cryptoki = Cryptoki.load(module(uri));
        TokenInfo token = token(uri, cryptoki);
        String name = cryptoki.module() + "#" + token.slot();
        TokenSession known = sessions.get(name);
        if (known == null) {
            known = new TokenSession(cryptoki, token, surroundings);
            sessions.put(name, known);
        }
        return known;
    }

    private Path module(Pkcs11Uri uri) throws KeyUnreachableException {
        return Path.of(uri.modulePath()
                .or(() -> surroundings.variable("PKCS11_MODULE_PATH"))
                .orElseThrow(() -> new KeyUnreachableException(
                        "pkcs11: expected a module-path in the URI or PKCS11_MODULE_PATH, got neither")));
    }

    private static TokenInfo token(Pkcs11Uri uri, Cryptoki cryptoki) throws IOException {
        List<TokenInfo> matching = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (long slot : cryptoki.slotsWithToken()) {
            TokenInfo token = cryptoki.tokenInfo(slot);
            if (token.isInitialised()) {
                if (matches(uri, token)) {
                    matching.add(token);
                }
                others.add('"' + Printable.of(token.label()) + '"');
            }
        }
        if (matching.isEmpty()) {
            throw new KeyUnreachableException("pkcs11: expected the token of %s, got %s"
                    .formatted(Printable.of(uri.text()), others.isEmpty() ? "no token" : String.join(", ", others)));
        }
        if (matching.size() > 1) {
            throw new IOException("pkcs11: expected one token for %s, got %d: name it by token, serial or slot-id"
                    .formatted(Printable.of(uri.text()), matching.size()));
        }
        return matching.get(0);
    }

    private static boolean matches(Pkcs11Uri uri, TokenInfo token) {
        return uri.token().map(token.label()::equals).orElse(true)
                && uri.serial().map(token.serial()::equals).orElse(true)
                && uri.slot().map(slot -> Long.parseLong(slot) == token.slot()).orElse(true);
    }

    @Override
    public void close() {
        sessions.values().forEach(TokenSession::close);
        sessions.clear();
    }
}
