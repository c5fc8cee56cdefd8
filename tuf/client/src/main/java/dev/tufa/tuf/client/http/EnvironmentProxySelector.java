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
 * settings. {@code HTTP_PROXY} does not count where {@code REQUEST_METHOD} is set: there it is what a web server makes of a
 * header that anybody may send.
 *
 * <p>A proxy is written as {@code [http://][USER:PASSWORD@]HOST[:PORT]}, with percent signs where a password has characters that
 * mean something in a URL, or as {@code socks5://HOST[:PORT]} or {@code socks4://…}. {@code no_proxy} has names of hosts, which
 * stand for all below them as well, and addresses and blocks of them ({@code 10.0.0.0/8}), each with a port or without.
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
        Optional<String> address = address(uri);
        if (address.isEmpty()) {
            return platform.map(selector -> selector.select(uri)).orElse(List.of(Proxy.NO_PROXY));
        }
        return List.of(isExempt(uri) ? Proxy.NO_PROXY : proxy(parse(address.get())));
    }

    /** The name and the password that a variable has in it for the proxy of a URL. */
    Optional<Login> login(URI uri) {
        return address(uri)
                .filter(address -> !isExempt(uri))
                .flatMap(address -> Optional.ofNullable(parse(address).getUserInfo()))
                .map(EnvironmentProxySelector::login);
    }

    private static Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new Login(userInfo, "")
                : new Login(userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }

    private Optional<String> address(URI uri) {
        return variable(schemeOf(uri) + "_proxy").or(() -> variable("all_proxy"));
    }

    private Optional<String> variable(String name) {
        boolean forged = name.equals("http_proxy") && environment.containsKey("REQUEST_METHOD");
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(forged ? null : environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private boolean isExempt(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : schemeOf(uri).equals("https") ? 443 : 80;
        return variable("no_proxy")
                .filter(list -> NoProxy.has(list, host, port))
                .isPresent();
    }

    private static String schemeOf(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static Proxy proxy(URI uri) {
        String scheme = schemeOf(uri);
        boolean socks = scheme.equals("socks") || scheme.equals("socks4") || scheme.equals("socks5");
        if (!socks && !scheme.equals("http")) {
            throw new IllegalArgumentException("proxy: expected http, socks4 or socks5, got " + scheme
                    + (scheme.startsWith("socks")
                            ? ": names of servers are looked up here before the proxy is asked"
                            : ""));
        }
        if (socks && uri.getUserInfo() != null) {
            throw new IllegalArgumentException("proxy: expected no name and password for SOCKS, got them");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
        return new Proxy(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }

    private static URI parse(String address) {
        try {
            URI uri = new URI(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // refused below, like an address without a host
        }
        throw new IllegalArgumentException("proxy: expected a URL with a host, got "
                + (address.contains("://") ? address : "http://" + address)
                        .replaceFirst("//.*@", "//")); // the password is not for everyone to read
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
        // the fetch itself fails and says so
    }
}
