package dev.tufa.cli.client;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A folder that stands for one repository: {@code client.json} says where the repository is, {@code root.json} is the root that
 * was given at the beginning and that every refresh starts from, {@code metadata/} is what is trusted now, {@code targets/} is
 * where artifacts go unless asked otherwise.
 */
public final class ClientFolder {
    private static final Duration UNFINISHED = Duration.ofDays(7);

    private final Path folder;

    /** A client's folder, which {@code tufa client init} makes. */
    public ClientFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes the settings and the root; refuses a folder that has them already. */
    void create(ClientSettings settings, byte[] root) throws IOException {
        Files.createDirectories(folder);
        Files.write(rootFile(), root, StandardOpenOption.CREATE_NEW);
        Files.write(settingsFile(), settings.toBytes(), StandardOpenOption.CREATE_NEW);
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

    /** The updater of the repository, as the options of a command ask for it, with artifacts going to a folder. */
    Updater updater(Invocation invocation, Path targets) throws UsageException, IOException, CommandFailure {
        ClientSettings settings = settings();
        NetworkSettings network = FetchOptions.isOffline(invocation) ? NetworkSettings.DEFAULT : settings.network();
        return FetchOptions.apply(invocation, with(settings.builder().fetcher(network.fetcher()), targets))
                .build();
    }

    /** The parts of the repository's updater, with a fetcher and artifacts going to a folder. */
    public UpdaterBuilder updater(Fetcher fetcher, Path targets) throws IOException, CommandFailure {
        return with(settings().builder().fetcher(fetcher), targets);
    }

    /** An updater of somebody's own, with what this folder has and trusts. */
    UpdaterBuilder with(UpdaterBuilder builder, Path targets) throws IOException {
        return builder.metadataStore(metadata())
                .targetStore(new FileTargetStore(targets).keepingUnfinished(UNFINISHED))
                .pinnedRoot(Files.readAllBytes(rootFile()));
    }

    private ClientSettings settings() throws IOException, CommandFailure {
        try {
            return ClientSettings.read(Files.readAllBytes(settingsFile()));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    folder + ": expected the folder of a client, got none with client.json",
                    "make one with tufa client init");
        } catch (JsonException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    settingsFile() + ": expected the settings of a client, got " + e.getMessage(),
                    "make the folder anew with tufa client init; what was downloaded can stay");
        }
    }

    private Path settingsFile() {
        return folder.resolve("client.json");
    }

    private Path rootFile() {
        return folder.resolve("root.json");
    }
}
