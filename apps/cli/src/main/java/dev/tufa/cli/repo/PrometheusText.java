package dev.tufa.cli.repo;

import dev.tufa.tuf.repository.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A repository's state in Prometheus' text exposition format 0.0.4. Hash bins are summed up: there may be tens of thousands.
 */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder();
    private final String repo;

    private PrometheusText(String repo) {
        this.repo = repo;
    }

    /**
     * The state.
     *
     * @param repo the value of the label {@code repo}
     */
    static String of(String repo, Status status, Instant now) {
        PrometheusText metrics = new PrometheusText(repo);
        metrics.roles(
                status.roles().stream().filter(role -> role.bins().isEmpty()).toList());
        metrics.bins(BinsStatus.all(status));
        metrics.repository(status, now);
        return metrics.text.toString();
    }

    private void roles(List<Status.RoleStatus> roles) {
        family("tuf_role_expires_seconds", "When the role's metadata expires, in seconds since 1970.");
        roles.forEach(role -> sample(
                "tuf_role_expires_seconds",
                Map.of("role", role.name()),
                role.expires().getEpochSecond()));
        family("tuf_role_version", "The published version of the role.");
        roles.forEach(role -> sample("tuf_role_version", Map.of("role", role.name()), role.version()));
        family("tuf_role_targets", "How many targets the role describes.");
        roles.forEach(role -> sample("tuf_role_targets", Map.of("role", role.name()), role.targets()));
        family("tuf_role_threshold", "How many keys have to sign the role.");
        roles.forEach(role -> sample("tuf_role_threshold", Map.of("role", role.name()), role.threshold()));
        family("tuf_role_keys", "How many keys may sign the role, by where their private part is.");
        for (Status.RoleStatus role : roles) {
            for (Status.PrivateKeyPlace place : Status.PrivateKeyPlace.values()) {
                sample("tuf_role_keys", labels("role", role.name(), place), keys(role, place));
            }
        }
    }

    private void bins(List<BinsStatus> all) {
        if (all.isEmpty()) {
            return;
        }
        family("tuf_bins_expires_seconds", "When the first of the hash bins expires, in seconds since 1970.");
        all.forEach(bins -> sample(
                "tuf_bins_expires_seconds",
                Map.of("bins", bins.name()),
                bins.first().expires().getEpochSecond()));
        family("tuf_bins_count", "How many hash bins there are.");
        all.forEach(bins -> sample("tuf_bins_count", Map.of("bins", bins.name()), bins.count()));
        family("tuf_bins_targets", "How many targets the hash bins describe.");
        all.forEach(bins -> sample("tuf_bins_targets", Map.of("bins", bins.name()), bins.targets()));
        family("tuf_bins_keys", "How many keys may sign the hash bins, by where their private part is.");
        for (BinsStatus bins : all) {
            for (Status.PrivateKeyPlace place : Status.PrivateKeyPlace.values()) {
                sample("tuf_bins_keys", labels("bins", bins.name(), place), keys(bins.first(), place));
            }
        }
    }

    private void repository(Status status, Instant now) {
        family("tuf_staged_changes", "How many changes wait for the next publication.");
        sample("tuf_staged_changes", Map.of(), status.staged().size());
        family("tuf_publication_interrupted", "1 if a publication was begun and not ended.");
        sample("tuf_publication_interrupted", Map.of(), status.publication() == Status.Publication.INTERRUPTED ? 1 : 0);
        if (status.lastPublished().isPresent()) {
            family("tuf_last_publication_seconds", "When this folder last published, in seconds since 1970.");
            sample(
                    "tuf_last_publication_seconds",
                    Map.of(),
                    status.lastPublished().get().getEpochSecond());
        }
        family("tuf_status_seconds", "When this was written, in seconds since 1970.");
        sample("tuf_status_seconds", Map.of(), now.getEpochSecond());
    }

    private static long keys(Status.RoleStatus role, Status.PrivateKeyPlace place) {
        return role.keys().stream()
                .filter(key -> key.use() == Status.KeyUse.ACTIVE && key.place() == place)
                .count();
    }

    private static Map<String, String> labels(String name, String value, Status.PrivateKeyPlace place) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(name, value);
        labels.put("place", place == Status.PrivateKeyPlace.HERE ? "here" : "elsewhere");
        return labels;
    }

    private void family(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void sample(String name, Map<String, String> labels, long value) {
        text.append(name).append("{repo=\"").append(escape(repo)).append('"');
        labels.forEach((label, content) -> text.append(',')
                .append(label)
                .append("=\"")
                .append(escape(content))
                .append('"'));
        text.append("} ").append(value).append('\n');
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
