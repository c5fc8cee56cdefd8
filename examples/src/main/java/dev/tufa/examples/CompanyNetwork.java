package dev.tufa.examples;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.file.FileFetcher;
import dev.tufa.tuf.client.http.Credentials;
import dev.tufa.tuf.client.http.EnvironmentProxySelector;
import dev.tufa.tuf.client.http.Http2Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Ways into networks that are not open to everybody. */
public final class CompanyNetwork {
    private CompanyNetwork() {}

    /**
     * For a repository behind a certificate of the company's own, with a password, through a proxy.
     *
     * @param authorities certificates in PEM
     * @param passwords as for netrc; a file for its owner alone
     * @param proxies as the environment has them: {@code https_proxy}, {@code no_proxy} and so on
     */
    public static Fetcher closed(Path authorities, Path passwords, Map<String, String> proxies) throws IOException {
        return HttpFetcher.builder()
                .certificateAuthorities(authorities)
                .credentials(Credentials.read(passwords))
                .proxies(new EnvironmentProxySelector(proxies, Optional.empty()))
                .userAgent("example-updater/1.2")
                .build();
    }

    /** For a program that keeps running, and mirrors of which some are folders: {@code file:///media/mirror/metadata/}. */
    public static Fetcher busy() {
        return new FileFetcher(Http2Fetcher.builder().build());
    }
}
