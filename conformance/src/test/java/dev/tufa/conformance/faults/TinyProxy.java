package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on 127.0.0.1 that passes requests on and lets connections through. */
final class TinyProxy implements AutoCloseable {
    private final Acceptor acceptor = new Acceptor(this::serve);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private volatile Optional<HostileServer.Script> toConnect = Optional.empty();
    private volatile Optional<String> wanted = Optional.empty();

    TinyProxy() throws IOException {
        acceptor.start();
    }

    /** Answers requests for a tunnel by a script instead of making one. */
    TinyProxy onConnect(HostileServer.Script script) {
        toConnect = Optional.of(script);
        return this;
    }

    /** Passes nothing on for anybody else. */
    TinyProxy only(String login, String password) {
        wanted = Optional.of(basic(login, password));
        return this;
    }

    static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(UTF_8));
    }

    /** What came as {@code Proxy-Authorization}, in order. */
    List<String> logins() {
        return List.copyOf(logins);
    }

    /** The same address with a name and a password, as a variable has it. */
    String address(String userInfo) {
        return address().replace("//", "//" + userInfo + "@");
    }

    /** Its address, as a variable has it. */
    String address() {
        return "http://127.0.0.1:" + acceptor.port();
    }

    /** Request lines, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        List<String> head = HostileServer.readHead(in);
        if (head.isEmpty()) {
            return;
        }
        requests.add(head.get(0));
        Exchange exchange = new Exchange(client, head);
        Optional<String> login = exchange.header("Proxy-Authorization");
        login.ifPresent(logins::add);
        if (wanted.isPresent() && !wanted.equals(login)) {
            exchange.send(407, new byte[0], "Proxy-Authenticate: Basic realm=\"tiny\"");
        } else if (!exchange.requestLine().startsWith("CONNECT ")) {
            passOn(exchange);
        } else if (toConnect.isPresent()) {
            toConnect.get().answer(exchange);
        } else {
            tunnel(exchange, in);
        }
    }

    /** One request for each connection. */
    private static void passOn(Exchange exchange) throws IOException {
        URI uri = URI.create(exchange.target());
        try (Socket server = new Socket(uri.getHost(), uri.getPort())) {
            server.getOutputStream()
                    .write("GET %s HTTP/1.0\r\nHost: %s\r\n\r\n"
                            .formatted(uri.getRawPath(), uri.getAuthority())
                            .getBytes(ISO_8859_1));
            server.shutdownOutput();
            server.getInputStream().transferTo(exchange.socket().getOutputStream());
        }
    }

    private static void tunnel(Exchange exchange, InputStream fromClient) throws IOException {
        String[] hostAndPort = exchange.target().split(":", -1);
        try (Socket server = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            exchange.send("HTTP/1.1 200 Connection established\r\n\r\n");
            Acceptor.daemon("tiny-proxy-tunnel", () -> pump(fromClient, server));
            server.getInputStream().transferTo(exchange.socket().getOutputStream());
        }
    }

    static void pump(InputStream from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // one side has gone
        }
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
