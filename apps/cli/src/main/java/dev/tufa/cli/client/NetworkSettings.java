package dev.tufa.cli.client;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.file.FileFetcher;
import dev.tufa.tuf.client.http.Credentials;
import dev.tufa.tuf.client.http.Http2Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.client.http.HttpFetcherBuilder;
import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.cli.Options;

/**
 * How servers are asked: the part of {@link ClientSettings} that networks differ in.
 *
 * @param authorities certificates that are trusted, and no others; those of the platform if empty
 * @param netrc names and passwords
 * @param http2 whether over HTTP/2 where it is offered
 */
record NetworkSettings(Optional<Path> authorities, Optional<Path> netrc, boolean http2) {
    static final NetworkSettings DEFAULT = new NetworkSettings(Optional.empty(), Optional.empty(), false);

    private static final String CA = "ca";
    private static final String NETRC = "netrc";
    private static final String HTTP2 = "http2";

    static Options addTo(Options options) {
        return options.addOption(OptionSpecs.valued(
                        CA, "FILE", "certificates in PEM that are trusted for https, instead of this machine's"))
                .addOption(OptionSpecs.valued(
                        NETRC,
                        "FILE",
                        "names and passwords for servers and proxies, as for netrc; a file for its owner alone"))
                .addOption(OptionSpecs.flag(HTTP2, "ask over HTTP/2 where a server offers it"));
    }

    static NetworkSettings of(Invocation invocation) {
        return new NetworkSettings(absolute(invocation, CA), absolute(invocation, NETRC), invocation.has(HTTP2));
    }

    private static Optional<Path> absolute(Invocation invocation, String option) {
        return invocation.value(option).map(file -> Path.of(file).toAbsolutePath());
    }

    Map<String, JsonValue> toMap() {
        TreeMap<String, JsonValue> fields = new TreeMap<>();
        authorities.ifPresent(file -> fields.put(CA, JsonString.of(file.toString())));
        netrc.ifPresent(file -> fields.put(NETRC, JsonString.of(file.toString())));
        if (http2) {
            fields.put(HTTP2, JsonBoolean.of(true));
        }
        return fields;
    }

    /**
     * Reads settings. What is not understood is not passed over: it may say whom to trust.
     *
     * @throws IllegalArgumentException if something is not what it must be
     */
    static NetworkSettings read(JsonObject object) {
        Optional<JsonValue> http2 = object.member(HTTP2);
        if (http2.isPresent() && !(http2.get() instanceof JsonBoolean)) {
            throw new IllegalArgumentException(HTTP2 + ": something that is neither true nor false");
        }
        return new NetworkSettings(
                file(object, CA), file(object, NETRC), http2.equals(Optional.of(JsonBoolean.of(true))));
    }

    private static Optional<Path> file(JsonObject object, String name) {
        Optional<JsonValue> value = object.member(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof JsonString text && Path.of(text.value()).isAbsolute()) {
            return Optional.of(Path.of(text.value()));
        }
        throw new IllegalArgumentException(name + ": something that is no absolute path");
    }

    /** What asks in this way, and opens {@code file:} URLs. */
    Fetcher fetcher() throws IOException, CommandFailure {
        HttpFetcherBuilder<? extends Fetcher> builder = http2 ? Http2Fetcher.builder() : HttpFetcher.builder();
        try {
            if (authorities.isPresent()) {
                builder.certificateAuthorities(authorities.get());
            }
            if (netrc.isPresent()) {
                builder.credentials(Credentials.read(netrc.get()));
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) { // what is in a file, which no other time makes better
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), "nobody was asked; correct the file first");
        }
        return new FileFetcher(builder.build());
    }
}
