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
        "socks5h://proxy.example:9050, SOCKS, proxy.example, 9050",
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
