package dev.tufa.conformance.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port on 127.0.0.1 at which nobody listens and nobody else can begin to: tests that run at the same time get the ports that
 * others have given up.
 */
final class DeafPort implements AutoCloseable {
    private final Socket bound = new Socket();

    DeafPort() throws IOException {
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + bound.getLocalPort() + path);
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
