package dev.tufa.cli.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.install.inventory.HostUpgrades;
import dev.tufa.cli.framework.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a person was told: of each host and package the last version. A file that is read whole and written whole. */
final class ToldVersions {
    /** Bytes of the file; more is none that was written here. */
    private static final int LONGEST = 1 << 20;

    private final Path file;
    private final SortedMap<String, String> versions;

    private ToldVersions(Path file, SortedMap<String, String> versions) {
        this.file = file;
        this.versions = versions;
    }

    /** Where it is (XDG Base Directory Specification 0.8). */
    static Path file(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = own.startsWith("/") ? Path.of(own) : home.resolve(".local/state");
        return state.resolve("tufa/notified");
    }

    /** Reads it; nothing was told if it is not there. Lines that were not written here are passed over. */
    static ToldVersions read(Path file) throws IOException {
        SortedMap<String, String> versions = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (String line : new String(in.readNBytes(LONGEST), UTF_8).lines().toList()) {
                int end = line.lastIndexOf(' ');
                if (end > 0) {
                    versions.put(line.substring(0, end), line.substring(end + 1));
                }
            }
        } catch (NoSuchFileException e) {
            return new ToldVersions(file, versions);
        }
        return new ToldVersions(file, versions);
    }

    /** Whether a person was told of all of it. */
    boolean hasAll(HostUpgrades upgrades) {
        return upgrades.versions().entrySet().stream()
                .allMatch(each -> each.getValue().equals(versions.get(key(upgrades.host(), each.getKey()))));
    }

    /** Remembers that a person was told. */
    void add(HostUpgrades upgrades) throws IOException {
        upgrades.versions().forEach((name, version) -> versions.put(key(upgrades.host(), name), version));
        StringBuilder text = new StringBuilder();
        versions.forEach(
                (key, version) -> text.append(key).append(' ').append(version).append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.replace(file, text.toString().getBytes(UTF_8), WholeFile.Readers.OWNER);
    }

    private static String key(String host, String name) {
        return host + ' ' + name;
    }
}
