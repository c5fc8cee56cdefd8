package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What could be better about how long metadata lives (TUF 1.0.34 §6.1, §5.4.4). */
final class LifetimeFindings {
    /** Shortest and longest good lifetime in days. */
    private static final Map<RoleType, List<Integer>> GOOD = Map.of(
            RoleType.ROOT, List.of(90, 400),
            RoleType.TARGETS, List.of(30, 400),
            RoleType.SNAPSHOT, List.of(1, 400),
            RoleType.TIMESTAMP, List.of(1, 8));

    private static final int GOOD_BIN_DAYS = 90;

    private final Settings settings;
    private final Instant now;
    private final List<Finding> found = new ArrayList<>();

    private LifetimeFindings(Settings settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    static List<Finding> of(Evidence evidence, Instant now) {
        LifetimeFindings findings = new LifetimeFindings(evidence.settings(), now);
        findings.settings();
        findings.published(RoleType.ROOT, evidence.root());
        findings.published(RoleType.TIMESTAMP, evidence.timestamp());
        findings.published(RoleType.SNAPSHOT, evidence.snapshot());
        for (Evidence.Role role : evidence.roles()) {
            findings.alive(role.name(), role.expires(), role.due());
        }
        return findings.found;
    }

    private void settings() {
        for (RoleType role : Settings.ROLES) {
            long days = settings.lifetime(role).toDays();
            List<Integer> good = GOOD.getOrDefault(role, List.of(0, Integer.MAX_VALUE));
            if (days < good.get(0)) {
                add(
                        "lifetime-too-short",
                        Severity.WARNING,
                        "%s lives %d days, less than %d".formatted(role.text(), days, good.get(0)),
                        "a short outage of whoever signs it stops all clients",
                        set(role.text(), good.get(0)));
            }
            if (days > good.get(1)) {
                add(
                        "lifetime-too-long",
                        Severity.WARNING,
                        "%s lives %d days, more than %d".formatted(role.text(), days, good.get(1)),
                        "for so long, clients that are shown old metadata do not notice",
                        set(role.text(), good.get(1)));
            }
        }
        if (settings.policy().binLifetime().toDays() < GOOD_BIN_DAYS) {
            add(
                    "bins-too-short",
                    Severity.HINT,
                    "hash bins live %d days"
                            .formatted(settings.policy().binLifetime().toDays()),
                    "every time they are signed again all clients download them again; the timestamp alone keeps fresh",
                    set("bins", 365));
        }
    }

    private void published(RoleType type, Signed published) {
        alive(type.text(), published.expires(), settings.isDue(type, published.expires(), now));
        Duration left = Duration.between(now, published.expires());
        if (left.compareTo(settings.lifetime(type)) > 0) {
            add(
                    "longer-than-policy",
                    Severity.HINT,
                    "%s is good for %d days, more than the policy's %d"
                            .formatted(
                                    type.text(),
                                    left.toDays(),
                                    settings.lifetime(type).toDays()),
                    "what was signed before a policy was made keeps its own expiry",
                    "tufa repo publish --renew DIR");
        }
    }

    private void alive(String role, Instant expires, boolean due) {
        String name = Printable.of(role);
        if (!expires.isAfter(now)) {
            add(
                    "expired",
                    Severity.ERROR,
                    "%s expired at %s".formatted(name, expires),
                    "clients refuse it",
                    "tufa repo refresh --once DIR");
        } else if (due) {
            add(
                    "expires-soon",
                    Severity.WARNING,
                    "%s expires at %s and is due to be signed again".formatted(name, expires),
                    "when it has expired, clients refuse it",
                    "tufa repo refresh --once DIR");
        }
    }

    private static String set(String role, int days) {
        return "tufa repo policy DIR set lifetime.%s=%dd".formatted(role, days);
    }

    private void add(String code, Severity severity, String what, String why, String advice) {
        found.add(new Finding(code, severity, what, why, advice));
    }
}
