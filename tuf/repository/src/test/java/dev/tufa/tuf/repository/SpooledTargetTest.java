package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpooledTargetTest {
    private static final SpooledTarget PLAIN =
            new SpooledTarget("bin-0", TargetFile.of("a/\u00e4\ud83d\ude00", 0, Hashes.ofSha256("ab".repeat(32))));
    private static final SpooledTarget FULL = new SpooledTarget(
            "targets",
            new TargetFile(
                    "full",
                    Long.MAX_VALUE,
                    new Hashes(Map.of("sha256", "AB".repeat(32), "sha512", "cd".repeat(64))),
                    Optional.of(JsonObject.of(Map.of("x", JsonString.of("line\n")))),
                    JsonObject.of(Map.of("later", JsonString.of("\"")))));
    private static final SpooledTarget EMPTY_CUSTOM = new SpooledTarget(
            "targets", new TargetFile("x", 1, Hashes.ofSha256("00"), Optional.of(JsonObject.EMPTY), JsonObject.EMPTY));

    private static byte[] written(List<SpooledTarget> targets) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (SpooledTarget target : targets) {
                target.writeTo(out);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(written(List.of(PLAIN, FULL, EMPTY_CUSTOM, PLAIN))));
        assertThat(SpooledTarget.read(in)).isEqualTo(PLAIN);
        assertThat(SpooledTarget.read(in)).isEqualTo(FULL);
        assertThat(SpooledTarget.read(in)).isEqualTo(EMPTY_CUSTOM);
        assertThat(SpooledTarget.read(in)).isEqualTo(PLAIN);
        assertThat(in.available()).isZero();
    }

    @Test
    void thatWasCutShortIsNotRead() throws IOException {
        byte[] whole = written(List.of(PLAIN));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole, 0, whole.length - 1));
        assertThatThrownBy(() -> SpooledTarget.read(in)).isInstanceOf(EOFException.class);
    }
}
