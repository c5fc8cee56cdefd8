package dev.tufa.apt.install.plan;

import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The records of a system. Anybody may read them. */
public final class SourceRecords {
    /** What files were before a change, as long as the change is not done. */
    public static final String JOURNAL = "/var/lib/tufa/apt/journal.json";

    private static final String FOLDER = "/var/lib/tufa/apt";
    private static final int LONGEST = 1 << 20;

    private SourceRecords() {}

    /** All of them, by their ids. */
    public static List<SourceRecord> read(SystemRoot root) throws IOException {
        List<SourceRecord> records = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root.locate(FOLDER))) {
            for (Path folder : folders) {
                Path file = root.locate(FOLDER + '/' + folder.getFileName() + '/' + SourceRecord.FILE);
                if (Files.isRegularFile(file)) {
                    records.add(SourceRecord.read(bytes(file)));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        records.sort(Comparator.comparing(record -> record.id().text()));
        return List.copyOf(records);
    }

    /** Whether a change is under way, or a process was ended in the middle of one: root's side undoes that before it does anything else. */
    public static boolean isHalfDone(SystemRoot root) throws IOException {
        return Files.exists(root.locate(JOURNAL), LinkOption.NOFOLLOW_LINKS);
    }

    /** The one of an id. */
    public static Optional<SourceRecord> find(SystemRoot root, String id) throws IOException {
        return read(root).stream()
                .filter(record -> record.id().text().equals(id))
                .findFirst();
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST);
        }
    }
}
