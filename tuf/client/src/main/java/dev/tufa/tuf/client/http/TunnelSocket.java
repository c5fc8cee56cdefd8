package dev.tufa.tuf.client.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket that connects by way of a proxy: asks it to pass on all bytes (RFC 9110 §9.3.6), and says who asks. */
final class TunnelSocket extends Socket {
    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final Pattern STATUS =
            Pattern.compile("HTTP/1\\.[01] (?<status>[0-9]{3})(?: [^\r\n]*)?\r?\n.*", Pattern.DOTALL);

    private final Route route;
    private final Settings settings;

    TunnelSocket(Route route, Settings settings) {
        super(Proxy.NO_PROXY);
        this.route = route;
        this.settings = settings;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, (int) settings.connectTimeout().toMillis());
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        InetSocketAddress proxy = route.address();
        super.connect(new InetSocketAddress(proxy.getHostString(), proxy.getPort()), timeout);
        boolean made = false;
        try {
            ask((InetSocketAddress) endpoint);
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    private void ask(InetSocketAddress server) throws IOException {
        String host = server.getHostString();
        String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getPort();
        StringBuilder request = new StringBuilder("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        request.append("User-Agent: ").append(settings.userAgent()).append("\r\n");
        route.login()
                .ifPresent(login -> request.append("Proxy-Authorization: ")
                        .append(login.basic())
                        .append("\r\n"));
        getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
        Matcher status = STATUS.matcher(readHead());
        if (!status.matches()) {
            throw new IOException("no HTTP from the proxy " + route.uri().getAuthority());
        }
        if (!status.group("status").equals("200")) {
            throw new TunnelException(Integer.parseInt(status.group("status")));
        }
    }

    /** All up to the first empty line, and no byte more: what follows is the server's. */
    private String readHead() throws IOException {
        long end = System.nanoTime() + settings.readTimeout().toNanos();
        InputStream in = getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newLines = 0;
        while (newLines < 2) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw late();
            }
            setSoTimeout((int) left);
            int b = read(in);
            if (b < 0 || head.size() >= MOST_HEADER_BYTES) {
                throw new IOException((b < 0 ? "an early end" : "headers without end") + " from the proxy "
                        + route.uri().getAuthority());
            }
            head.write(b);
            newLines = b == '\n' ? newLines + 1 : b == '\r' ? newLines : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private int read(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            throw late();
        }
    }

    private SocketTimeoutException late() {
        return new SocketTimeoutException(
                "only part of one from the proxy " + route.uri().getAuthority() + " within "
                        + settings.readTimeout().toSeconds() + " s");
    }
}
