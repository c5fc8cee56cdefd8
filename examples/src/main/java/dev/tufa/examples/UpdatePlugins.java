package dev.tufa.examples;

import dev.tufa.tuf.Tuf;
import dev.tufa.tuf.client.TargetListing;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** An application that brings its folder of plug-ins up to date: new ones come, changed ones are replaced, others go. */
public final class UpdatePlugins {
    private static final PathPattern PLUGINS = new PathPattern("*.jar");

    private final Updater updater;
    private final Path plugins;

    /**
     * Makes no request yet.
     *
     * @param metadataUrl where the repository's metadata is
     * @param pinnedRoot the root that came with the application, for example as a resource in its jar
     * @param folder for metadata and plug-ins; nobody else should be able to write to it
     */
    public UpdatePlugins(URI metadataUrl, byte[] pinnedRoot, Path folder) {
        plugins = folder.resolve("plugins");
        updater = Tuf.client(metadataUrl, pinnedRoot, folder)
                .targetStore(new FileTargetStore(plugins)) // instead of folder/targets
                .build();
    }

    /** Updates the folder, and says which plug-ins are in it: every one has been verified just now. */
    public List<Path> update() throws IOException, TrustException {
        updater.refresh();
        TargetListing listing = updater.search(PLUGINS);
        List<TargetFile> targets =
                listing.found().stream().map(DelegationSearch.Found::target).toList();
        Collection<Path> files = updater.download(targets).orThrow(); // leaves alone what is there and whole
        if (listing.problems().isEmpty() && !listing.truncated()) {
            removeAllBut(files);
        }
        return List.copyOf(files);
    }

    private void removeAllBut(Collection<Path> wanted) throws IOException {
        if (!Files.isDirectory(plugins)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(plugins, "*.jar")) {
            for (Path file : files) {
                if (!wanted.contains(file.toAbsolutePath().normalize())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Updates once: {@code UpdatePlugins METADATA_URL ROOT_FILE FOLDER}. */
    public static void main(String[] arguments) throws IOException {
        URI metadataUrl = URI.create(arguments[0]);
        byte[] pinnedRoot = Files.readAllBytes(Path.of(arguments[1]));
        UpdatePlugins plugins = new UpdatePlugins(metadataUrl, pinnedRoot, Path.of(arguments[2]));
        try {
            plugins.update().forEach(System.out::println);
        } catch (ExpiredException e) {
            System.err.println("the repository is not renewed, or the clock is wrong: " + e.getMessage());
        } catch (TrustException e) {
            System.err.println("update refused, nothing has changed: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("no update at this time: " + e.getMessage());
        }
    }
}
