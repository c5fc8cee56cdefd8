package dev.tufa.conformance.aptfile;

import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a stanza says, written down by hand: no reader has had a part in it. */
final class ExpectedStanza {
    private List<String> architectures = List.of();
    private List<String> distributions = List.of();
    private List<String> codenames = List.of();
    private List<String> releases = List.of();
    private List<String> install = List.of();
    private List<String> pin = List.of();
    private final List<JsonObject> archives = new ArrayList<>();
    private final List<JsonObject> extensions = new ArrayList<>();
    private Optional<JsonObject> tuf = Optional.empty();

    static ExpectedStanza aStanza() {
        return new ExpectedStanza();
    }

    /** What {@link MadeAptFile#TEXT} says. */
    static ExpectedStanza theUsual() {
        return aStanza()
                .distributions("Debian")
                .codenames("bookworm", "trixie")
                .architectures("amd64", "arm64")
                .deb("https://apt.example.org/debian", "stable", "main")
                .install("example-editor");
    }

    ExpectedStanza architectures(String... values) {
        architectures = List.of(values);
        return this;
    }

    ExpectedStanza distributions(String... values) {
        distributions = List.of(values);
        return this;
    }

    ExpectedStanza codenames(String... values) {
        codenames = List.of(values);
        return this;
    }

    ExpectedStanza releases(String... values) {
        releases = List.of(values);
        return this;
    }

    ExpectedStanza install(String... names) {
        install = List.of(names);
        return this;
    }

    ExpectedStanza pin(String... names) {
        pin = List.of(names);
        return this;
    }

    ExpectedStanza deb(String uri, String suite, String... components) {
        return archive("deb", List.of(), List.of(), uri, suite, components);
    }

    ExpectedStanza archive(
            String type,
            List<String> ofArchitectures,
            List<String> languages,
            String uri,
            String suite,
            String... components) {
        archives.add(new JsonOutput()
                .with("type", type)
                .with("architectures", ofArchitectures)
                .with("languages", languages)
                .with("uri", uri)
                .with("suite", suite)
                .with("components", Arrays.asList(components))
                .build());
        return this;
    }

    /** A field that means nothing: what stands beside its name, and its continuation lines without their first blank. */
    ExpectedStanza extension(String name, String... lines) {
        extensions.add(new JsonOutput()
                .with("name", name)
                .with("lines", Arrays.asList(lines))
                .build());
        return this;
    }

    ExpectedStanza tufAt(String sha256, String url, String scope) {
        tuf = Optional.of(new JsonOutput()
                .with("sha256", sha256)
                .with("url", url)
                .with("scope", scope)
                .build());
        return this;
    }

    ExpectedStanza tufInline(String sha256, String base64, String scope) {
        tuf = Optional.of(new JsonOutput()
                .with("sha256", sha256)
                .with("inline", base64)
                .with("scope", scope)
                .build());
        return this;
    }

    JsonObject json() {
        JsonOutput json = new JsonOutput()
                .with("architectures", architectures)
                .with("distributions", distributions)
                .with("codenames", codenames)
                .with("releases", releases)
                .with("archives", archives)
                .with("install", install)
                .with("pin", pin)
                .with("extensions", extensions);
        tuf.ifPresent(root -> json.with("tuf", root));
        return json.build();
    }
}
