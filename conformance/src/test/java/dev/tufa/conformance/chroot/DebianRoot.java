package dev.tufa.conformance.chroot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Debian for one test: a layer over a tree that nobody changes. Each command has mounts and processes of its own, which go when it ends,
 * and the network of this computer.
 */
final class DebianRoot {
    /** Where {@link #shared} is seen inside. */
    static final String SHARED = "/mnt";

    private static final String ENTER = """
            tree=$1 own=$2 && shift 2 &&
            mount --make-rprivate / &&
            mount -t overlay overlay -o "lowerdir=$tree,upperdir=$own/upper,workdir=$own/work" "$own/root" &&
            mount -t proc proc "$own/root/proc" && mount --rbind /dev "$own/root/dev" && mount -t tmpfs tmpfs "$own/root/run" &&
            mount --bind "$own/shared" "$own/root/mnt" &&
            exec chroot "$own/root" /usr/bin/env -i HOME=/root USER=root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \\
                DEBIAN_FRONTEND=noninteractive "$@"
            """;
    private static final int MOST_MINUTES = 5;

    private final Path tree;
    private final Path own;

    private DebianRoot(Path tree, Path own) throws IOException {
        this.tree = tree;
        this.own = own;
        for (String name : List.of("upper", "work", "root", "shared")) {
            Files.createDirectories(own.resolve(name));
        }
    }

    /** A layer in a new folder over the tree that the property {@code tufa.chroot} names. */
    static DebianRoot in(Path own) throws IOException {
        String tree = System.getProperty("tufa.chroot", "");
        if (!Files.isExecutable(Path.of(tree, "usr/bin/apt-get"))) {
            throw new AssertionError("-Dtufa.chroot: expected a tree that conformance/make-debian-tree made, got \"%s\""
                    .formatted(tree));
        }
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            throw new AssertionError("expected root, who alone may enter a tree, got another user");
        }
        return new DebianRoot(Path.of(tree).toRealPath(), Files.createDirectory(own));
    }

    /** Another one, as this one is now. */
    DebianRoot fork(Path other) throws IOException, InterruptedException {
        Files.createDirectory(other);
        Process copy = new ProcessBuilder(
                        "cp",
                        "-a",
                        own.resolve("upper").toString(),
                        own.resolve("shared").toString(),
                        other.toString())
                .inheritIO()
                .start();
        if (copy.waitFor() != 0) {
            throw new IOException("cp: expected exit code 0, got " + copy.exitValue());
        }
        return new DebianRoot(tree, other);
    }

    /** What the last program said. */
    String last() throws IOException {
        return Files.readString(own.resolve("output"), StandardCharsets.UTF_8);
    }

    /** A folder of this computer that is seen inside as {@link #SHARED}. */
    Path shared() {
        return own.resolve("shared");
    }

    /** Runs a program to its end. */
    Answer run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        process.getOutputStream().close();
        Path output = own.resolve("output");
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError("%s: expected an end within %d minutes, got: %s"
                    .formatted(String.join(" ", words), MOST_MINUTES, Files.readString(output)));
        }
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** Runs a script of the shell. */
    Answer shell(String script) throws IOException, InterruptedException {
        return run("sh", "-c", script);
    }

    /** Runs a program that has to do well, and gives what it said. */
    String require(String... words) throws IOException, InterruptedException {
        Answer answer = run(words);
        if (answer.exit() != 0) {
            throw new AssertionError("%s: expected exit code 0, got %d: %s"
                    .formatted(String.join(" ", words), answer.exit(), answer.text()));
        }
        return answer.text();
    }

    /** The content of every file below a folder, as digests. */
    String digests(String folder) throws IOException, InterruptedException {
        return require(
                "sh",
                "-c",
                "cd %s && find . -mindepth 1 -printf '%%p %%y %%m %%U:%%G %%l\\n' | sort && find . -type f -print0 | sort -z | xargs -0r sha256sum"
                        .formatted(folder));
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--pid",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child",
                "bash",
                "-c",
                ENTER,
                "enter",
                tree.toString(),
                own.toString()));
        command.addAll(Arrays.asList(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("output").toFile())
                .start();
    }

    /**
     * How a program ended, and what it said.
     *
     * @param exit its exit code
     */
    record Answer(int exit, String text) {}
}
