package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import java.time.Instant;

/** The signed part of a metadata file, of one of the five types of TUF 1.0.34 §4. */
public sealed interface Signed permits Root, Timestamp, Snapshot, Targets, Mirrors {
    /** Which type. */
    RoleType type();

    /** What all types have. */
    Header header();

    /** At least 1. */
    default long version() {
        return header().version();
    }

    /** When it stops being trusted. */
    default Instant expires() {
        return header().expires();
    }

    /** The signed part as JSON, with all unknown fields; its canonical form is what keys sign. */
    JsonObject toJson();
}
