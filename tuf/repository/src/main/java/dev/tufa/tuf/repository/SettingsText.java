package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings as lines of {@code KEY=VALUE}, as people read and write them. */
final class SettingsText {
    private static final String LIFETIME = "lifetime.";
    private static final String RENEW = "renew-at.";
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;
    private static final long SECONDS_PER_DAY = 86_400;

    private SettingsText() {}

    /** All settings, in the order of the guide. */
    static Map<String, String> lines(Settings settings) {
        Map<String, String> lines = new LinkedHashMap<>();
        Policy policy = settings.policy();
        for (RoleType role : Settings.ROLES) {
            lines.put(LIFETIME + role.text(), text(settings.lifetime(role)));
        }
        lines.put(LIFETIME + "bins", text(policy.binLifetime()));
        policy.delegatedLifetimes().forEach((role, lifetime) -> lines.put(LIFETIME + role, text(lifetime)));
        policy.renewAt().forEach((kind, percent) -> lines.put(RENEW + kind.text(), percent + "%"));
        lines.put(
                "key-schemes",
                policy.keySchemes().stream().map(SignatureScheme::text).collect(Collectors.joining(",")));
        lines.put("paths.allowed", String.join(" ", policy.targetPaths().allowed()));
        lines.put("paths.refused", String.join(" ", policy.targetPaths().refused()));
        lines.put("replace", policy.replacing().text());
        lines.put("gc.grace", text(policy.graces().metadata()));
        lines.put("gc.targets-grace", text(policy.graces().targets()));
        lines.put("bridge", text(settings.bridge()));
        lines.put("clock-jump", text(settings.clockJump()));
        lines.put("key-iterations", String.valueOf(settings.keyIterations()));
        return lines;
    }

    /** The same settings with one line changed; no text for a delegated role's lifetime means none of its own. */
    static Settings with(Settings settings, String key, String value) {
        Policy policy = settings.policy();
        if (key.startsWith(LIFETIME)) {
            return withLifetime(settings, key.substring(LIFETIME.length()), value);
        }
        for (Policy.Renewal kind : Policy.Renewal.values()) {
            if (key.equals(RENEW + kind.text())) {
                return settings.withPolicy(policy.withRenewAt(kind, percent(key, value)));
            }
        }
        return switch (key) {
            case "key-schemes" ->
                settings.withPolicy(policy.withKeySchemes(SettingsJson.schemes(List.of(value.split(",", -1)))));
            case "paths.allowed" ->
                settings.withPolicy(policy.withTargetPaths(
                        new PathRules(words(value), policy.targetPaths().refused())));
            case "paths.refused" ->
                settings.withPolicy(policy.withTargetPaths(
                        new PathRules(policy.targetPaths().allowed(), words(value))));
            case "replace" -> settings.withPolicy(policy.withReplacing(Policy.Replacing.named(value)));
            case "gc.grace" ->
                settings.withPolicy(policy.withGraces(
                        new Graces(duration(key, value), policy.graces().targets())));
            case "gc.targets-grace" ->
                settings.withPolicy(policy.withGraces(new Graces(policy.graces().metadata(), duration(key, value))));
            case "bridge" -> settings.withBridge(duration(key, value));
            case "clock-jump" -> settings.withClockJump(duration(key, value));
            case "key-iterations" -> settings.withKeyIterations(number(key, value));
            default ->
                throw new IllegalArgumentException("setting: expected a known one, got \"%s\"; the nearest is %s"
                        .formatted(
                                Printable.of(key),
                                Nearest.to(key, new ArrayList<>(lines(settings).keySet()))));
        };
    }

    private static Settings withLifetime(Settings settings, String name, String value) {
        Policy policy = settings.policy();
        for (RoleType role : Settings.ROLES) {
            if (role.text().equals(name)) {
                return settings.withLifetime(role, duration(LIFETIME + name, value));
            }
        }
        if (name.equals("bins")) {
            return settings.withPolicy(policy.withBinLifetime(duration(LIFETIME + name, value)));
        }
        if (value.isEmpty()) {
            return settings.withPolicy(policy.withoutDelegatedLifetime(name));
        }
        return settings.withPolicy(policy.withDelegatedLifetime(name, duration(LIFETIME + name, value)));
    }

    private static List<String> words(String value) {
        return value.isBlank() ? List.of() : List.of(value.strip().split("\\s+", -1));
    }

    private static int percent(String key, String value) {
        return number(key, value.endsWith("%") ? value.substring(0, value.length() - 1) : value);
    }

    private static int number(String key, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: expected a number, got \"%s\"".formatted(key, Printable.of(value)), e);
        }
    }

    /** A time such as {@code 30d}, {@code 12h}, {@code 90m} or {@code 45s}. */
    private static Duration duration(String key, String value) {
        try {
            int last = value.length() - 1;
            long number = Integer.parseUnsignedInt(value.substring(0, Math.max(0, last)));
            return Duration.ofSeconds(Math.multiplyExact(number, unit(value.charAt(last))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "%s: expected a time such as 30d, 12h, 90m or 45s, got \"%s\""
                            .formatted(Printable.of(key), Printable.of(value)),
                    e);
        }
    }

    private static long unit(char letter) {
        return switch (letter) {
            case 'd' -> SECONDS_PER_DAY;
            case 'h' -> SECONDS_PER_HOUR;
            case 'm' -> SECONDS_PER_MINUTE;
            case 's' -> 1;
            default -> throw new IllegalArgumentException("unit: expected d, h, m or s, got " + letter);
        };
    }

    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        for (char letter : "dhm".toCharArray()) {
            if (seconds > 0 && seconds % unit(letter) == 0) {
                return seconds / unit(letter) + String.valueOf(letter);
            }
        }
        return seconds + "s";
    }
}
