package dev.tufa.tuf.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.refusal.TrustException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("TUF §4.4 METAFILES")
class SnapshotTest {
    private static final Instant EXPIRES = Instant.parse("2030-01-01T00:00:00Z");

    private static Snapshot read(Snapshot written) throws TrustException {
        return Metadata.readSnapshot(Metadata.of(written, Map.of()).toBytes(), JsonLimits.DEFAULT)
                .signed();
    }

    private static Map<String, MetaFile> entries(Random random) {
        Map<String, MetaFile> entries = new HashMap<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            long version = 1L + random.nextInt(3);
            entries.put(
                    "r%d.json".formatted(random.nextInt(12)),
                    random.nextBoolean()
                            ? MetaFile.of(version)
                            : MetaFile.of(version, random.nextInt(2), Hashes.ofSha256("0a")));
        }
        return entries;
    }

    @Test
    void areWhatWasWritten() throws TrustException {
        for (int seed = 0; seed < 200; seed++) {
            Map<String, MetaFile> entries = entries(new Random(seed));
            Snapshot read = read(new Snapshot(Header.of(3, EXPIRES), entries));

            assertThat(read.meta()).isEqualTo(entries);
            assertThat(read.files()).containsExactlyInAnyOrderElementsOf(entries.keySet());
            entries.forEach((file, entry) -> assertThat(read.find(file)).contains(entry));
            assertThat(read.find("r99.json")).isEmpty();
            assertThat(read.meta()).doesNotContainKey("r99.json");
            assertThat(read).isEqualTo(new Snapshot(Header.of(3, EXPIRES), new LinkedHashMap<>(entries)));
        }
    }

    @Test
    void ofTheNextSnapshotAreTheSameButForThoseThatChanged() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<String, MetaFile> entries = entries(random);
            Map<String, MetaFile> changed = entries(random);
            Snapshot first = new Snapshot(Header.of(3, EXPIRES), entries);
            Map<String, MetaFile> all = new HashMap<>(entries);
            all.putAll(changed);

            Snapshot next = first.next(Header.of(4, EXPIRES), changed);

            assertThat(next).isEqualTo(new Snapshot(Header.of(4, EXPIRES), all));
            assertThat(first.meta()).isEqualTo(entries);
            assertThat(first.filesNotIn(next))
                    .allSatisfy(file -> assertThat(changed).containsKey(file))
                    .containsExactlyInAnyOrderElementsOf(entries.keySet().stream()
                            .filter(file -> !Objects.equals(all.get(file), entries.get(file)))
                            .toList());
        }
    }
}
