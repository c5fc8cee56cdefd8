package dev.tufa.tuf.repository.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program {@code openssl}, which the tests need. */
final class Openssl {
    private Openssl() {}

    /** What a command prints; fails with what it says if it fails. */
    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return Tool.run(Map.of(), command);
    }
}
