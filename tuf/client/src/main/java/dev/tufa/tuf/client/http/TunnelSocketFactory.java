package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS through a proxy that wants a password. The platform makes tunnels itself, but sends no password by Basic when it does,
 * unless the property {@code jdk.http.auth.tunneling.disabledSchemes} of the whole process says otherwise. So it is told that
 * there is no proxy, and gets sockets that go through one.
 */
final class TunnelSocketFactory extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final Route route;
    private final Settings settings;

    TunnelSocketFactory(SSLSocketFactory tls, Route route, Settings settings) {
        this.tls = tls;
        this.route = route;
        this.settings = settings;
    }

    /** A socket to connect. */
    @Override
    public Socket createSocket() {
        return new TunnelSocket(route, settings);
    }

    /** TLS over a socket that is connected. */
    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw aroundTheProxy();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw aroundTheProxy();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw aroundTheProxy();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw aroundTheProxy();
    }

    /** The platform tries that as its last resort. */
    private static SocketException aroundTheProxy() {
        return new SocketException("expected a connection through the proxy, got one around it");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
