package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
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
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return List.of(isExempt(host, port) ? Proxy.NO_PROXY : proxy(address.get()));
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
            int colon = colonBeforePort(entry);
            String name = (colon < 0 ? entry : entry.substring(0, colon)).replaceFirst("^\\*?\\.", "");
            boolean samePort = colon < 0 || entry.substring(colon + 1).equals(String.valueOf(port));
            boolean sameHost = name.equals("*")
                    || (!name.isEmpty() && ("." + withoutBrackets(host)).endsWith("." + withoutBrackets(name)));
            if (samePort && sameHost) {
                return true;
            }
        }
        return false;
    }

    private static int colonBeforePort(String entry) {
        int last = entry.lastIndexOf(':');
        boolean isAddress = entry.indexOf(':') != last && !entry.contains("]:"); // of IPv6, and no port after it
        return isAddress ? -1 : last;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Proxy proxy(String address) {
        URI uri = parse(address.contains("://") ? address : "http://" + address);
        boolean socks = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT).startsWith("socks");
        int port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
        return new Proxy(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }

    private static URI parse(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // refused below, like an address without a host
        }
        throw new IllegalArgumentException("proxy: expected a URL with a host, got "
                + address.replaceFirst("//.*@", "//")); // the password is not for everyone to read
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
        // the fetch itself fails and says so
    }
}
