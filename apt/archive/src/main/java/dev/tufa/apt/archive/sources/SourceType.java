package dev.tufa.apt.archive.sources;

import java.util.Optional;

/** What apt takes from an archive. */
public enum SourceType {
    /** Packages. */
    PACKAGES("deb"),
    /** Sources of packages. */
    SOURCES("deb-src");

    private final String word;

    SourceType(String word) {
        this.word = word;
    }

    /** As lists of sources say it. */
    public String word() {
        return word;
    }

    static Optional<SourceType> of(String word) {
        for (SourceType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
