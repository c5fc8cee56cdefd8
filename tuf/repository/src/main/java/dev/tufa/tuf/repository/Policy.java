package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.refusal.Printable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a repository's owner has decided beyond the lifetimes of top-level roles; a part of {@link Settings}.
 *
 * @param delegatedLifetimes from signing to expiry, of delegated roles by name, or of hash bins as a whole such as {@code bin-*};
 *     other delegated roles live as long as targets
 * @param binLifetime of hash bins that are not named there
 * @param renewAt how many percent of its life a role has used when it is signed again
 * @param keySchemes what new keys may be
 * @param targetPaths which paths may be added
 * @param replacing what happens when a path is added again with other content
 * @param graces how long files stay that nothing names any more
 */
public record Policy(
        Map<String, Duration> delegatedLifetimes,
        Duration binLifetime,
        Map<Renewal, Integer> renewAt,
        Set<SignatureScheme> keySchemes,
        PathRules targetPaths,
        Replacing replacing,
        Graces graces) {
    private static final int MOST_PERCENT = 99;

    /** Bins live a year; timestamps are signed again with a quarter of their life used, roots with three; all schemes and paths. */
    public static final Policy DEFAULT = new Policy(
            Map.of(),
            Duration.ofDays(365),
            Map.of(),
            EnumSet.allOf(SignatureScheme.class),
            PathRules.NONE,
            Replacing.WHEN_ASKED,
            Graces.DEFAULT);

    public Policy {
        delegatedLifetimes = Collections.unmodifiableMap(new TreeMap<>(delegatedLifetimes));
        delegatedLifetimes.forEach((role, lifetime) -> Settings.requireLifetime(Printable.of(role), lifetime));
        Settings.requireLifetime("bins", binLifetime);
        EnumMap<Renewal, Integer> all = new EnumMap<>(Renewal.class);
        for (Renewal renewal : Renewal.values()) {
            all.put(renewal, renewal.percent());
        }
        all.putAll(renewAt);
        all.forEach((renewal, percent) -> {
            if (percent < 1 || percent > MOST_PERCENT) {
                throw new IllegalArgumentException("renewal of %s: expected 1 to %d percent, got %d"
                        .formatted(renewal.text(), MOST_PERCENT, percent));
            }
        });
        renewAt = Collections.unmodifiableMap(all);
        if (keySchemes.isEmpty()) {
            throw new IllegalArgumentException("key schemes: expected at least one, got none");
        }
        keySchemes = Collections.unmodifiableSet(EnumSet.copyOf(keySchemes));
    }

    int renewAt(Renewal kind) {
        return renewAt.getOrDefault(kind, kind.percent());
    }

    void requireAllowed(KeyRequest keys) throws ChangeRefusedException {
        if (!keySchemes.contains(keys.scheme())) {
            throw new ChangeRefusedException("key scheme: expected one of %s, as %s says, got %s"
                    .formatted(
                            keySchemes.stream().map(SignatureScheme::text).collect(Collectors.joining(", ")),
                            Layout.SETTINGS,
                            keys.scheme().text()));
        }
    }

    /** The same policy with a lifetime for a delegated role. */
    public Policy withDelegatedLifetime(String role, Duration lifetime) {
        Map<String, Duration> changed = new TreeMap<>(delegatedLifetimes);
        changed.put(role, lifetime);
        return new Policy(changed, binLifetime, renewAt, keySchemes, targetPaths, replacing, graces);
    }

    /** The same policy in which a delegated role lives as long as others. */
    public Policy withoutDelegatedLifetime(String role) {
        Map<String, Duration> changed = new TreeMap<>(delegatedLifetimes);
        changed.remove(role);
        return new Policy(changed, binLifetime, renewAt, keySchemes, targetPaths, replacing, graces);
    }

    /** The same policy with another lifetime of hash bins. */
    public Policy withBinLifetime(Duration lifetime) {
        return new Policy(delegatedLifetimes, lifetime, renewAt, keySchemes, targetPaths, replacing, graces);
    }

    /** The same policy with another time at which roles of a kind are signed again. */
    public Policy withRenewAt(Renewal kind, int percent) {
        Map<Renewal, Integer> changed = new EnumMap<>(renewAt);
        changed.put(kind, percent);
        return new Policy(delegatedLifetimes, binLifetime, changed, keySchemes, targetPaths, replacing, graces);
    }

    /** The same policy with other schemes of new keys. */
    public Policy withKeySchemes(Set<SignatureScheme> schemes) {
        return new Policy(delegatedLifetimes, binLifetime, renewAt, schemes, targetPaths, replacing, graces);
    }

    /** The same policy with other rules for paths. */
    public Policy withTargetPaths(PathRules rules) {
        return new Policy(delegatedLifetimes, binLifetime, renewAt, keySchemes, rules, replacing, graces);
    }

    /** The same policy with another answer to paths that are taken. */
    public Policy withReplacing(Replacing newReplacing) {
        return new Policy(delegatedLifetimes, binLifetime, renewAt, keySchemes, targetPaths, newReplacing, graces);
    }

    /** The same policy with other graces. */
    public Policy withGraces(Graces newGraces) {
        return new Policy(delegatedLifetimes, binLifetime, renewAt, keySchemes, targetPaths, replacing, newGraces);
    }

    /** The kinds of roles that are signed again at different times of their life. */
    public enum Renewal {
        ROOT("root", 75),
        TARGETS("targets", 50),
        SNAPSHOT("snapshot", 50),
        TIMESTAMP("timestamp", 25),
        BINS("bins", 50);

        private final String text;
        private final int percent;

        Renewal(String text, int percent) {
            this.text = text;
            this.percent = percent;
        }

        /** Its name in settings; {@code targets} goes for delegated roles as well. */
        public String text() {
            return text;
        }

        /** How many percent of their life such roles use if nothing else is said. */
        int percent() {
            return percent;
        }
    }

    /** What happens when a path is added again with other content. */
    public enum Replacing {
        /** It is refused, unless whoever adds it asks for a replacement. */
        WHEN_ASKED("when-asked"),
        /** It is refused. */
        NEVER("never"),
        /** It replaces what is there. */
        ALWAYS("always");

        private final String text;

        Replacing(String text) {
            this.text = text;
        }

        /** Its name in settings. */
        public String text() {
            return text;
        }

        static Replacing named(String text) {
            return Arrays.stream(values())
                    .filter(value -> value.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "replace: expected when-asked, never or always, got \"%s\"".formatted(Printable.of(text))));
        }
    }
}
