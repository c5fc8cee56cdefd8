package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file {@code settings.json}: times in seconds. A file of a version that knew fewer members reads as if they had their usual
 * values; a member that nobody knows is refused, for it may be one that is misspelt.
 */
final class SettingsJson {
    static final Set<String> MEMBERS = Set.of(
            "lifetimes",
            "delegated_lifetimes",
            "renew_at",
            "key_schemes",
            "target_paths",
            "replace",
            "gc",
            "bridge",
            "clock_jump",
            "key_iterations");

    private static final Set<String> LIFETIMES = Set.of("root", "targets", "snapshot", "timestamp", "bins");
    private static final Set<String> PATHS = Set.of("allowed", "refused");
    private static final Set<String> GRACES = Set.of("grace", "targets_grace");
    private static final int MOST_PERCENT = 99;

    private SettingsJson() {}

    static Settings read(byte[] content) throws IOException {
        StoredJson json = StoredJson.read(Layout.SETTINGS, content);
        requireKnown(json, "", MEMBERS);
        try {
            return new Settings(
                    readLifetimes(json.child("lifetimes")),
                    Duration.ofSeconds(json.integer("bridge", 0)),
                    Duration.ofSeconds(json.integer("clock_jump", 0)),
                    (int) json.integer("key_iterations", Settings.MINIMUM_ITERATIONS, Integer.MAX_VALUE),
                    readPolicy(json));
        } catch (IllegalArgumentException e) {
            throw new IOException(Layout.SETTINGS + ": " + e.getMessage(), e);
        }
    }

    private static Map<RoleType, Duration> readLifetimes(StoredJson seconds) throws IOException {
        requireKnown(seconds, "lifetimes.", LIFETIMES);
        Map<RoleType, Duration> lifetimes = new EnumMap<>(RoleType.class);
        for (RoleType role : Settings.ROLES) {
            lifetimes.put(role, Duration.ofSeconds(seconds.integer(role.text(), 1)));
        }
        return lifetimes;
    }

    private static Policy readPolicy(StoredJson json) throws IOException {
        Policy policy = Policy.DEFAULT;
        if (has(json.child("lifetimes"), "bins")) {
            policy = policy.withBinLifetime(
                    Duration.ofSeconds(json.child("lifetimes").integer("bins", 1)));
        }
        if (has(json, "delegated_lifetimes")) {
            StoredJson seconds = json.child("delegated_lifetimes");
            for (String role : seconds.object().toMap().keySet()) {
                policy = policy.withDelegatedLifetime(role, Duration.ofSeconds(seconds.integer(role, 1)));
            }
        }
        if (has(json, "renew_at")) {
            StoredJson percent = json.child("renew_at");
            requireKnown(percent, "renew_at.", LIFETIMES);
            for (Policy.Renewal kind : Policy.Renewal.values()) {
                if (has(percent, kind.text())) {
                    policy = policy.withRenewAt(kind, (int) percent.integer(kind.text(), 1, MOST_PERCENT));
                }
            }
        }
        if (has(json, "key_schemes")) {
            policy = policy.withKeySchemes(schemes(json.strings("key_schemes")));
        }
        if (has(json, "target_paths")) {
            StoredJson paths = json.child("target_paths");
            requireKnown(paths, "target_paths.", PATHS);
            policy = policy.withTargetPaths(new PathRules(texts(paths, "allowed"), texts(paths, "refused")));
        }
        if (has(json, "gc")) {
            StoredJson seconds = json.child("gc");
            requireKnown(seconds, "gc.", GRACES);
            policy = policy.withGraces(new Graces(
                    seconds(seconds, "grace", policy.graces().metadata()),
                    seconds(seconds, "targets_grace", policy.graces().targets())));
        }
        return has(json, "replace") ? policy.withReplacing(Policy.Replacing.named(json.string("replace"))) : policy;
    }

    /** The schemes of these names. */
    static Set<SignatureScheme> schemes(List<String> names) {
        Set<SignatureScheme> schemes = EnumSet.noneOf(SignatureScheme.class);
        for (String name : names) {
            schemes.add(scheme(name));
        }
        return schemes;
    }

    private static SignatureScheme scheme(String name) {
        List<String> known = new ArrayList<>();
        for (SignatureScheme scheme : SignatureScheme.values()) {
            if (scheme.text().equals(name)) {
                return scheme;
            }
            known.add(scheme.text());
        }
        throw new IllegalArgumentException("key scheme: expected a known one, got \"%s\"; the nearest is %s"
                .formatted(Printable.of(name), Nearest.to(name, known)));
    }

    private static List<String> texts(StoredJson json, String name) throws IOException {
        return has(json, name) ? json.strings(name) : List.of();
    }

    private static Duration seconds(StoredJson json, String name, Duration usual) throws IOException {
        return has(json, name) ? Duration.ofSeconds(json.integer(name, 0)) : usual;
    }

    private static boolean has(StoredJson json, String name) {
        return json.object().member(name).isPresent();
    }

    private static void requireKnown(StoredJson json, String prefix, Set<String> known) throws IOException {
        for (String name : json.object().toMap().keySet()) {
            if (!known.contains(name)) {
                throw new IOException("%s: expected known members, got \"%s%s\"; the nearest is \"%s%s\""
                        .formatted(json.file(), prefix, Printable.of(name), prefix, Nearest.to(name, known)));
            }
        }
    }

    static byte[] write(Settings settings) {
        Map<String, JsonValue> lifetimes = new TreeMap<>();
        settings.lifetimes().forEach((role, lifetime) -> lifetimes.put(role.text(), seconds(lifetime)));
        Policy policy = settings.policy();
        lifetimes.put("bins", seconds(policy.binLifetime()));
        Map<String, JsonValue> delegated = new TreeMap<>();
        policy.delegatedLifetimes().forEach((role, lifetime) -> delegated.put(role, seconds(lifetime)));
        Map<String, JsonValue> renewAt = new TreeMap<>();
        policy.renewAt().forEach((kind, percent) -> renewAt.put(kind.text(), JsonInteger.of(percent)));
        Map<String, JsonValue> all = new TreeMap<>();
        all.put("lifetimes", JsonObject.of(lifetimes));
        all.put("delegated_lifetimes", JsonObject.of(delegated));
        all.put("renew_at", JsonObject.of(renewAt));
        all.put(
                "key_schemes",
                strings(policy.keySchemes().stream().map(SignatureScheme::text).toList()));
        all.put(
                "target_paths",
                JsonObject.of(Map.of(
                        "allowed", strings(policy.targetPaths().allowed()),
                        "refused", strings(policy.targetPaths().refused()))));
        all.put("replace", JsonString.of(policy.replacing().text()));
        all.put(
                "gc",
                JsonObject.of(Map.of(
                        "grace",
                        seconds(policy.graces().metadata()),
                        "targets_grace",
                        seconds(policy.graces().targets()))));
        all.put("bridge", seconds(settings.bridge()));
        all.put("clock_jump", seconds(settings.clockJump()));
        all.put("key_iterations", JsonInteger.of(settings.keyIterations()));
        return JsonText.bytes(JsonObject.of(all));
    }

    private static JsonInteger seconds(Duration duration) {
        return JsonInteger.of(duration.toSeconds());
    }

    private static JsonArray strings(List<String> texts) {
        return JsonArray.of(texts.stream().map(JsonString::of).toList());
    }
}
