package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import java.util.Optional;

/**
 * How a target is added.
 *
 * @param role the role that is to describe it, or whose hash bins are; if none is named, the role that describes it already, or the hash bin that it
 *     belongs to, or targets
 * @param custom what the metadata is to carry for the application
 * @param existing what to do when the path is taken by other content
 */
public record AddOptions(Optional<String> role, Optional<JsonObject> custom, Existing existing) {
    /** No role named, nothing custom, and nothing replaced. */
    public static final AddOptions DEFAULT = new AddOptions(Optional.empty(), Optional.empty(), Existing.REFUSE);

    /** The same options with a role. */
    public AddOptions withRole(String name) {
        return new AddOptions(Optional.of(name), custom, existing);
    }

    /** The same options with custom data. */
    public AddOptions withCustom(JsonObject data) {
        return new AddOptions(role, Optional.of(data), existing);
    }

    /** The same options with another answer to a path that is taken. */
    public AddOptions withExisting(Existing newExisting) {
        return new AddOptions(role, custom, newExisting);
    }

    /** What to do when the path is taken by other content. */
    public enum Existing {
        /** Refuse: whoever has the old content pinned would be surprised. */
        REFUSE,
        /** Replace it. */
        REPLACE
    }
}
