package dev.tufa.cli.client;

import dev.tufa.tuf.client.Mirror;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code client.json} says: where a repository is, and how it is asked.
 *
 * @param places the repository first, then its mirrors, each with the folders of its metadata and of its artifacts
 * @param mirrorList whether the list of mirrors that the repository signs is gone by
 * @param rootInterval the shortest time between two questions for newer roots
 * @param clockTolerance how far the clock may go back, if not as far as usual
 * @param network how servers are asked
 */
record ClientSettings(
        List<Place> places,
        boolean mirrorList,
        Duration rootInterval,
        Optional<Duration> clockTolerance,
        NetworkSettings network) {
    private static final String METADATA_URL = "metadata_url";
    private static final String TARGETS_URL = "targets_url";
    private static final String MIRRORS = "mirrors";
    private static final String MIRROR_LIST = "mirror_list";
    private static final String ROOT_INTERVAL = "root_interval";
    private static final String CLOCK_TOLERANCE = "clock_tolerance";

    ClientSettings {
        places = List.copyOf(places);
    }

    /**
     * Where files are.
     *
     * @param targets empty if they are beside the metadata
     */
    record Place(URI metadata, Optional<URI> targets) {
        JsonObject toJson() {
            TreeMap<String, JsonValue> fields = new TreeMap<>();
            fields.put(METADATA_URL, JsonString.of(metadata.toString()));
            targets.ifPresent(url -> fields.put(TARGETS_URL, JsonString.of(url.toString())));
            return JsonObject.of(fields);
        }

        static Place read(JsonObject object) {
            Optional<String> metadata = text(object, METADATA_URL);
            if (metadata.isEmpty()) {
                throw new IllegalArgumentException("no " + METADATA_URL);
            }
            return new Place(
                    URI.create(metadata.get()), text(object, TARGETS_URL).map(URI::create));
        }

        private Mirror mirror() {
            return Mirror.full(metadata, targets.orElseGet(() -> metadata.resolve("../targets/")));
        }
    }

    /** The same for a repository elsewhere. */
    ClientSettings at(List<Place> elsewhere) {
        return new ClientSettings(elsewhere, mirrorList, rootInterval, clockTolerance, network);
    }

    /** An updater that is told all of this, and nothing else. */
    UpdaterBuilder builder() {
        UpdaterBuilder builder = Updater.of(places.get(0).mirror()).rootInterval(rootInterval);
        places.subList(1, places.size()).forEach(place -> builder.mirror(place.mirror()));
        clockTolerance.ifPresent(builder::clockTolerance);
        return mirrorList ? builder.mirrorList() : builder;
    }

    byte[] toBytes() {
        TreeMap<String, JsonValue> fields = new TreeMap<>(places.get(0).toJson().toMap());
        if (places.size() > 1) {
            fields.put(
                    MIRRORS,
                    JsonArray.of(places.subList(1, places.size()).stream()
                            .map(Place::toJson)
                            .toList()));
        }
        if (mirrorList) {
            fields.put(MIRROR_LIST, JsonBoolean.of(true));
        }
        if (!rootInterval.isZero()) {
            fields.put(ROOT_INTERVAL, JsonString.of(rootInterval.toString()));
        }
        clockTolerance.ifPresent(time -> fields.put(CLOCK_TOLERANCE, JsonString.of(time.toString())));
        fields.putAll(network.toMap());
        return JsonText.bytes(JsonObject.of(fields));
    }

    /**
     * Reads settings.
     *
     * @throws IllegalArgumentException if they are JSON and yet no settings
     */
    static ClientSettings read(byte[] bytes) throws JsonException {
        JsonObject object = CanonicalJson.read(bytes, JsonLimits.DEFAULT);
        try {
            List<Place> places = new ArrayList<>();
            places.add(Place.read(object));
            if (object.member(MIRRORS).orElse(null) instanceof JsonArray mirrors) {
                for (JsonValue mirror : mirrors.values()) {
                    if (!(mirror instanceof JsonObject place)) {
                        throw new IllegalArgumentException(MIRRORS + ": something that is no object");
                    }
                    places.add(Place.read(place));
                }
            }
            return new ClientSettings(
                    places,
                    object.member(MIRROR_LIST).equals(Optional.of(JsonBoolean.of(true))),
                    duration(object, ROOT_INTERVAL).orElse(Duration.ZERO),
                    duration(object, CLOCK_TOLERANCE),
                    NetworkSettings.read(object));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<Duration> duration(JsonObject object, String name) {
        return text(object, name).map(Duration::parse);
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.member(name)
                .flatMap(value -> value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
    }
}
