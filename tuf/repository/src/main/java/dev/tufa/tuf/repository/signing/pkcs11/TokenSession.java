package dev.tufa.tuf.repository.signing.pkcs11;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.signing.pkcs11.Cryptoki.Attribute;
import dev.tufa.tuf.repository.signing.pkcs11.Cryptoki.TokenInfo;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.Pkcs11Uri;
import dev.tufa.tuf.repository.signing.source.RawSigner;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import dev.tufa.tuf.repository.signing.source.WrongPinException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A session with one token. It logs in when a private key is asked for. */
final class TokenSession implements AutoCloseable {
    private static final long CLASS = 0x0;
    private static final long LABEL = 0x3;
    private static final long ID = 0x102;
    private static final long PUBLIC = 2;
    private static final long PRIVATE = 3;

    private final Cryptoki cryptoki;
    private final TokenInfo token;
    private final Surroundings surroundings;
    private final long session;
    private Optional<WrongPinException> refused = Optional.empty();
    private boolean loggedIn;

    TokenSession(Cryptoki cryptoki, TokenInfo token, Surroundings surroundings) throws IOException {
        this.cryptoki = cryptoki;
        this.token = token;
        this.surroundings = surroundings;
        this.session = cryptoki.openSession(token.slot());
    }

    RawSigner signer(Pkcs11Uri uri, SignatureScheme scheme) throws IOException {
        Mechanism mechanism = Mechanism.of(scheme);
        if (!cryptoki.offers(token.slot(), mechanism.code())) {
            throw new IOException("token %s: expected it to offer %s for %s, got a token that does not"
                    .formatted(name(), mechanism.name(), scheme.text()));
        }
        login(uri);
        long key = findOne(uri, PRIVATE, "private key")
                .orElseThrow(() -> new KeyUnreachableException(
                        "token %s: expected a private key %s, got none".formatted(name(), Printable.of(uri.text()))));
        return message -> mechanism.output(cryptoki.sign(session, mechanism, key, mechanism.input(message)));
    }

    Key publicKey(Pkcs11Uri uri, Optional<SignatureScheme> scheme) throws IOException {
        Optional<Long> found = findOne(uri, PUBLIC, "public key");
        if (found.isEmpty()) { // some tokens show nothing before somebody logs in
            login(uri);
            found = findOne(uri, PUBLIC, "public key");
        }
        long object = found.orElseThrow(() -> new KeyUnreachableException(
                "token %s: expected a public key %s, got none".formatted(name(), Printable.of(uri.text()))));
        return new PublicObject(cryptoki, session, object).key(scheme);
    }

    private Optional<Long> findOne(Pkcs11Uri uri, long kind, String what) throws IOException {
        List<Attribute> template = new ArrayList<>();
        template.add(new Attribute(CLASS, kind));
        uri.object().ifPresent(label -> template.add(new Attribute(LABEL, label.toCharArray())));
        uri.id().ifPresent(id -> template.add(new Attribute(ID, id)));
        long[] found = cryptoki.find(session, template);
        if (found.length > 1) {
            throw new IOException("token %s: expected one %s %s, got several: name it by object and id"
                    .formatted(name(), what, Printable.of(uri.text())));
        }
        return found.length == 0 ? Optional.empty() : Optional.of(found[0]);
    }

    private void login(Pkcs11Uri uri) throws IOException {
        if (loggedIn || !token.needsLogin()) {
            return;
        }
        if (refused.isPresent()) {
            throw refused.get();
        }
        if (token.isLocked()) {
            throw refuse("expected a PIN that can be tried, got one that is locked after too many wrong tries");
        }
        char[] pin = Pin.of(uri, name(), surroundings);
        try {
            cryptoki.login(session, pin);
            loggedIn = true;
        } catch (CryptokiException e) {
            if (e.code() == CryptokiException.USER_ALREADY_LOGGED_IN) {
                loggedIn = true;
            } else if (e.code() == CryptokiException.PIN_LOCKED) {
                throw refuse("expected a PIN that can be tried, got one that is locked after too many wrong tries");
            } else if (e.code() == CryptokiException.PIN_INCORRECT
                    || e.code() == CryptokiException.PIN_INVALID
                    || e.code() == CryptokiException.PIN_LENGTH_RANGE) {
                boolean last = cryptoki.tokenInfo(token.slot()).isOnFinalTry();
                throw refuse("expected its PIN, got another one; "
                        + (last
                                ? "one more wrong try locks the token"
                                : "the token locks itself after a few wrong tries"));
            } else {
                throw e;
            }
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private WrongPinException refuse(String what) {
        WrongPinException refusal = new WrongPinException("token %s: %s".formatted(name(), what));
        refused = Optional.of(refusal);
        return refusal;
    }

    private String name() {
        return Printable.of(token.label());
    }

    @Override
    public void close() {
        try {
            cryptoki.closeSession(session);
        } catch (IOException e) {
            // the token is gone, and its session with it
        }
    }
}
