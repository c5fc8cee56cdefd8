package dev.tufa.tuf.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    private static final String EVIL = "a\u001b[31m\u202eb\n";
    private static final String SAFE = "a\ufffd[31m\ufffdb\ufffd";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "\t",
                "\n",
                "\r",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u009b",
                "\u00ad",
                "\u200b",
                "\u200e",
                "\u202a",
                "\u202e",
                "\u2028",
                "\u2029",
                "\u2066",
                "\ufeff",
                "\ue000",
                "\ud800",
                "\udc00",
                "\u0378",
                "\udb40\udc41"
            })
    void doesNotShow(String character) {
        assertThat(Printable.of("a" + character + "b")).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a/b", "\u00e9", "e\u0301", "\u4e2d", "\ud83d\ude00", "\u05d0", "\ufffd", "%", "\""})
    void shows(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void showsTwoHundredCharactersAndNotMore() {
        assertThat(Printable.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Printable.of("x".repeat(201))).isEqualTo("x".repeat(200) + "\u2026");
        assertThat(Printable.of("\ud83d\ude00".repeat(200))).isEqualTo("\ud83d\ude00".repeat(200));
        assertThat(Printable.of("\ud83d\ude00".repeat(201))).isEqualTo("\ud83d\ude00".repeat(200) + "\u2026");
    }

    /** Whatever of a message came from a document or the network. */
    @Test
    void everyRefusalIsSafeToShow() {
        List<TrustException> refusals = List.of(
                new MalformedMetadataException(EVIL, EVIL, "x", EVIL),
                new SpecVersionException(EVIL, EVIL),
                new SignatureException(EVIL, EVIL, 1, 0, EVIL),
                new RollbackException(EVIL, EVIL, 2, 1),
                new VersionMismatchException(EVIL, 2, 1),
                new ExpiredException(EVIL, Instant.EPOCH, Instant.EPOCH),
                new IntegrityException(EVIL, EVIL, EVIL, EVIL),
                new NotInSnapshotException(EVIL));
        for (TrustException refusal : refusals) {
            assertThat(refusal).message().startsWith(SAFE + ": ").matches("[\\x20-\\x7e\ufffd]*");
            assertThat(refusal.file()).isEqualTo(EVIL);
        }
    }

    @Test
    void everyRefusalCarriesItsFacts() {
        var signature = new SignatureException("f", "r", 2, 1, "");
        assertThat(signature).hasMessage("f: expected signatures by 2 distinct keys of role r, got 1");
        assertThat(signature.role()).isEqualTo("r");
        assertThat(signature.threshold()).isEqualTo(2);
        assertThat(signature.signers()).isEqualTo(1);
        assertThat(new SignatureException("f", "r", 2, 1, "why"))
                .hasMessage("f: expected signatures by 2 distinct keys of role r, got 1 (why)");

        var rollback = new RollbackException("f", "version", 3, 2);
        assertThat(rollback).hasMessage("f: version: expected >= 3, got 2");
        assertThat(rollback.what()).isEqualTo("version");
        assertThat(rollback.trusted()).isEqualTo(3);
        assertThat(rollback.offered()).isEqualTo(2);

        var mismatch = new VersionMismatchException("f", 3, 2);
        assertThat(mismatch).hasMessage("f: version: expected 3, got 2");
        assertThat(mismatch.expected()).isEqualTo(3);
        assertThat(mismatch.actual()).isEqualTo(2);

        var expired = new ExpiredException("f", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        assertThat(expired).hasMessage("f: expected expiry after 1970-01-01T00:00:01Z, got 1970-01-01T00:00:00Z");
        assertThat(expired.expires()).isEqualTo(Instant.EPOCH);
        assertThat(expired.updateStart()).isEqualTo(Instant.EPOCH.plusSeconds(1));

        var integrity = new IntegrityException("f", "length", "3", "2");
        assertThat(integrity).hasMessage("f: length: expected 3, got 2");
        assertThat(integrity.what()).isEqualTo("length");
        assertThat(integrity.expected()).isEqualTo("3");
        assertThat(integrity.actual()).isEqualTo("2");

        var specVersion = new SpecVersionException("f", "2.0.0");
        assertThat(specVersion).hasMessage("f: spec_version: expected 1.x, got \"2.0.0\"");
        assertThat(specVersion.actual()).isEqualTo("2.0.0");

        assertThat(new NotInSnapshotException("f")).hasMessage("f: expected an entry in snapshot.json, got none");
    }
}
