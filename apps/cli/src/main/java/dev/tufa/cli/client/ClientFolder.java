package dev.tufa.cli.client;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder that stands for one repository: {@code client.json} says where the repository is, {@code root.json} is the root that
 * was given at the beginning and that every refresh starts from, {@code metadata/} is what is trusted now, {@code targets/} is
 * where artifacts go unless asked otherwise.
 */
public final class ClientFolder {
    private static final String METADATA_URL = "metadata_url";
    private static final String TARGETS_URL = "targets_url";

    private final Path folder;

    /** A client's folder, which {@code tufa client init} makes. */
    public ClientFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes the settings and the root; refuses a folder that has them already. */
    void create(URI metadataUrl, Optional<URI> targetsUrl, byte[] root) throws IOException {
        TreeMap<String, JsonValue> settings = new TreeMap<>();
        settings.put(METADATA_URL, JsonString.of(metadataUrl.toString()));
        targetsUrl.ifPresent(url -> settings.put(TARGETS_URL, JsonString.of(url.toString())));
        Files.createDirectories(folder);
        Files.write(rootFile(), root, StandardOpenOption.CREATE_NEW);
        Files.write(settingsFile(), JsonText.bytes(JsonObject.of(settings)), StandardOpenOption.CREATE_NEW);
    }

    boolean exists() {
        return Files.exists(settingsFile());
    }

    FileMetadataStore metadata() {
        return new FileMetadataStore(folder.resolve("metadata"));
    }

    /** Where artifacts go unless asked otherwise. */
    public Path targets() {
        return folder.resolve("targets");
    }

    /** The updater of the repository, with artifacts going to a folder. */
    Updater updater(Invocation invocation, Path targets) throws IOException, CommandFailure {
        return updater(new HttpFetcher(), targets)
                .progress(ProgressBar.on(invocation.terminal()))
                .clock(invocation.clock())
                .build();
    }

    /** The parts of the repository's updater, with a fetcher and artifacts going to a folder. */
    public Updater.Builder updater(Fetcher fetcher, Path targets) throws IOException, CommandFailure {
        JsonObject settings = settings();
        URI metadataUrl = url(settings, METADATA_URL).orElseThrow(() -> damaged("no " + METADATA_URL));
        Updater.Builder builder = Updater.of(metadataUrl)
                .fetcher(fetcher)
                .metadataStore(metadata())
                .targetStore(new FileTargetStore(targets))
                .pinnedRoot(Files.readAllBytes(rootFile()));
        url(settings, TARGETS_URL).ifPresent(builder::targetsUrl);
        return builder;
    }

    private JsonObject settings() throws IOException, CommandFailure {
        try {
            return CanonicalJson.read(Files.readAllBytes(settingsFile()), JsonLimits.DEFAULT);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    folder + ": expected the folder of a client, got none with client.json",
                    "make one with tufa client init");
        } catch (JsonException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private Optional<URI> url(JsonObject settings, String name) {
        return settings.member(name)
                .flatMap(value ->
                        value instanceof JsonString text ? Optional.of(URI.create(text.value())) : Optional.empty());
    }

    private CommandFailure damaged(String problem) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                settingsFile() + ": expected the settings of a client, got " + problem,
                "make the folder anew with tufa client init; what was downloaded can stay");
    }

    private Path settingsFile() {
        return folder.resolve("client.json");
    }

    private Path rootFile() {
        return folder.resolve("root.json");
    }
}
