package dev.tufa.conformance.architecture.planted.method;

import java.net.http.HttpClient;

/** Breaks a rule: apt fetches, with its own proxies, credentials and limits. */
public final class MethodConnects {
    private final HttpClient used;

    public MethodConnects(HttpClient used) {
        this.used = used;
    }

    public HttpClient used() {
        return used;
    }
}
