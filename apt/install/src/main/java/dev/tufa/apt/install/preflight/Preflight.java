package dev.tufa.apt.install.preflight;

import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.apt.install.guard.Examination;
import dev.tufa.apt.install.guard.Foreseen;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.RootedApt;
import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.outside.TemporaryFolder;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.PlanStep;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has the system's apt-get read the archives of a plan in folders of its own, where the system's lists are seen and not touched, and say
 * what it would install. Nothing is installed, no maintainer script and no hook of apt runs, and nobody has more rights than whoever asks:
 * if that is root, apt-get has fewer.
 */
public final class Preflight implements AutoCloseable {
    /** The user nobody, as every Debian has it. */
    private static final int NOBODY = 65_534;

    private static final String SIGNER = "signer.asc";

    private final TemporaryFolder temporary;
    private final Path folder;
    private final InstallPlan plan;
    private final InstallTarget target;

    private Preflight(TemporaryFolder temporary, InstallPlan plan, InstallTarget target) {
        this.temporary = temporary;
        this.folder = temporary.path();
        this.plan = plan;
        this.target = target;
    }

    /** Begins in a new folder, which closing it removes. */
    public static Preflight begin(InstallPlan plan, InstallTarget target) throws IOException {
        return new Preflight(TemporaryFolder.create("tufa-preflight-"), plan, target);
    }

    /**
     * Tries the plan.
     *
     * @throws PlanException if apt does not take the archives, or they are not what they should be
     */
    public Foreseen run() throws IOException, PlanException {
        boolean isRoot = Files.getAttribute(folder, "unix:uid").equals(0);
        if (!isRoot || target.root().isThisSystem() || !OpenCopy.isNeeded(target.root())) {
            return run(target.root(), target.apt());
        }
        SystemRoot copy = OpenCopy.make(target.root(), folder.resolve("system"));
        try (RootedApt apt = RootedApt.of(copy, target.facts().host())) {
            return run(copy, apt.apt());
        }
    }

    private Foreseen run(SystemRoot root, Apt system) throws IOException, PlanException {
        Path sources = lay(root);
        Apt apt = own(system);
        SystemProgram.Answer update = apt.with("Dir::Etc::sourcelist", sources.toString())
                .with("Dir::Etc::sourceparts", "/dev/null")
                .update();
        if (update.exit() != 0) {
            throw new PlanException(
                    PlanRefusal.RELEASE,
                    "%s: expected apt-get to take it, got: %s".formatted(plan.id(), update.complaint()));
        }
        return new Examination(apt, target.facts().host(), sources.toString()).of(plan);
    }

    /** The folders; gives the planned list of sources in them. */
    private Path lay(SystemRoot system) throws IOException {
        Path parts = Files.createDirectories(folder.resolve("sources.list.d"));
        link(system.require("/etc/apt/sources.list.d"), parts);
        Path preferences = Files.createDirectories(folder.resolve("preferences.d"));
        link(system.require("/etc/apt/preferences.d"), preferences);
        Path lists = Files.createDirectories(folder.resolve("lists"));
        link(system.require("/var/lib/apt/lists"), lists);
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(lists.resolve("auxfiles"));
        Files.createDirectories(folder.resolve("cache/archives/partial"));
        for (PlanStep.RegisterRoot root : plan.steps(PlanStep.RegisterRoot.class)) {
            Path own = Files.createDirectories(folder.resolve("tuf/archives")
                    .resolve(Path.of(root.folder()).getFileName()));
            Files.write(
                    own.resolve(PlanStep.RegisterRoot.ROOT_FILE), HexFormat.of().parseHex(root.root()));
            Files.writeString(own.resolve(PlanStep.RegisterRoot.ARCHIVE_FILE), root.text());
            Files.writeString(folder.resolve(SIGNER), root.key());
        }
        for (PlanStep.TakeOver taken : plan.steps(PlanStep.TakeOver.class)) {
            Files.deleteIfExists(parts.resolve(Path.of(taken.path()).getFileName()));
        }
        for (PlanStep.WritePreferences written : plan.steps(PlanStep.WritePreferences.class)) {
            replace(preferences.resolve(Path.of(written.path()).getFileName()), written.text());
        }
        Path sources = folder.resolve("none.sources");
        for (PlanStep.WriteSources written : plan.steps(PlanStep.WriteSources.class)) {
            sources = parts.resolve(Path.of(written.path()).getFileName());
            replace(sources, bySigner(written.text()));
        }
        for (PlanStep.WriteSources written : plan.steps(PlanStep.WriteSources.class)) {
            forget(lists, written);
        }
        return sources;
    }

    /** Whoever signed the file has to have signed the archive, whatever TUF says; that is for later. */
    private String bySigner(String sources) {
        String own = sources;
        for (PlanStep.RegisterRoot root : plan.steps(PlanStep.RegisterRoot.class)) {
            own = own.replace(root.keysFile(), folder.resolve(SIGNER).toString());
        }
        return own;
    }

    /** Links to all files of a folder. */
    private static void link(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().equals("lock")) {
                    Files.createSymbolicLink(to.resolve(file.getFileName()), file);
                }
            }
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Lists of the same archive that the system has already are no part of it: what is tried is what comes now. */
    private static void forget(Path lists, PlanStep.WriteSources written) throws IOException {
        List<String> prefixes =
                written.archives().stream().map(ListsName::prefix).toList();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                if (prefixes.stream().anyMatch(file.getFileName().toString()::startsWith)) {
                    Files.delete(file);
                }
            }
        }
    }

    private Apt own(Apt system) throws IOException {
        Path configuration = folder.resolve("apt.conf");
        Files.writeString(configuration, """
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                #clear AptCli::Hooks;
                Dir::Etc::sourceparts "%1$s/sources.list.d/";
                Dir::Etc::preferencesparts "%1$s/preferences.d/";
                Dir::State::lists "%1$s/lists/";
                Dir::State::tuf "%1$s/tuf/";
                Dir::Cache "%1$s/cache/";
                Dir::Log "%1$s/";
                APT::Get::List-Cleanup "0";
                APT::Update::Error-Mode "any";
                Acquire::Retries "0";
                APT::Sandbox::User "";
                """.formatted(folder));
        boolean isRoot = Files.getAttribute(folder, "unix:uid").equals(0);
        if (isRoot) {
            give(folder, NOBODY);
        }
        Apt own = system.with(configuration);
        return isRoot ? own.as(NOBODY) : own;
    }

    private static void give(Path folder, int user) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.setAttribute(directory, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        temporary.close();
    }
}
