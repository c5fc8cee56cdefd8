package dev.tufa.tuf.trust;

import java.util.OptionalLong;

/**
 * A metadata file that trusted metadata asks for.
 *
 * @param role the name of the role, not encoded in any way
 * @param version the version that prefixes the file name, if it is prefixed (TUF 1.0.34 §6.2.1)
 * @param maxBytes how many bytes to read at most
 */
public record MetadataRequest(String role, OptionalLong version, int maxBytes) {
    /** The name of the file as the specification writes it, for messages: {@code 42.snapshot.json}. */
    public String fileName() {
        return (version.isPresent() ? version.getAsLong() + "." : "") + role + ".json";
    }
}
