package dev.tufa.apt.install.outside;

import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists of sources of a system in a folder, for an apt that fetches from outside: apt takes the name of a file of keys as it stands, whatever
 * folder it works for. The lists have the name that is true inside, where they stay; copies of them have one that is true here.
 */
public final class SeenSources implements AutoCloseable {
    private static final String ETC = "etc/apt";
    private static final String PARTS = ETC + "/sources.list.d";

    /** Where the acquire method keeps the keys of archives. */
    private static final String STATE = "/var/lib/apt-transport-tuf/state";

    private static final Pattern KEPT = Pattern.compile("(?<=^|[\\s,=]|(?i:signed-by:))" + STATE + "/");

    private final TemporaryFolder temporary;
    private final Path folder;

    private SeenSources(TemporaryFolder temporary) {
        this.temporary = temporary;
        this.folder = temporary.path();
    }

    /**
     * Copies lists as they are now.
     *
     * @param lists by their paths in the system, which are below {@code /etc/apt}
     */
    public static SeenSources of(SystemRoot root, Collection<String> lists) throws IOException {
        SeenSources seen = new SeenSources(TemporaryFolder.create("tufa-sources-"));
        boolean isDone = false;
        try {
            seen.copy(root, lists);
            isDone = true;
            return seen;
        } finally {
            if (!isDone) {
                seen.close();
            }
        }
    }

    private void copy(SystemRoot root, Collection<String> lists) throws IOException {
        Path keys = folder.resolve("keys"); // whatever there is in the name of the system's folder, apt reads this one
        Files.createSymbolicLink(keys, root.seen(STATE));
        Files.createDirectories(folder.resolve(PARTS));
        for (String list : lists) {
            String text = Files.readString(root.require(list), StandardCharsets.UTF_8);
            Files.writeString(
                    folder.resolve(list.substring(1)),
                    KEPT.matcher(text).replaceAll(Matcher.quoteReplacement(keys + "/")),
                    StandardCharsets.UTF_8);
        }
    }

    /** The apt of the system that reads these lists and no others, as long as this is not closed. */
    public Apt in(Apt apt) {
        return apt.with(
                        "Dir::Etc::sourcelist",
                        folder.resolve(ETC + "/sources.list").toString())
                .with("Dir::Etc::sourceparts", folder.resolve(PARTS) + "/");
    }

    @Override
    public void close() throws IOException {
        temporary.close();
    }
}
