package dev.tufa.tuf.repository;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The name of a metadata file: {@code VERSION.ROLE.json} or {@code ROLE.json} (TUF 1.0.34 §6.2.1).
 *
 * @param version of the file, if the name tells it
 */
record MetadataName(OptionalLong version, String role) {
    private static final String SUFFIX = ".json";
    private static final int MOST_DIGITS = 18;

    /** What a file's name says; empty if it is not that of a metadata file. */
    static Optional<MetadataName> parse(String fileName) {
        if (!fileName.endsWith(SUFFIX) || fileName.startsWith(".") || fileName.length() == SUFFIX.length()) {
            return Optional.empty();
        }
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        int dot = name.indexOf('.');
        if (dot > 0 && dot <= MOST_DIGITS && dot < name.length() - 1 && isVersion(name.substring(0, dot))) {
            return Optional.of(
                    new MetadataName(OptionalLong.of(Long.parseLong(name.substring(0, dot))), name.substring(dot + 1)));
        }
        return Optional.of(new MetadataName(OptionalLong.empty(), name));
    }

    /** The role whose file an entry of the snapshot is about; its name has no version. */
    static String role(String entry) {
        return entry.endsWith(SUFFIX) ? entry.substring(0, entry.length() - SUFFIX.length()) : entry;
    }

    private static boolean isVersion(String digits) {
        return digits.charAt(0) != '0' && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
