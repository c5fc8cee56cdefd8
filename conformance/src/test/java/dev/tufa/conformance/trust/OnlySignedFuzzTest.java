package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestMetadata.aDelegatedTargets;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tufa.conformance.json.NaiveJson;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come to a stage, it trusts what was signed, or refuses. */
class OnlySignedFuzzTest {
    private static final int SEEDS = 2_000;
    private static final int MOST_EDITS = 8;
    private static final List<Place> PLACES = places();

    static Stream<byte[]> seeds() {
        return IntStream.range(0, SEEDS).mapToObj(seed -> {
            byte[] script = new byte[4 + seed % 24];
            new Random(seed).nextBytes(script);
            return script;
        });
    }

    /** Takes a script: which stage, how many edits, the edits, and perhaps a document of its own. */
    @MethodSource("seeds")
    @FuzzTest // has to be the last annotation
    void isTrusted(byte[] bytes) {
        Script script = new Script(ByteBuffer.wrap(bytes));
        Place place = PLACES.get(script.upTo(PLACES.size() - 1));
        byte[] offered = place.signed;
        for (int edits = script.upTo(MOST_EDITS); edits > 0; edits--) {
            offered = edited(offered, script);
        }
        if (script.upTo(15) == 15) {
            offered = script.rest();
        }
        try {
            place.stage.offer(offered);
        } catch (TrustException e) {
            assertThat(e).message().startsWith(place.file + ": ").doesNotContainPattern("\\p{Cntrl}");
            return;
        }
        assertThat(NaiveJson.canonicalMember(offered, "signed", JsonLimits.DEFAULT))
                .isEqualTo(NaiveJson.canonicalMember(place.signed, "signed", JsonLimits.DEFAULT));
    }

    /** Replaces some bytes by others, of the document itself or new. */
    private static byte[] edited(byte[] bytes, Script script) {
        int from = script.upTo(bytes.length);
        int to = Math.min(bytes.length, from + script.upTo(40));
        byte[] between;
        if (script.upTo(1) == 0) {
            int copyFrom = script.upTo(bytes.length);
            between = Arrays.copyOfRange(bytes, copyFrom, Math.min(bytes.length, copyFrom + script.upTo(300)));
        } else {
            between = script.take(script.upTo(20));
        }
        byte[] edited = new byte[bytes.length - (to - from) + between.length];
        System.arraycopy(bytes, 0, edited, 0, from);
        System.arraycopy(between, 0, edited, from, between.length);
        System.arraycopy(bytes, to, edited, from + between.length, bytes.length - to);
        return edited;
    }

    private static List<Place> places() {
        try {
            byte[] targets = aTargets()
                    .target("dir/file", "content")
                    .delegate(aDelegation("project").paths("*", "dir/*").with("x", "null"))
                    .build();
            byte[] project = aDelegatedTargets("project").succinct(8, "bin", 1).build();
            byte[] snapshot = aSnapshot()
                    .role("targets", 1)
                    .role("project", 1)
                    .with("x", "[9007199254740993,\"\\u0000\"]")
                    .build();
            byte[] timestamp = aTimestamp().build();
            RootStage root = Stages.rootStage();
            TimestampStage timestampStage = root.finish();
            SnapshotStage snapshotStage = timestampStage.accept(timestamp);
            TargetsStage targetsStage = snapshotStage.accept(snapshot);
            RoleAuthority delegated = targetsStage
                    .accept(targetsStage.topLevel(), targets)
                    .delegations()
                    .orElseThrow()
                    .covering("targets", TargetPath.of("dir/file"))
                    .get(0)
                    .authority();
            return List.of(
                    new Place("root.json", aRoot().version(2).build(), root::accept),
                    new Place("timestamp.json", timestamp, timestampStage::accept),
                    new Place("timestamp.json", timestamp, timestampStage::resume),
                    new Place("snapshot.json", snapshot, snapshotStage::accept),
                    new Place("snapshot.json", snapshot, snapshotStage::resume),
                    new Place("targets.json", targets, bytes -> targetsStage.accept(targetsStage.topLevel(), bytes)),
                    new Place("project.json", project, bytes -> targetsStage.accept(delegated, bytes)));
        } catch (TrustException e) {
            throw new AssertionError(e);
        }
    }

    /** Numbers and bytes from a buffer; zeros when it has ended. */
    private record Script(ByteBuffer buffer) {
        int upTo(int most) {
            int number = 0;
            for (int range = most; range > 0; range >>= Byte.SIZE) {
                number = (number << Byte.SIZE) + (buffer.hasRemaining() ? buffer.get() & 0xFF : 0);
            }
            return number % (most + 1);
        }

        byte[] take(int count) {
            byte[] bytes = new byte[Math.min(count, buffer.remaining())];
            buffer.get(bytes);
            return bytes;
        }

        byte[] rest() {
            return take(buffer.remaining());
        }
    }

    /** What one stage would trust, and the stage. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(String file, byte[] signed, Stage stage) {}

    @FunctionalInterface
    private interface Stage {
        void offer(byte[] bytes) throws TrustException;
    }
}
