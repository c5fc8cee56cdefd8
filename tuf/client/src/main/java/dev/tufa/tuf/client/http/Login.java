package dev.tufa.tuf.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** A name and a password; nothing that is printed shows them. */
record Login(String name, String password) {
    Login {
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("login: expected a name without a colon, got one with it");
        }
        if ((name + password).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("login: expected no control characters, got some");
        }
    }

    /** For {@code Authorization} and {@code Proxy-Authorization}: Basic (RFC 7617 §2). */
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "a login";
    }
}
