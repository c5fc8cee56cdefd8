package dev.tufa.tuf.client.multi;

import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The addresses in a map file. */
public final class RepositoryUrls {
    private RepositoryUrls() {}

    /**
     * The folders of each repository by its name, in order.
     *
     * @throws MalformedMetadataException if one is no absolute URL
     */
    public static Map<String, List<URI>> of(MapFile map) throws MalformedMetadataException {
        Map<String, List<URI>> folders = new TreeMap<>();
        for (Map.Entry<String, List<String>> repository : map.repositories().entrySet()) {
            List<URI> urls = new ArrayList<>();
            for (String url : repository.getValue()) {
                urls.add(folder(repository.getKey(), url));
            }
            folders.put(repository.getKey(), Collections.unmodifiableList(urls));
        }
        return Collections.unmodifiableMap(folders);
    }

    private static URI folder(String repository, String text) throws MalformedMetadataException {
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/");
            if (url.isAbsolute() && !url.isOpaque()) {
                return url;
            }
        } catch (URISyntaxException e) {
            // refused below
        }
        throw new MalformedMetadataException("map.json", "repositories." + repository, "an absolute URL", text);
    }
}
