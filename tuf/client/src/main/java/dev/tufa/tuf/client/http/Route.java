package dev.tufa.tuf.client.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;

/**
 * How to get to a server.
 *
 * @param login for the proxy
 */
record Route(Proxy proxy, Optional<Login> login) {
    /** Whether it leads through a proxy that speaks HTTP. */
    boolean isHttp() {
        return proxy.type() == Proxy.Type.HTTP;
    }

    /** Where the proxy is. */
    InetSocketAddress address() {
        return (InetSocketAddress) proxy.address();
    }

    /** The proxy as credentials name it. */
    URI uri() {
        String host = address().getHostString();
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return URI.create("http://%s:%d/"
                .formatted(bare ? "[" + host + "]" : host, address().getPort()));
    }

    /** Why the proxy may have asked for credentials. */
    String hint() {
        return login.isPresent()
                ? "the proxy " + uri().getAuthority() + " does not accept the credentials for it"
                : "no credentials for the proxy " + uri().getAuthority();
    }
}
