package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signed part of mirrors.json (TUF 1.0.34 §4.7).
 *
 * @param mirrors in order of priority
 */
public record Mirrors(Header header, List<Mirror> mirrors) implements Signed {
    private static final Set<String> FIELDS = Set.of("mirrors");

    public Mirrors {
        mirrors = List.copyOf(mirrors);
    }

    static Mirrors read(Fields signed) throws MalformedMetadataException, SpecVersionException {
        Header header = Header.read(signed, RoleType.MIRRORS, FIELDS);
        List<Mirror> mirrors = new ArrayList<>();
        for (Fields mirror : signed.objects("mirrors")) {
            mirrors.add(Mirror.read(mirror));
        }
        return new Mirrors(header, mirrors);
    }

    @Override
    public RoleType type() {
        return RoleType.MIRRORS;
    }

    @Override
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        header.writeTo(fields, RoleType.MIRRORS);
        fields.put("mirrors", JsonArray.of(mirrors.stream().map(Mirror::toJson).toList()));
        return JsonObject.of(fields);
    }

    /**
     * One mirror.
     *
     * @param urlBase the URL of the mirror
     * @param metaPath where its metadata is, relative to the URL
     * @param targetsPath where its targets are, relative to the URL
     * @param metaContent which metadata files it has
     * @param targetsContent which targets it has
     * @param custom what the application wants to know about it
     */
    public record Mirror(
            String urlBase,
            String metaPath,
            String targetsPath,
            List<PathPattern> metaContent,
            List<PathPattern> targetsContent,
            Optional<JsonObject> custom,
            JsonObject unknown) {
        private static final Set<String> FIELDS =
                Set.of("urlbase", "metapath", "targetspath", "metacontent", "targetscontent", "custom");

        public Mirror {
            metaContent = List.copyOf(metaContent);
            targetsContent = List.copyOf(targetsContent);
        }

        static Mirror read(Fields fields) throws MalformedMetadataException {
            return new Mirror(
                    fields.string("urlbase"),
                    fields.string("metapath"),
                    fields.string("targetspath"),
                    PathPattern.all(fields.strings("metacontent")),
                    PathPattern.all(fields.strings("targetscontent")),
                    fields.has("custom") ? Optional.of(fields.object("custom")) : Optional.empty(),
                    fields.unknown(FIELDS));
        }

        JsonObject toJson() {
            Map<String, JsonValue> fields = unknown.toMap();
            fields.put("urlbase", JsonString.of(urlBase));
            fields.put("metapath", JsonString.of(metaPath));
            fields.put("targetspath", JsonString.of(targetsPath));
            fields.put("metacontent", PathPattern.toJson(metaContent));
            fields.put("targetscontent", PathPattern.toJson(targetsContent));
            custom.ifPresent(object -> fields.put("custom", object));
            return JsonObject.of(fields);
        }
    }
}
