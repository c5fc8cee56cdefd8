package dev.tufa.apt.publish.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the real apt-get read a suite as its users will: in folders of its own, with the archive's keys and nothing else of this
 * computer's. Nothing is installed and no maintainer script runs.
 */
public final class AptCheck implements AutoCloseable {
    /** So many packages are downloaded at most: they are copies of files that were read just now. */
    private static final int DOWNLOADS = 20;

    /** So many are simulated in one call. */
    private static final int TOGETHER = 500;

    private final Path folder;

    private AptCheck(Path folder) {
        this.folder = folder;
    }

    /** Whether there is an apt-get to ask. */
    public static boolean isPossible() {
        return AptGet.isThere();
    }

    /** Begins a check in a new folder, which closing it removes. */
    public static AptCheck begin() throws IOException {
        return new AptCheck(Files.createTempDirectory("tufa-apt-check-"));
    }

    /**
     * What apt-get finds wrong with a suite.
     *
     * @return what it says, in its own words; empty if nothing
     */
    public List<String> problems(TriedSuite suite) throws IOException {
        Path archive = Files.createDirectory(folder.resolve("archive-" + suite.name()));
        lay(archive, suite);
        List<String> problems = new ArrayList<>();
        for (String architecture : suite.architectures()) {
            problems.addAll(problems(archive, suite, architecture));
        }
        return problems;
    }

    private static void lay(Path archive, TriedSuite suite) throws IOException {
        Path dist = Files.createDirectories(archive.resolve("dists").resolve(suite.name()));
        Files.write(dist.resolve("InRelease"), suite.inRelease());
        for (String component : suite.components()) {
            Path published = suite.dist().resolve(component);
            if (Files.exists(published)) {
                Files.createSymbolicLink(dist.resolve(component), published.toRealPath());
            }
        }
        for (TriedSuite.Deb deb : suite.debs()) {
            Path name = archive.resolve(deb.path());
            Files.createDirectories(name.getParent());
            if (!Files.exists(name)) {
                Files.createSymbolicLink(name, deb.file().toRealPath());
            }
        }
    }

    private List<String> problems(Path archive, TriedSuite suite, String architecture) throws IOException {
        AptGet apt = AptGet.in(
                folder.resolve("apt-%s-%s".formatted(suite.name(), architecture)),
                architecture,
                sources(archive, suite),
                suite.installed(architecture));
        AptGet.Answer update = apt.run(List.of("update"));
        if (!update.isDone()) {
            return List.of(update.problem("%s, %s".formatted(suite.name(), architecture)));
        }
        List<TriedSuite.Deb> debs =
                suite.debs().stream().filter(deb -> deb.isFor(architecture)).toList();
        List<String> problems = new ArrayList<>();
        for (TriedSuite.Deb deb : debs.subList(0, Math.min(DOWNLOADS, debs.size()))) {
            AptGet.Answer download = apt.run(List.of("download", "--", deb.chosen()));
            if (!download.isDone()) {
                problems.add(download.problem(deb.chosen()));
            }
            apt.forgetDownloads();
        }
        for (int from = 0; from < debs.size(); from += TOGETHER) {
            problems.addAll(simulated(apt, debs.subList(from, Math.min(from + TOGETHER, debs.size()))));
        }
        return problems;
    }

    /** All at once if that works; else each for itself, for they may not go together. */
    private static List<String> simulated(AptGet apt, List<TriedSuite.Deb> debs) throws IOException {
        if (debs.size() > 1 && install(apt, debs).isDone()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (TriedSuite.Deb deb : debs) {
            AptGet.Answer answer = install(apt, List.of(deb));
            if (!answer.isDone()) {
                problems.add(answer.problem(deb.chosen()));
            }
        }
        return problems;
    }

    private static AptGet.Answer install(AptGet apt, List<TriedSuite.Deb> debs) throws IOException {
        List<String> words = new ArrayList<>(List.of("install", "--simulate", "--no-install-recommends", "--"));
        debs.forEach(deb -> words.add(deb.chosen()));
        return apt.run(words);
    }

    private static String sources(Path archive, TriedSuite suite) {
        StringBuilder text = new StringBuilder();
        text.append("Types: deb\n");
        text.append("URIs: copy:").append(archive).append('\n');
        text.append("Suites: ").append(suite.name()).append('\n');
        text.append("Components: ").append(String.join(" ", suite.components())).append('\n');
        text.append("Signed-By:\n");
        new String(suite.keys(), StandardCharsets.US_ASCII)
                .lines()
                .forEach(line ->
                        text.append(' ').append(line.isEmpty() ? "." : line).append('\n'));
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
