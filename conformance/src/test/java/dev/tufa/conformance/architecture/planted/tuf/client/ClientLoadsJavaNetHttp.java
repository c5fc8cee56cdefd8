package dev.tufa.conformance.architecture.planted.tuf.client;

import java.net.http.HttpClient;

/** Breaks a rule: what fetches over HTTP/1.1 does not load what is for HTTP/2. */
public final class ClientLoadsJavaNetHttp {
    private final HttpClient used;

    public ClientLoadsJavaNetHttp(HttpClient used) {
        this.used = used;
    }

    public HttpClient used() {
        return used;
    }
}
