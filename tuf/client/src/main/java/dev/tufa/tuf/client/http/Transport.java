package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Sends one request and follows nothing: the part that differs between the clients of the platform. */
interface Transport {
    /**
     * Gets a URL.
     *
     * @throws IOException if there is no answer within the time limits
     */
    Answer get(URI uri, Route route, Map<String, String> headers) throws IOException;
}
