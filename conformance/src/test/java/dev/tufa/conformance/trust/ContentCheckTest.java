package dev.tufa.conformance.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.trust.ContentCheck;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TUF §5.7.3 length and hashes of a target")
class ContentCheckTest {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private static String hex(HashFunction function, byte[] bytes) {
        return HexFormat.of().formatHex(function.newDigest().digest(bytes));
    }

    private static TargetFile target(long length, Map<String, String> hashes) {
        return TargetFile.of("dir/file", length, new Hashes(hashes));
    }

    private static TargetFile target() {
        return target(CONTENT.length, Map.of("sha256", hex(HashFunction.SHA256, CONTENT)));
    }

    private static void check(TargetFile target, byte[]... pieces) throws IntegrityException {
        ContentCheck check = ContentCheck.of(target);
        for (byte[] piece : pieces) {
            check.update(piece, 0, piece.length);
        }
        check.finish();
    }

    @Test
    void theRightContentIsAccepted() {
        assertThatCode(() -> check(target(), CONTENT)).doesNotThrowAnyException();
    }

    @Test
    void itMayComeInPieces() {
        assertThatCode(() -> check(target(), new byte[0], "con".getBytes(UTF_8), "tent".getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    @Test
    void aPieceMayBePartOfAnArray() throws IntegrityException {
        ContentCheck check = ContentCheck.of(target());
        check.update("xxcontentyy".getBytes(UTF_8), 2, 7);
        check.finish();
    }

    @Test
    void oneByteTooFewIsRefused() {
        assertThatThrownBy(() -> check(target(), "conten".getBytes(UTF_8)))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("dir/file: length: expected 7, got 6");
    }

    @Test
    void oneByteTooManyIsRefusedAtOnce() throws IntegrityException {
        ContentCheck check = ContentCheck.of(target());
        check.update(CONTENT, 0, CONTENT.length);
        assertThatThrownBy(() -> check.update(CONTENT, 0, 1))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("dir/file: length: expected 7, got at least 8");
    }

    @Test
    void otherContentOfTheSameLengthIsRefused() {
        byte[] other = "CONTENT".getBytes(UTF_8);
        assertThatThrownBy(() -> check(target(), other))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("dir/file: sha256: expected %s, got %s"
                        .formatted(hex(HashFunction.SHA256, CONTENT), hex(HashFunction.SHA256, other)));
    }

    @Test
    void anEmptyTargetIsATarget() {
        TargetFile empty = target(0, Map.of("sha256", hex(HashFunction.SHA256, new byte[0])));
        assertThatCode(() -> check(empty)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(empty, new byte[1])).hasMessage("dir/file: length: expected 0, got at least 1");
    }

    @ParameterizedTest
    @EnumSource
    void everyHashThatIsListedHasToMatch(HashFunction function) {
        HashFunction other = function == HashFunction.SHA256 ? HashFunction.SHA512 : HashFunction.SHA256;
        String right = hex(function, CONTENT);
        String wrong = right.replaceFirst("^.", right.startsWith("0") ? "1" : "0");
        Map<String, String> both = Map.of(function.text(), right, other.text(), hex(other, CONTENT));
        assertThatCode(() -> check(target(7, both), CONTENT)).doesNotThrowAnyException();
        Map<String, String> oneWrong = Map.of(function.text(), wrong, other.text(), hex(other, CONTENT));
        assertThatThrownBy(() -> check(target(7, oneWrong), CONTENT))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("dir/file: %s: expected %s, got %s".formatted(function.text(), wrong, right));
    }

    @Test
    void hexInUpperCaseIsAccepted() {
        String upper = hex(HashFunction.SHA256, CONTENT).toUpperCase(Locale.ROOT);
        assertThatCode(() -> check(target(7, Map.of("sha256", upper)), CONTENT)).doesNotThrowAnyException();
    }

    @Test
    void anUnknownHashBesideAKnownOneIsIgnored() {
        Map<String, String> hashes = Map.of("sha256", hex(HashFunction.SHA256, CONTENT), "md5", "00");
        assertThatCode(() -> check(target(7, hashes), CONTENT)).doesNotThrowAnyException();
    }

    @Test
    void unknownHashesAloneAreRefusedBeforeAnyContent() {
        assertThatThrownBy(() -> ContentCheck.of(target(7, Map.of("md5", "00", "SHA256", "00"))))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("dir/file: hashes: expected a known hash function, got only SHA256, md5");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 62, 63})
    void aHashCutShortIsRefused(int digits) {
        String cut = hex(HashFunction.SHA256, CONTENT).substring(0, digits);
        assertThatThrownBy(() -> check(target(7, Map.of("sha256", cut)), CONTENT))
                .isInstanceOf(IntegrityException.class);
    }
}
