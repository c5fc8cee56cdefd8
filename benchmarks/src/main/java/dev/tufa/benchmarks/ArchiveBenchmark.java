package dev.tufa.benchmarks;

import dev.tufa.apt.publish.archive.AddOptions;
import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.PublishOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One package after the other into an archive of many, each published at once, as by a program that runs on: its keys are open, and its
 * code is compiled. Real files on the disk of the archive, everything durable, nothing tried by apt-get.
 *
 * <p>Arguments: ARCHIVE SUITE DEBS. The passphrase comes from {@code TUFA_PASSPHRASE}. It prints a line of JSON with the seconds that each
 * {@code .deb} file of a folder took, in the order of their names; {@code benchmarks/archiving} reads it.
 */
public final class ArchiveBenchmark {
    private ArchiveBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Archive archive = Archive.open(Path.of(arguments[0]));
        String suite = arguments[1];
        List<Path> debs;
        try (Stream<Path> files = Files.list(Path.of(arguments[2]))) {
            debs = files.sorted().toList();
        }
        AddOptions add = new AddOptions(suite, Optional.empty(), AddOptions.Transfer.COPY);
        PublishOptions publish = new PublishOptions(
                List.of(suite), Optional.empty(), PublishOptions.Renewal.WHEN_NEEDED, PublishOptions.Trial.NONE);
        double[] taken = new double[debs.size()];
        try (ArchiveKeys keys = archive.unlock(ArchiveBenchmark::passphrase)) {
            for (int i = 0; i < taken.length; i++) {
                long start = System.nanoTime();
                archive.add(List.of(debs.get(i)), add, file -> {});
                archive.publish(publish, keys, Instant.now());
                taken[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        System.out.printf(Locale.ROOT, "{\"seconds\": %s}%n", Arrays.toString(taken));
    }

    private static char[] passphrase() {
        return System.getenv("TUFA_PASSPHRASE").toCharArray();
    }
}
