package dev.tufa.apt.install.plan;

import dev.tufa.apt.install.system.AptConfiguration;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan would change of sources that the system has already from a {@code .apt} file: the same one, opened again or matched with
 * another release of the distribution, or a newer one with the same key.
 *
 * @param record what is remembered of them
 * @param differences in words; none if everything is as the plan would make it
 */
public record Renewal(SourceRecord record, List<String> differences) {
    /** A renewal with its differences in order. */
    public Renewal {
        differences = List.copyOf(differences);
    }

    /**
     * Compares.
     *
     * @param digests of the {@linkplain #files files} of the sources as they are now, by their paths, for those that are there
     */
    public static Renewal of(
            SourceRecord record, InstallPlan plan, AptConfiguration configuration, Map<String, String> digests) {
        List<String> differences = new ArrayList<>();
        if (record.state() == SourceRecord.State.ONCE) {
            differences.add("apt reads it again: until now there were no updates");
        }
        if (plan.stanza() != record.stanza()) {
            differences.add("part %d of the file is for this system now, it was part %d"
                    .formatted(plan.stanza(), record.stanza()));
        }
        without(record.archives(), plan.archives()).forEach(line -> differences.add("apt will no longer read " + line));
        without(plan.archives(), record.archives()).forEach(line -> differences.add("apt will also read " + line));
        without(record.packages(), plan.packages()).forEach(name -> differences.add(name + " is no longer asked for"));
        without(plan.packages(), record.packages()).forEach(name -> differences.add(name + " is asked for as well"));
        differences.addAll(files(record, plan, configuration, digests));
        String kept = kept(record);
        if (!plan.file().equals(digests.get(kept))) {
            differences.add(
                    digests.containsKey(kept) ? "it is another file than the one that is kept" : kept + " is gone");
        }
        return new Renewal(record, differences);
    }

    private static List<String> files(
            SourceRecord record, InstallPlan plan, AptConfiguration configuration, Map<String, String> digests) {
        SortedMap<String, String> planned = new TreeMap<>();
        plan.files().forEach((path, content) -> planned.put(path, sha256(content)));
        List<String> differences = new ArrayList<>();
        record.files().forEach((path, agreed) -> {
            if (!digests.containsKey(path)) {
                differences.add(path + " is gone");
            } else if (!agreed.equals(digests.get(path))) {
                differences.add(path + (isDisabled(path, configuration) ? " was disabled" : " was changed")
                        + ", and not by tufa");
            } else if (!planned.containsKey(path)) {
                differences.add(path + " will be removed");
            } else if (!agreed.equals(planned.get(path))) {
                differences.add(path + " will say something else");
            }
        });
        without(planned.keySet(), record.files().keySet()).forEach(path -> differences.add(path + " will be written"));
        return differences;
    }

    private static boolean isDisabled(String path, AptConfiguration configuration) {
        return configuration.of(path).stream().anyMatch(source -> !source.isInUse());
    }

    /** Whether there is nothing to change; packages may be missing all the same. */
    public boolean isNothing() {
        return differences.isEmpty();
    }

    /** The files that are compared. */
    public static List<String> files(SourceRecord record) {
        List<String> files = new ArrayList<>(record.files().keySet());
        files.add(kept(record));
        return files;
    }

    /** The digests of files of a system, by their paths, for those that are there. */
    public static SortedMap<String, String> digests(SystemRoot root, Collection<String> paths) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String path : paths) {
            Path file = root.locate(path);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                digests.put(path, sha256(Files.readAllBytes(file)));
            }
        }
        return digests;
    }

    private static String kept(SourceRecord record) {
        return record.id().recordFolder() + '/' + SourceRecord.APT_FILE;
    }

    private static List<String> without(Collection<String> all, Collection<String> some) {
        return all.stream().filter(each -> !some.contains(each)).toList();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
