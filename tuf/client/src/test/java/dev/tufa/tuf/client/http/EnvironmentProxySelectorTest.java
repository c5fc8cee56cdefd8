package dev.tufa.tuf.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxySelectorTest {
    private static final InetSocketAddress PLATFORM = InetSocketAddress.createUnresolved("platform.example", 1);

    private static Proxy select(String uri, String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        List<Proxy> selected = new EnvironmentProxySelector(environment, Optional.of(ProxySelector.of(PLATFORM)))
                .select(URI.create(uri));
        assertThat(selected).hasSize(1);
        return selected.get(0);
    }

    private static Proxy http(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Test
    void asksThePlatformWhenNothingIsSet() {
        assertThat(select("http://a.example/")).isEqualTo(new Proxy(Proxy.Type.HTTP, PLATFORM));
    }

    @Test
    void goesStraightWhenThereIsNoPlatformEither() {
        assertThat(new EnvironmentProxySelector(Map.of(), Optional.empty()).select(URI.create("http://a.example/")))
                .containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({
        "http_proxy, http://a.example/, true",
        "http_proxy, https://a.example/, false",
        "https_proxy, https://a.example/, true",
        "https_proxy, http://a.example/, false",
        "all_proxy, http://a.example/, true",
        "all_proxy, https://a.example/, true",
        "HTTP_PROXY, HTTP://A.EXAMPLE/, true",
        "ALL_PROXY, https://a.example/, true",
        "no_proxy, http://a.example/, false",
    })
    void readsTheVariableOfTheScheme(String variable, String uri, boolean used) {
        Proxy proxy = http("proxy.example", 3128);

        assertThat(select(uri, variable, "http://proxy.example:3128").equals(proxy))
                .isEqualTo(used);
    }

    @Test
    void prefersTheSchemeToAllAndLowerCaseToUpper() {
        assertThat(select(
                        "http://a.example/",
                        "all_proxy",
                        "http://all.example:1",
                        "HTTP_PROXY",
                        "http://upper.example:1",
                        "http_proxy",
                        "http://lower.example:1"))
                .isEqualTo(http("lower.example", 1));
        assertThat(select(
                        "http://a.example/",
                        "all_proxy",
                        "http://all.example:1",
                        "HTTP_PROXY",
                        "http://upper.example:1"))
                .isEqualTo(http("upper.example", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void takesAnEmptyVariableForNone(String empty) {
        assertThat(select("http://a.example/", "http_proxy", empty)).isEqualTo(new Proxy(Proxy.Type.HTTP, PLATFORM));
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, HTTP, proxy.example, 3128",
        "http://proxy.example:3128/, HTTP, proxy.example, 3128",
        "http://proxy.example, HTTP, proxy.example, 80",
        "proxy.example:3128, HTTP, proxy.example, 3128",
        "proxy.example, HTTP, proxy.example, 80",
        "' http://proxy.example:3128 ', HTTP, proxy.example, 3128",
        "http://user:secret@proxy.example:3128, HTTP, proxy.example, 3128",
        "http://[::1]:3128, HTTP, [::1], 3128",
        "socks5://proxy.example, SOCKS, proxy.example, 1080",
        "socks://proxy.example:9050, SOCKS, proxy.example, 9050",
        "SOCKS4://proxy.example:9050, SOCKS, proxy.example, 9050",
    })
    void readsAddresses(String address, Proxy.Type type, String host, int port) {
        assertThat(select("http://a.example/", "http_proxy", address))
                .isEqualTo(new Proxy(type, InetSocketAddress.createUnresolved(host, port)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "http://:3128", "http://under_score:3128", "://", "http://exa mple:1"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> select("http://a.example/", "http_proxy", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("proxy: expected a URL with a host, got " + address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://proxy.example | proxy: expected http, socks4 or socks5, got https",
                "ftp://proxy.example | proxy: expected http, socks4 or socks5, got ftp",
                "socks5h://proxy.example | proxy: expected http, socks4 or socks5, got socks5h:"
                        + " names of servers are looked up here before the proxy is asked",
                "socks4a://proxy.example | proxy: expected http, socks4 or socks5, got socks4a:"
                        + " names of servers are looked up here before the proxy is asked",
                "socks5://user:secret@proxy.example | proxy: expected no name and password for SOCKS, got them",
            })
    void refusesProxiesThatItCannotDoJustice(String address, String message) {
        assertThatThrownBy(() -> select("https://a.example/", "https_proxy", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@proxy.example:3128, user, secret",
        "user:secret@proxy.example:3128, user, secret",
        "http://user@proxy.example, user, ''",
        "http://user:a:b@proxy.example, user, a:b",
        "http://user:%70%40ss%3A%C3%BC@proxy.example, user, p@ss:\u00fc",
    })
    void readsNamesAndPasswords(String address, String name, String password) {
        EnvironmentProxySelector selector =
                new EnvironmentProxySelector(Map.of("http_proxy", address, "no_proxy", "b.example"), Optional.empty());

        assertThat(selector.login(URI.create("http://a.example/"))).contains(new Login(name, password));
        assertThat(selector.login(URI.create("http://b.example/"))).isEmpty();
        assertThat(selector.login(URI.create("https://a.example/"))).isEmpty();
    }

    /** There the variable is what a web server makes of a header that anybody may send. */
    @Test
    void doesNotReadTheUpperCaseVariableForHttpWhereAWebServerHasStartedIt() {
        String proxy = "http://proxy.example:3128";

        assertThat(select("http://a.example/", "REQUEST_METHOD", "GET", "HTTP_PROXY", proxy))
                .isEqualTo(new Proxy(Proxy.Type.HTTP, PLATFORM));
        assertThat(select("http://a.example/", "REQUEST_METHOD", "GET", "http_proxy", proxy))
                .isEqualTo(http("proxy.example", 3128));
        assertThat(select("https://a.example/", "REQUEST_METHOD", "GET", "HTTPS_PROXY", proxy))
                .isEqualTo(http("proxy.example", 3128));
        assertThat(select("http://a.example/", "REQUEST_METHOD", "GET", "ALL_PROXY", proxy))
                .isEqualTo(http("proxy.example", 3128));
    }

    @Test
    void doesNotShowThePasswordOfWhatIsNoAddress() {
        assertThatThrownBy(() -> select("http://a.example/", "http_proxy", "http://user:secret@"))
                .hasMessage("proxy: expected a URL with a host, got http://");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.example | http://a.example/",
                "A.Example | http://a.example/",
                "a.example | http://A.EXAMPLE/",
                "a.example | http://sub.a.example/",
                ".a.example | http://sub.a.example/",
                ".a.example | http://a.example/",
                "*.a.example | http://sub.a.example/",
                "* | http://a.example/",
                "a.example:80 | http://a.example/",
                "a.example:443 | https://a.example/",
                "a.example:8080 | http://a.example:8080/",
                "b.example,a.example | http://a.example/",
                "b.example, a.example | http://a.example/",
                "b.example a.example | http://a.example/",
                ",,a.example,, | http://a.example/",
                "127.0.0.1 | http://127.0.0.1:8080/",
                "::1 | http://[::1]/",
                "2001:db8::1:2 | http://[2001:db8::1:2]/",
                "[::1] | http://[::1]:8080/",
                "[::1]:8080 | http://[::1]:8080/",
                "10.0.0.0/8 | http://10.1.2.3/",
                "10.1.2.3/32 | http://10.1.2.3:8080/",
                "192.168.7.99/24 | http://192.168.7.1/",
                "172.16.0.0/12 | http://172.31.255.255/",
                "b.example, 10.0.0.0/8 | http://10.1.2.3/",
                "0.0.0.0/0 | http://255.255.255.255/",
                "2001:db8::/32 | http://[2001:db8:1::2]/",
                "[2001:db8::]/32 | http://[2001:DB8:1::2]/",
                "::/0 | http://[::1]/",
            })
    void leavesOutWhatIsExempt(String exempt, String uri) {
        assertThat(select(uri, "all_proxy", "http://proxy.example:3128", "no_proxy", exempt))
                .isEqualTo(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | http://a.example/",
                "b.example | http://a.example/",
                "a.example | http://not-a.example/",
                "sub.a.example | http://a.example/",
                "a.example:8080 | http://a.example/",
                "a.example:80 | https://a.example/",
                ". | http://a.example/",
                "example | http://a.example.org/",
                "127.0.0.1 | http://127.0.0.10/",
                "::1 | http://[::2]/",
                "2001:db8::1:80 | http://[2001:db8::1]/",
                "[::1]:8081 | http://[::1]:8080/",
                "10.0.0.0/8 | http://11.0.0.1/",
                "10.0.0.0/8 | http://10.a.example/",
                "10.0.0.0/33 | http://10.0.0.0/",
                "10.0.0.0/ | http://10.0.0.0/",
                "10.0.0/8 | http://10.0.0.1/",
                "300.0.0.0/8 | http://10.0.0.1/",
                "172.16.0.0/12 | http://172.32.0.0/",
                "0.0.0.0/0 | http://[::1]/",
                "::/0 | http://10.0.0.1/",
                "2001:db8::/32 | http://[2001:db9::1]/",
                "2001:db8::/129 | http://[2001:db8::]/",
                "a.example/8 | http://a.example/",
            })
    void doesNotLeaveOutAnythingElse(String exempt, String uri) {
        assertThat(select(uri, "all_proxy", "http://proxy.example:3128", "no_proxy", exempt))
                .isEqualTo(http("proxy.example", 3128));
    }

    @Test
    void readsTheUpperCaseExemptionToo() {
        assertThat(select("http://a.example/", "HTTP_PROXY", "http://proxy.example:3128", "NO_PROXY", "a.example"))
                .isEqualTo(Proxy.NO_PROXY);
    }
}
