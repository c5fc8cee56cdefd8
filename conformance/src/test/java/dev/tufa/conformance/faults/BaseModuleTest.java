package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process without {@code java.net.http} can fetch, as long as it does not want HTTP/2. */
class BaseModuleTest {
    @Test
    void isAllThatTheFetcherForHttp1Needs() throws Exception {
        RepositorySimulator repository = new RepositorySimulator();
        try (HostileServer server = new HostileServer(repository)) {
            ChildJvm child = ChildJvm.start(
                    List.of("--limit-modules=java.base"), Fetch.class, server.uri("/metadata/1.root.json"));

            assertThat(child.finish())
                    .isEqualTo("fetched " + repository.file("metadata/1.root.json").length + " bytes");
        }
    }

    static final class Fetch {
        private Fetch() {}

        public static void main(String[] arguments) throws Exception {
            HttpFetcher fetcher =
                    HttpFetcher.builder().proxies(ProxySelector.of(null)).build();
            Fetcher.Request request = new Fetcher.Request(URI.create(arguments[0]), true);
            try (Fetcher.Response response = fetcher.open(request)) {
                System.out.print("fetched " + response.body().readAllBytes().length + " bytes");
            }
        }
    }
}
