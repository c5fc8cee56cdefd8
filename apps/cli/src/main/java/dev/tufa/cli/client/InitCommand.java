package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.cli.Options;

/** {@code tufa client init}. */
public final class InitCommand implements Command {
    @Override
    public String name() {
        return "client init";
    }

    @Override
    public String summary() {
        return "Trust a repository from now on";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Makes the folder DIR, which holds where the repository is and the root that it is trusted by. The root has to"
                + " come by a way that you trust: everything else follows from it. No request is made. With --map, DIR stands for"
                + " several repositories, each with a root of its own (TAP 4).";
    }

    @Override
    public Options options() {
        Options options = new Options()
                .addOption(OptionSpecs.valued(
                        "root",
                        "FILE",
                        "the repository's root.json (required); with --map NAME=FILE, for each repository"))
                .addOption(OptionSpecs.valued(
                        "url",
                        "URL",
                        "where the repository's metadata is: http, https or file (required without --map)"))
                .addOption(OptionSpecs.valued(
                        "targets-url", "URL", "where its artifacts are; ../targets/ beside the metadata if not given"))
                .addOption(OptionSpecs.valued(
                        "mirror",
                        "URL",
                        "where else its metadata is, with artifacts at ../targets/; may be given several times"))
                .addOption(
                        OptionSpecs.flag("mirror-list", "go by the list of mirrors that the repository signs as well"))
                .addOption(OptionSpecs.valued(
                        "root-interval",
                        "TIME",
                        "ask for newer roots no more often than so: 12h, 1d; each time if not given"))
                .addOption(OptionSpecs.valued(
                        "clock-tolerance", "TIME", "how far this machine's clock may go back; 1h if not given"))
                .addOption(OptionSpecs.valued("map", "FILE", "the map file of several repositories"));
        return NetworkSettings.addTo(options);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "client init updates --root root.json --url https://updates.example.org/metadata/",
                "client init updates --root root.json --url https://meta.example.org/ --targets-url https://cdn.example.org/",
                "client init updates --root root.json --url https://a.example.org/metadata/ --mirror https://b.example.org/metadata/",
                "client init updates --root root.json --url https://updates.corp.example/metadata/ --ca corp.pem --netrc corp.netrc",
                "client init updates --root root.json --url file:///media/disk/metadata/ --mirror https://b.example.org/metadata/",
                "client init both --map map.json --root Django=django.json --root PyPI=pypi.json");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        if (new ClientFolder(directory).exists() || new GroupFolder(directory).exists()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    directory + ": expected a new folder, got one that trusts a repository already",
                    "choose another folder, or remove this one");
        }
        if (invocation.value("map").isPresent()) {
            makeGroup(invocation, directory, Path.of(invocation.required("map")));
        } else {
            makeClient(invocation, directory);
        }
    }

    private static void makeClient(Invocation invocation, Path directory)
            throws UsageException, TrustException, IOException, CommandFailure {
        ClientSettings settings = settings(invocation).at(places(invocation));
        byte[] root = Files.readAllBytes(Path.of(invocation.required("root")));
        RootStage stage = RootStage.load(root, invocation.clock().instant(), Limits.DEFAULT);
        settings.network().fetcher();
        new ClientFolder(directory).create(settings, root);
        invocation
                .terminal()
                .line(
                        "%s trusts %s by version %d of its root",
                        directory,
                        settings.places().get(0).metadata(),
                        stage.root().version());
    }

    private static List<ClientSettings.Place> places(Invocation invocation) throws UsageException {
        List<ClientSettings.Place> places = new ArrayList<>();
        URI metadataUrl = FolderUrl.parse("url", invocation.required("url"));
        Optional<String> targetsUrl = invocation.value("targets-url");
        places.add(new ClientSettings.Place(
                metadataUrl,
                targetsUrl.isPresent()
                        ? Optional.of(FolderUrl.parse("targets-url", targetsUrl.get()))
                        : Optional.empty()));
        for (String mirror : invocation.values("mirror")) {
            places.add(new ClientSettings.Place(FolderUrl.parse("mirror", mirror), Optional.empty()));
        }
        return places;
    }

    /** All but where the repository is. */
    private static ClientSettings settings(Invocation invocation) throws UsageException {
        Optional<String> interval = invocation.value("root-interval");
        Optional<String> tolerance = invocation.value("clock-tolerance");
        return new ClientSettings(
                List.of(),
                invocation.has("mirror-list"),
                interval.isPresent() ? Durations.parse("root-interval", interval.get()) : Duration.ZERO,
                tolerance.isPresent()
                        ? Optional.of(Durations.parse("clock-tolerance", tolerance.get()))
                        : Optional.empty(),
                NetworkSettings.of(invocation));
    }

    private static void makeGroup(Invocation invocation, Path directory, Path mapFile)
            throws UsageException, TrustException, IOException, CommandFailure {
        for (String place : List.of("url", "targets-url", "mirror")) {
            if (invocation.has(place)) {
                throw new UsageException(
                        "--%s: expected none with --map, whose file says where the repositories are".formatted(place));
            }
        }
        byte[] map = Files.readAllBytes(mapFile);
        Set<String> names =
                MapFile.read(map, Limits.DEFAULT.json()).repositories().keySet();
        Map<String, byte[]> roots = new TreeMap<>();
        for (String option : invocation.values("root")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 || !names.contains(name)) {
                throw new UsageException(
                        "--root: expected NAME=FILE with one of the names %s, got \"%s\"".formatted(names, option));
            }
            byte[] root = Files.readAllBytes(Path.of(option.substring(equals + 1)));
            RootStage.load(root, invocation.clock().instant(), Limits.DEFAULT);
            roots.put(name, root);
        }
        if (!roots.keySet().containsAll(names)) {
            throw new UsageException(
                    "--root: expected one for each of %s, got those of %s".formatted(names, roots.keySet()));
        }
        ClientSettings settings = settings(invocation);
        settings.network().fetcher();
        new GroupFolder(directory).create(map, roots, settings);
        for (String name : names) {
            invocation
                    .terminal()
                    .line(
                            "%s trusts %s by %s",
                            directory, name, directory.resolve(name).resolve("root.json"));
        }
    }
}
