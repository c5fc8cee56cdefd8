package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.json.JsonObject;

/**
 * One change that an event is about.
 *
 * @param text in words
 * @param change as data, as the repository stages it
 */
public record Intent(String text, JsonObject change) {}
