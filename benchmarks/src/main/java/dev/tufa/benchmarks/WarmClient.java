package dev.tufa.benchmarks;

import dev.tufa.tuf.Tuf;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.crypto.PreferredProvider;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.signatures.Ed25519Provider;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that updates again and again for so many seconds, at least twice, and prints how many microseconds each time
 * took. The clients in other languages beside it take the same arguments: {@code OPERATION STATE URL ROOT TARGET SECONDS CACHE}.
 * With the system property {@code signatures} set to {@code platform}, the platform verifies all signatures.
 */
final class WarmClient {
    private WarmClient() {}

    /**
     * Runs; {@code OPERATION} is refresh or download, {@code TARGET} a target or {@code @} and a file with one target in each
     * line, {@code CACHE} is cold or warm.
     */
    public static void main(String[] arguments) throws IOException, TrustException {
        Path state = Path.of(arguments[1]);
        URI metadataUrl = URI.create(arguments[2]).resolve("metadata/");
        byte[] root = Files.readAllBytes(Path.of(arguments[3]));
        List<String> wanted = arguments[0].equals("download") ? targets(arguments[4]) : List.of();
        double seconds = Double.parseDouble(arguments[5]);
        boolean cold = arguments[6].equals("cold");
        if (!System.getProperty("signatures", "").equals("platform")) {
            PreferredProvider.use(new Ed25519Provider(), 1 << 16);
        }
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int number = 0; number < 2 || System.nanoTime() - end < 0; number++) {
            Path folder = cold ? state.resolve(String.valueOf(number)) : state;
            long start = System.nanoTime();
            update(Tuf.client(metadataUrl, root, folder).build(), wanted);
            System.out.println((System.nanoTime() - start) / 1000);
        }
    }

    private static void update(Updater updater, List<String> wanted) throws IOException, TrustException {
        updater.refresh();
        List<TargetFile> targets = updater.find(wanted).values().stream()
                .map(DelegationSearch.Found::target)
                .toList();
        updater.download(targets).orThrow();
    }

    private static List<String> targets(String argument) throws IOException {
        return argument.startsWith("@") ? Files.readAllLines(Path.of(argument.substring(1))) : List.of(argument);
    }
}
