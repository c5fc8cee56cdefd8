package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.PathPattern;
import java.net.URI;
import java.util.List;

/**
 * A place that a repository's files can be fetched from (TUF 1.0.34 §4.7). Mirrors are trusted with nothing: what one sends is
 * verified like what any other sends.
 *
 * @param metadataUrl the folder of its metadata
 * @param targetsUrl the folder of its artifacts
 * @param metadata which metadata files it has. A pattern says so of a file by its name with or without a version: {@code
 *     3.root.json} is there by {@code root.json} as well
 * @param targets which artifacts it has, by their target paths
 */
public record Mirror(URI metadataUrl, URI targetsUrl, Content metadata, Content targets) {
    public Mirror {
        metadataUrl = Locations.withSlash(metadataUrl);
        targetsUrl = Locations.withSlash(targetsUrl);
    }

    /** A mirror that has everything. */
    public static Mirror full(URI metadataUrl, URI targetsUrl) {
        return new Mirror(metadataUrl, targetsUrl, Content.EVERYTHING, Content.EVERYTHING);
    }

    /** What a mirror has of something. */
    public sealed interface Content {
        /** All of it. */
        Content EVERYTHING = new Everything();

        /** What one of these patterns matches. */
        static Content matching(List<PathPattern> patterns) {
            return new Matching(List.copyOf(patterns));
        }

        /** Whether it has what is at a path. */
        boolean has(String path);
    }

    private record Everything() implements Content {
        @Override
        public boolean has(String path) {
            return true;
        }
    }

    private record Matching(List<PathPattern> patterns) implements Content {
        @Override
        public boolean has(String path) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(path));
        }
    }
}
