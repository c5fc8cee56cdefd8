package dev.tufa.benchmarks;

import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that updates again and again for so many seconds, at least four times, and prints how many microseconds each time
 * took. The clients in other languages beside it take the same arguments: {@code OPERATION STATE URL ROOT TARGET SECONDS CACHE}.
 */
final class WarmClient {
    private WarmClient() {}

    /** Runs; {@code OPERATION} is refresh or download, {@code CACHE} is cold or warm. */
    public static void main(String[] arguments) throws IOException, TrustException {
        boolean download = arguments[0].equals("download");
        Path state = Path.of(arguments[1]);
        URI url = URI.create(arguments[2]);
        byte[] root = Files.readAllBytes(Path.of(arguments[3]));
        double seconds = Double.parseDouble(arguments[5]);
        boolean cold = arguments[6].equals("cold");
        HttpFetcher fetcher = new HttpFetcher();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int number = 0; number < 4 || System.nanoTime() - end < 0; number++) {
            Path folder = cold ? state.resolve(String.valueOf(number)) : state;
            long start = System.nanoTime();
            Updater updater = Updater.of(url.resolve("metadata/"))
                    .fetcher(fetcher)
                    .metadataStore(new FileMetadataStore(folder.resolve("metadata")))
                    .targetStore(new FileTargetStore(folder.resolve("targets")))
                    .pinnedRoot(root)
                    .build();
            updater.refresh();
            if (download) {
                updater.download(updater.find(arguments[4]).orElseThrow().target());
            }
            System.out.println((System.nanoTime() - start) / 1000);
        }
    }
}
