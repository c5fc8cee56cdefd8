package dev.tufa.examples;

import dev.tufa.tuf.Tuf;
import dev.tufa.tuf.client.multi.Finding;
import dev.tufa.tuf.client.multi.RepositoryGroup;
import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A client that believes a file only if as many repositories describe it alike as its map file says (TAP 4). */
public final class TwoRepositories {
    private final RepositoryGroup group;

    /**
     * Makes no request yet.
     *
     * @param folder with {@code map.json}, and {@code NAME/root.json} for each repository
     */
    public TwoRepositories(Path folder) throws IOException, TrustException {
        MapFile map = MapFile.read(Files.readAllBytes(folder.resolve("map.json")), Limits.DEFAULT.json());
        group = Tuf.group(map, folder);
    }

    /** Says where the file is now, or why it is not. */
    public String download(String name) throws IOException, TrustException {
        group.refresh(); // what fails here is known again when it matters
        Finding finding = group.find(name);
        if (finding instanceof Finding.Agreed agreed) {
            return group.download(agreed).toString();
        }
        if (finding instanceof Finding.Unknown unknown) {
            return "it depends on " + unknown.failures().keySet() + ", which cannot be reached or trusted";
        }
        return finding instanceof Finding.Disagreed ? "they do not agree" : "there is no such file";
    }
}
