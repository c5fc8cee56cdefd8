package dev.tufa.apt.publish.check;

import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the real apt-get read a suite as its users will: in folders of its own, with the archive's keys and nothing else of this
 * computer's. Nothing is installed and no maintainer script runs.
 */
public final class AptCheck implements AutoCloseable {
    /** So many packages are downloaded at most: they are copies of files that were read just now. */
    private static final int DOWNLOADS = 20;

    /** So many are simulated in one call. */
    private static final int TOGETHER = 500;

    private final TemporaryFolder temporary;
    private final Path folder;

    private AptCheck(TemporaryFolder temporary) {
        this.temporary = temporary;
        this.folder = temporary.path();
    }

    /** Whether there is an apt-get to ask. */
    public static boolean isPossible() {
        return Apt.isThere();
    }

    /** Begins a check in a new folder, which closing it removes. */
    public static AptCheck begin() throws IOException {
        return new AptCheck(TemporaryFolder.create("tufa-apt-check-"));
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
        AptGet.Answer update = apt.update();
        if (!update.isDone()) {
            return List.of(update.problem("%s, %s".formatted(suite.name(), architecture)));
        }
        List<TriedSuite.Deb> debs =
                suite.debs().stream().filter(deb -> deb.isFor(architecture)).toList();
        List<String> problems = new ArrayList<>();
        for (TriedSuite.Deb deb : debs.subList(0, Math.min(DOWNLOADS, debs.size()))) {
            AptGet.Answer download = apt.download(deb.chosen());
            if (!download.isDone()) {
                problems.add(download.problem(deb.chosen()));
            }
        }
        for (int from = 0; from < debs.size(); from += TOGETHER) {
            problems.addAll(simulated(apt, debs.subList(from, Math.min(from + TOGETHER, debs.size()))));
        }
        return problems;
    }

    /** All at once if that works; else each for itself, for they may not go together. */
    private static List<String> simulated(AptGet apt, List<TriedSuite.Deb> debs) throws IOException {
        if (debs.size() > 1 && simulate(apt, debs).isDone()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (TriedSuite.Deb deb : debs) {
            AptGet.Answer answer = simulate(apt, List.of(deb));
            if (!answer.isDone()) {
                problems.add(answer.problem(deb.chosen()));
            }
        }
        return problems;
    }

    private static AptGet.Answer simulate(AptGet apt, List<TriedSuite.Deb> debs) throws IOException {
        return apt.simulate(debs.stream().map(TriedSuite.Deb::chosen).toList());
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
        temporary.close();
    }
}
