package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The map file of TAP 4: which repositories are asked for which targets. It is the client's own; nobody signs it.
 *
 * @param repositories the URLs of each repository, by its name: folders in which {@code metadata/} and {@code targets/} are;
 *     several are mirrors of each other
 * @param mappings in order of priority
 */
public record MapFile(Map<String, List<String>> repositories, List<Mapping> mappings) {
    private static final String NAME = "map.json";

    /** Names become names of folders: none that leads elsewhere, hides or is a device. */
    private static final Pattern REPOSITORY = Pattern.compile(
            "(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$))[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(?<!\\.)");

    public MapFile {
        Map<String, List<String>> copy = new TreeMap<>();
        repositories.forEach((name, urls) -> copy.put(name, List.copyOf(urls)));
        repositories = Collections.unmodifiableMap(copy);
        mappings = List.copyOf(mappings);
    }

    /** Reads a map file. */
    public static MapFile read(byte[] bytes, JsonLimits limits) throws MalformedMetadataException {
        try {
            Fields fields = new Fields(NAME, "", CanonicalJson.read(bytes, limits));
            Map<String, List<String>> repositories = repositories(fields.fields("repositories"));
            List<Mapping> mappings = new ArrayList<>();
            for (Fields mapping : fields.objects("mapping")) {
                mappings.add(Mapping.read(mapping, repositories.keySet()));
            }
            return new MapFile(repositories, mappings);
        } catch (JsonException e) {
            throw new MalformedMetadataException(NAME, e);
        }
    }

    private static Map<String, List<String>> repositories(Fields fields) throws MalformedMetadataException {
        Map<String, List<String>> repositories = new TreeMap<>();
        Set<String> folders = new HashSet<>();
        for (String name : fields.object().names()) {
            if (!REPOSITORY.matcher(name).matches()) {
                throw fields.malformed(
                        name,
                        "a name of at most 64 letters, digits, \"_\", \".\" and \"-\" that could be a folder's",
                        name);
            }
            if (!folders.add(name.toLowerCase(Locale.ROOT))) {
                throw fields.malformed(name, "names that differ by more than case", name);
            }
            List<String> urls = fields.strings(name);
            if (urls.isEmpty()) {
                throw fields.malformed(name, "at least one URL", "none");
            }
            repositories.put(name, urls);
        }
        return repositories;
    }

    /** The mappings whose patterns match a target, in order. */
    public List<Mapping> mappingsOf(String targetPath) {
        return mappings.stream().filter(mapping -> mapping.covers(targetPath)).toList();
    }

    /**
     * Which repositories are asked for some targets.
     *
     * @param paths patterns of target paths; {@code *} alone matches every path
     * @param repositories names, in order
     * @param threshold how many of them have to describe a target alike
     * @param terminating whether no later mapping is looked at when these do not
     * @param targets the role that their search begins with instead of targets, and who signs it (TAP 13)
     */
    public record Mapping(
            List<PathPattern> paths,
            List<String> repositories,
            int threshold,
            boolean terminating,
            Optional<RoleAuthority> targets) {
        private static final String ALL = "*";

        public Mapping {
            paths = List.copyOf(paths);
            repositories = List.copyOf(repositories);
            if (threshold < 1 || threshold > repositories.size()) {
                throw new IllegalArgumentException(
                        "threshold: expected 1 to %d, got %d".formatted(repositories.size(), threshold));
            }
        }

        static Mapping read(Fields fields, Set<String> known) throws MalformedMetadataException {
            List<String> repositories = fields.strings("repositories");
            for (String name : repositories) {
                if (!known.contains(name)) {
                    throw fields.malformed("repositories", "one of " + known, name);
                }
            }
            if (new HashSet<>(repositories).size() < repositories.size()) {
                throw fields.malformed("repositories", "each repository once", String.join(", ", repositories));
            }
            if (repositories.isEmpty()) {
                throw fields.malformed("repositories", "at least one repository", "none");
            }
            Optional<RoleAuthority> targets =
                    fields.has("targets") ? Optional.of(authority(fields.fields("targets"))) : Optional.empty();
            return new Mapping(
                    PathPattern.all(fields.strings("paths")),
                    repositories,
                    (int) fields.integer("threshold", 1, repositories.size()),
                    fields.bool("terminating"),
                    targets);
        }

        /** "Both the name and the key MUST be specified." */
        private static RoleAuthority authority(Fields fields) throws MalformedMetadataException {
            return new RoleAuthority(
                    NAME, fields.string("name"), Role.read(fields, Set.of("name", "keys")), Key.readAll(fields));
        }

        boolean covers(String targetPath) {
            return paths.stream().anyMatch(pattern -> pattern.text().equals(ALL) || pattern.matches(targetPath));
        }
    }
}
