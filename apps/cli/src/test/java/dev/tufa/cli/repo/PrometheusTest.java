package dev.tufa.cli.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The state for Prometheus")
class PrometheusTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);
    private static final String ODD = "/srv/a \"b\"\\c\nd{e},f=1";

    private static Status.RoleStatus role(String name, long expires, Optional<String> bins) {
        return new Status.RoleStatus(
                name,
                "root",
                7,
                Instant.ofEpochSecond(expires),
                3,
                2,
                List.of(
                        key(Status.KeyUse.ACTIVE, Status.PrivateKeyPlace.HERE),
                        key(Status.KeyUse.ACTIVE, Status.PrivateKeyPlace.ELSEWHERE),
                        key(Status.KeyUse.ACTIVE, Status.PrivateKeyPlace.ELSEWHERE),
                        key(Status.KeyUse.RETIRING, Status.PrivateKeyPlace.HERE)),
                bins);
    }

    private static Status.KeyStatus key(Status.KeyUse use, Status.PrivateKeyPlace place) {
        return new Status.KeyStatus("id", "ed25519", use, place);
    }

    private static Status status(Status.Publication publication) {
        List<Status.RoleStatus> roles = new ArrayList<>(List.of(role("root", 2_000_000_000, Optional.empty())));
        for (int bin = 0; bin < 1000; bin++) {
            roles.add(role("bin-%03x".formatted(bin), 2_000_000_500 - bin, Optional.of("bin-*")));
        }
        return new Status(
                roles,
                List.of(new Change.RemoveTarget("targets", "a")),
                Optional.of(Instant.ofEpochSecond(1_899_999_999)),
                publication,
                Optional.empty());
    }

    @Test
    void isReadByTheRulesOfItsFormat() {
        Exposition read = Exposition.parse(PrometheusText.of(ODD, status(Status.Publication.INTERRUPTED), NOW));
        Map<String, String> root = Map.of("repo", ODD, "role", "root");
        assertThat(read.value("tuf_role_expires_seconds", root)).isEqualTo(2_000_000_000);
        assertThat(read.value("tuf_role_version", root)).isEqualTo(7);
        assertThat(read.value("tuf_role_targets", root)).isEqualTo(3);
        assertThat(read.value("tuf_role_threshold", root)).isEqualTo(2);
        assertThat(read.value("tuf_role_keys", Map.of("repo", ODD, "role", "root", "place", "here")))
                .isEqualTo(1);
        assertThat(read.value("tuf_role_keys", Map.of("repo", ODD, "role", "root", "place", "elsewhere")))
                .isEqualTo(2);
        Map<String, String> all = Map.of("repo", ODD);
        assertThat(read.value("tuf_staged_changes", all)).isEqualTo(1);
        assertThat(read.value("tuf_publication_interrupted", all)).isEqualTo(1);
        assertThat(read.value("tuf_last_publication_seconds", all)).isEqualTo(1_899_999_999);
        assertThat(read.value("tuf_status_seconds", all)).isEqualTo(1_900_000_000);
    }

    @Test
    void sumsHashBinsUp() {
        String text = PrometheusText.of("r", status(Status.Publication.IDLE), NOW);
        Exposition read = Exposition.parse(text);
        Map<String, String> bins = Map.of("repo", "r", "bins", "bin-*");
        assertThat(read.value("tuf_bins_count", bins)).isEqualTo(1000);
        assertThat(read.value("tuf_bins_targets", bins)).isEqualTo(3000);
        assertThat(read.value("tuf_bins_expires_seconds", bins)).isEqualTo(2_000_000_500 - 999);
        assertThat(text.lines().count()).isLessThan(50);
        assertThat(read.value("tuf_publication_interrupted", Map.of("repo", "r")))
                .isZero();
    }

    /** See the reader refuse, before it is trusted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# HELP a b\n# TYPE a gauge\na{x=\"1\"} 1",
                "# TYPE a gauge\na{x=\"1\"} 1\n",
                "a{x=\"1\"} 1\n",
                "# HELP a b\n# TYPE a gauge\na{x=\"1\"} 1\na{x=\"1\"} 2\n",
                "# HELP a b\n# TYPE a gauge\na{x=\"\\t\"} 1\n",
                "# HELP a b\n# TYPE a gauge\na{1x=\"1\"} 1\n",
                "# HELP a b\n# TYPE a gauge\na{x=\"1\"} one\n",
                "# HELP a b\n# TYPE a gauge\n# HELP b b\n# TYPE b gauge\na{x=\"1\"} 1\n",
            })
    void isNotReadWhenItIsWrong(String text) {
        assertThatThrownBy(() -> Exposition.parse(text)).isInstanceOf(RuntimeException.class);
    }
}
