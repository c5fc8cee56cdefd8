package dev.tufa.cli.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.cli.Tufa;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.startup.FastSignatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs what a shell calls {@code tufa}, one call after the other, in the folder in which it was started: so that a guide of many
 * commands needs one Java process.
 */
final class TufaServer {
    private TufaServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path calls = Path.of(arguments[0]);
        FastSignatures.use(); // a guide verifies thousands
        while (true) {
            Files.readAllBytes(calls.resolve("request")); // a pipe: waits for somebody
            List<String> words =
                    List.of(Files.readString(calls.resolve("words"), UTF_8).split("\0", -1));
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            int exitCode = run(cheap(words.subList(0, words.size() - 1)), clock(calls), out, err);
            Files.write(calls.resolve("out"), out.toByteArray());
            Files.write(calls.resolve("err"), err.toByteArray());
            Files.writeString(calls.resolve("reply"), exitCode + "\n");
        }
    }

    private static Clock clock(Path calls) throws IOException {
        return Clock.offset(Clock.systemUTC(), Duration.parse(Files.readString(calls.resolve("later"), UTF_8)));
    }

    /** Guides make keys as everybody should; their passphrases are not worth the time here. */
    private static List<String> cheap(List<String> words) {
        for (List<String> maker : List.of(List.of("repo", "init"), List.of("key", "new"), List.of("archive", "init"))) {
            if (words.size() > 2 && words.subList(0, 2).equals(maker)) {
                List<String> cheap = new ArrayList<>(words);
                cheap.addAll(2, List.of("--key-iterations", "1000"));
                return cheap;
            }
        }
        return words;
    }

    private static int run(List<String> words, Clock clock, ByteArrayOutputStream out, ByteArrayOutputStream err)
            throws InterruptedException {
        Terminal terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
        if (!words.isEmpty() && words.get(0).equals("serve")) {
            Thread server = new Thread(() -> Tufa.program().run(words, terminal, clock), "serve");
            server.setDaemon(true);
            server.start();
            while (server.isAlive() && !out.toString(UTF_8).contains("metadata: ")) {
                Thread.sleep(5);
            }
            return ExitCode.DONE.number();
        }
        return Tufa.program().run(words, terminal, clock).number();
    }
}
