package dev.tufa.apt.archive.index;

import java.util.List;

/**
 * A line of {@code Contents}.
 *
 * @param path without a slash at its beginning; it may have blanks in it
 * @param packages that have it, each after its section and a slash if there is one
 */
public record ContentsLine(String path, List<String> packages) {
    /** A line with its packages in their order. */
    public ContentsLine {
        packages = List.copyOf(packages);
    }
}
