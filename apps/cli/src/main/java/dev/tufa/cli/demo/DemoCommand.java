package dev.tufa.cli.demo;

import dev.tufa.cli.Tufa;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.key.NewSecretFile;
import dev.tufa.cli.serve.FileServer;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa demo}. */
public final class DemoCommand implements Command {
    private static final String KEEP = "keep";

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "Play publishing, updating, attacks and an archive for apt in a new folder";
    }

    @Override
    public String operands() {
        return "[DIR]";
    }

    @Override
    public String description() {
        return "Makes a repository in a new folder, publishes this program's own jars, serves them on this machine, updates a"
                + " client, publishes a new version, rotates the root key, and then plays six attacks on the client. Everything"
                + " is real, and the folder stays for you to look at. Where there are apt-get and dpkg, a vendor with an archive and"
                + " a computer in a temporary folder follow: it installs from a .apt file, takes new versions and new keys, and"
                + " refuses an old archive that plain apt takes. This system's own apt is left alone.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(KEEP, "DIR", "keep the vendor and the computer in this new folder"));
    }

    @Override
    public List<String> examples() {
        return List.of("demo", "demo /tmp/try-tufa", "demo --keep /tmp/try-apt /tmp/try-tufa");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        invocation.expectOperands(1);
        List<String> operand = invocation.operandsFrom(0);
        Path folder = Path.of(operand.isEmpty() ? "tufa-demo" : operand.get(0));
        if (Files.exists(folder)) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    folder + ": expected a free name, got one that is taken",
                    "remove it, or name another folder: tufa demo DIR");
        }
        Optional<Path> kept = invocation.value(KEEP).map(Path::of);
        if (kept.isPresent() && Files.exists(kept.get())) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    kept.get() + ": expected a free name, got one that is taken",
                    "name another folder");
        }
        Files.createDirectories(folder);
        Story story = new Story(invocation, Tufa.program(), folder);
        Path passphrase = passphrase(folder);
        List<Path> jars = ownJars(folder.resolve("build"));
        Path repository = folder.resolve("my-repository");
        Path client = folder.resolve("my-client");

        story.chapter("A repository, with new keys for every role");
        story.tufa("repo", "init", "--passphrase-file", passphrase.toString(), repository.toString());

        story.chapter("Publish version 1: the jars that this very program runs from");
        Path notes = folder.resolve("RELEASE");
        Files.writeString(notes, "version 1\n");
        List<String> add = new ArrayList<>(List.of("repo", "add", repository.toString(), notes.toString()));
        jars.forEach(jar -> add.add(jar.toString()));
        story.tufa(add.toArray(String[]::new));
        story.tufa("repo", "publish", "--passphrase-file", passphrase.toString(), repository.toString());
        Path first = folder.resolve("recorded-by-an-attacker/version-1");
        Path second = folder.resolve("recorded-by-an-attacker/version-2");
        FolderCopy.copy(repository.resolve("repository"), first);

        try (FileServer server =
                FileServer.start(repository.resolve("repository"), "127.0.0.1", 0, (path, status) -> {})) {
            story.remark("served at " + server.url() + ", as tufa serve would");

            story.chapter("A client that has nothing but the first root and a URL");
            Path root = repository.resolve("repository/metadata/1.root.json");
            story.tufa(
                    "client",
                    "init",
                    "--root",
                    root.toString(),
                    "--url",
                    server.url() + "metadata/",
                    client.toString());
            story.tufa(
                    "client",
                    "download",
                    client.toString(),
                    "RELEASE",
                    jars.get(0).getFileName().toString());

            story.chapter("Publish version 2, and update");
            Files.writeString(notes, "version 2\n");
            story.tufa("repo", "add", "--replace", repository.toString(), notes.toString());
            story.tufa("repo", "publish", "--passphrase-file", passphrase.toString(), repository.toString());
            story.tufa("client", "download", client.toString(), "RELEASE");
            story.remark("RELEASE now says: "
                    + Files.readString(client.resolve("targets/RELEASE")).strip());

            story.chapter("Rotate the root key; clients follow with nobody doing anything");
            story.tufa("repo", "rotate", repository.toString(), "root");
            story.tufa("repo", "publish", "--passphrase-file", passphrase.toString(), repository.toString());
            story.tufa("client", "refresh", client.toString());

            FolderCopy.copy(repository.resolve("repository"), second);

            story.chapter("Version 3 is out, but from now on someone controls the client's network: six attacks");
            Files.writeString(notes, "version 3\n");
            story.tufa("repo", "add", "--replace", repository.toString(), notes.toString());
            story.tufa("repo", "publish", "--passphrase-file", passphrase.toString(), repository.toString());
            story.pause();
            int refused = new Attacks(story, repository, client, first, second, passphrase).playAll();
            story.ending(refused);
        }
        playApt(story);
        story.lookAround();
    }

    private static void playApt(Story story) throws IOException, CommandFailure {
        Optional<String> obstacle = Stage.obstacle();
        if (obstacle.isPresent()) {
            story.leftOut(obstacle.get());
            return;
        }
        Optional<String> kept = story.invocation().value(KEEP);
        try (Stage stage = kept.isPresent() ? Stage.kept(Path.of(kept.get())) : Stage.temporary()) {
            new AptAct(story, stage, passphrase(stage.folder())).play();
        }
    }

    /** A passphrase that nobody has to remember, in a file that only its owner can read. */
    private static Path passphrase(Path folder) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Path file = folder.resolve("passphrase");
        NewSecretFile.create(file, (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    /** Copies, as a build would leave them. */
    private static List<Path> ownJars(Path build) throws IOException, CommandFailure {
        Files.createDirectories(build);
        List<Path> jars = new ArrayList<>();
        for (Class<?> one : List.of(Tufa.class, Updater.class, Repository.class, Root.class)) {
            Path jar = Path.of(URI.create(
                    one.getProtectionDomain().getCodeSource().getLocation().toString()));
            if (jar.toString().endsWith(".jar")) {
                jars.add(Files.copy(jar, build.resolve(jar.getFileName())));
            }
        }
        if (jars.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, "class path: expected the jars of tufa, got none", "run ./tufa demo");
        }
        return jars;
    }
}
