package dev.tufa.conformance.faults;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A server on 127.0.0.1 that speaks HTTP/2 over TLS and nothing else, and sends the frames that a test wants. What is not scripted
 * is not there.
 */
public final class Http2Server implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();

    /** A server that shows a certificate. */
    public Http2Server(Certificates certificates) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(certificates.server());
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
        connector = new ServerConnector(
                server,
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                new RawHTTP2ServerConnectionFactory(new Connections()));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.start();
    }

    /** The address of a file on it. */
    public URI uri(String path) {
        return URI.create("https://127.0.0.1:" + connector.getLocalPort() + path);
    }

    /** Answers requests for a path by a script, in a thread of its own. */
    public Http2Server on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    /** Paths, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made. */
    int connections() {
        return connections.get();
    }

    /** How many streams the client has reset. */
    int resets() {
        return resets.get();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private final class Connections implements ServerSessionListener {
        @Override
        public void onAccept(Session session) {
            connections.incrementAndGet();
        }

        @Override
        public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
            Http2Exchange exchange = new Http2Exchange(stream, frame);
            requests.add(exchange.path());
            Script script = scripts.getOrDefault(exchange.path(), unknown -> unknown.send(404, new byte[0]));
            Acceptor.daemon("http2-stream", () -> answer(script, exchange));
            return new Stream.Listener() {
                @Override
                public void onReset(Stream reset, ResetFrame why, Callback callback) {
                    resets.incrementAndGet();
                    callback.succeeded();
                }
            };
        }

        private void answer(Script script, Http2Exchange exchange) {
            try {
                script.answer(exchange);
            } catch (IOException e) {
                // the client has gone
            }
        }
    }

    /** What to do with one request. */
    @FunctionalInterface
    public interface Script {
        /** Does it. */
        void answer(Http2Exchange exchange) throws IOException;
    }
}
