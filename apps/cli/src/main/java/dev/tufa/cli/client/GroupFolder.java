package dev.tufa.cli.client;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.multi.RepositoryGroup;
import dev.tufa.tuf.client.multi.RepositoryUrls;
import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder that stands for several repositories (TAP 4): {@code map.json} says which are believed of what, and each has a {@link
 * ClientFolder} of its name beside it.
 */
final class GroupFolder {
    private final Path folder;

    GroupFolder(Path folder) {
        this.folder = folder;
    }

    boolean exists() {
        return Files.exists(mapFile());
    }

    Path targets() {
        return folder.resolve("targets");
    }

    /**
     * Writes the map, and a client's folder for each repository.
     *
     * @param settings of all of them, but for where they are
     */
    void create(byte[] map, Map<String, byte[]> roots, ClientSettings settings) throws IOException, TrustException {
        Files.createDirectories(folder);
        for (Map.Entry<String, List<URI>> repository :
                RepositoryUrls.of(MapFile.read(map, Limits.DEFAULT.json())).entrySet()) {
            byte[] root = roots.get(repository.getKey());
            if (root == null) {
                throw new IllegalArgumentException(repository.getKey() + ": expected a root, got none");
            }
            new ClientFolder(folder.resolve(repository.getKey()))
                    .create(settings.at(places(repository.getValue())), root);
        }
        Files.write(mapFile(), map, StandardOpenOption.CREATE_NEW);
    }

    /** "Each URL points to a root directory containing metadata and target files." */
    private static List<ClientSettings.Place> places(List<URI> urls) {
        List<ClientSettings.Place> places = new ArrayList<>();
        for (URI url : urls) {
            places.add(new ClientSettings.Place(url.resolve("metadata/"), Optional.of(url.resolve("targets/"))));
        }
        return places;
    }

    /** The clients of all repositories, as the options of a command ask for them. */
    RepositoryGroup group(Invocation invocation, Path targets)
            throws UsageException, IOException, TrustException, CommandFailure {
        MapFile map = MapFile.read(Files.readAllBytes(mapFile()), Limits.DEFAULT.json());
        Map<String, Updater> updaters = new LinkedHashMap<>();
        for (String name : map.repositories().keySet()) {
            ClientFolder client = new ClientFolder(folder.resolve(name));
            if (!client.exists()) {
                throw new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "%s: expected the folder of a client for repository %s, got none"
                                .formatted(folder.resolve(name), name),
                        "make it with tufa client init, or the whole group anew");
            }
            updaters.put(name, client.updater(invocation, targets));
        }
        return new RepositoryGroup(
                map, (name, urls) -> Optional.ofNullable(updaters.get(name)).orElseThrow());
    }

    private Path mapFile() {
        return folder.resolve("map.json");
    }
}
