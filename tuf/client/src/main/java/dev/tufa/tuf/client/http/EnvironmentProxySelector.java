package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses proxies by the variables {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy}, in lower
 * or upper case, as other tools on the command line do. A variable that is not set leaves the choice to the platform's own
 * settings.
 */
public final class EnvironmentProxySelector extends ProxySelector {
    private final Map<String, String> environment;
    private final Optional<ProxySelector> platform;

    /**
     * A selector.
     *
     * @param environment the variables
     * @param platform whom to ask when they do not say anything
     */
    public EnvironmentProxySelector(Map<String, String> environment, Optional<ProxySelector> platform) {
        this.environment = Map.copyOf(environment);
        this.platform = platform;
    }

    /** A selector for this process's environment. */
    public static EnvironmentProxySelector system() {
        return new EnvironmentProxySelector(System.getenv(), Optional.ofNullable(ProxySelector.getDefault()));
    }

    @Override
    public List<Proxy> select(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        Optional<String> address = variable(scheme + "_proxy").or(() -> variable("all_proxy"));
        if (address.isEmpty()) {
            return platform.map(selector -> selector.select(uri)).orElse(List.of(Proxy.NO_PROXY));
        }
        return List.of(isExempt(host, uri.getPort()) ? Proxy.NO_PROXY : proxy(address.get()));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private boolean isExempt(String host, int port) {
        for (String entry :
                variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            String[] hostAndPort = entry.split(":", 2);
            String name = hostAndPort[0].replaceFirst("^\\*?\\.", "");
            boolean samePort = hostAndPort.length == 1 || hostAndPort[1].equals(String.valueOf(port));
            if (name.equals("*") || (!name.isEmpty() && samePort && ("." + host).endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }

    private static Proxy proxy(String address) {
        URI uri = URI.create(address.contains("://") ? address : "http://" + address);
        boolean socks = String.valueOf(uri.getScheme()).startsWith("socks");
        int port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("proxy: expected a URL with a host, got " + address);
        }
        return new Proxy(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
        // the fetch itself fails and says so
    }
}
