package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.archive.ArchiveKey.Place;
import dev.tufa.apt.publish.archive.ArchiveKey.Standing;
import dev.tufa.apt.publish.check.AptCheck;
import dev.tufa.apt.publish.check.TriedSuite;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.ArchiveConfText;
import dev.tufa.apt.publish.conf.KeySource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the keys in an archive's settings")
class KeySettingsTest {
    private static final KeySource OLD = new KeySource.SecretFile("acme.key");
    private static final KeySource NEW = new KeySource.SecretFile("next.key");

    @TempDir
    Path temporary;

    private Vendor vendor;

    @BeforeEach
    void begin() throws Exception {
        ArchiveConf conf = Vendor.conf(TufScope.NONE, Vendor.stable());
        vendor = Vendor.init(
                temporary.resolve("archive"),
                new ArchiveConf(
                        conf.origin(),
                        conf.label(),
                        Optional.of(URI.create("https://apt.acme.example")),
                        conf.signedWith(),
                        conf.tuf(),
                        conf.digests(),
                        conf.check(),
                        conf.suites()));
        vendor.add(deb("tool", "1"));
        vendor.publish();
        write("next.key", TestKeys.named("next.key"));
    }

    private void write(String name, byte[] key) throws IOException {
        Files.write(vendor.folder.resolve("private").resolve(name), key);
    }

    private Path conf() {
        return vendor.folder.resolve(ArchiveConfText.FILE);
    }

    private void add(KeySource key, Place place) throws Exception {
        vendor.archive.addKey(key, place, Vendor.PASSPHRASES, vendor.now);
    }

    private static Certificate certificate(String name) throws Exception {
        return SigningKey.certificate(TestKeys.named(name));
    }

    private void assertKeys(Object... tuples) throws Exception {
        assertThat(vendor.archive.keys())
                .extracting(ArchiveKey::source, ArchiveKey::certificate, ArchiveKey::standing)
                .isEqualTo(List.of(tuples));
    }

    @Test
    void signSideBySideFromTheNextPublicationOnUntilOneIsTakenOut() throws Exception {
        var acme = Optional.of(certificate("acme.key"));
        var next = Optional.of(certificate("next.key"));
        assertKeys(tuple(Optional.of(OLD), acme, Standing.SIGNS));
        add(NEW, Place.LAST);
        assertKeys(tuple(Optional.of(OLD), acme, Standing.SIGNS), tuple(Optional.of(NEW), next, Standing.NEXT));
        vendor.publish();
        vendor.client().requireAll(); // by each of the keys
        assertKeys(tuple(Optional.of(OLD), acme, Standing.SIGNS), tuple(Optional.of(NEW), next, Standing.SIGNS));
        vendor.archive.removeKey(OLD, vendor.now);
        assertKeys(tuple(Optional.of(NEW), next, Standing.SIGNS), tuple(Optional.empty(), acme, Standing.LEAVES));
        assertThat(vendor.publish().suites())
                .extracting(Published.OfSuite::cause)
                .containsExactly(Published.Cause.KEYS);
        vendor.client().requireAll();
        assertKeys(tuple(Optional.of(NEW), next, Standing.SIGNS));
    }

    @Test
    void areAcceptedByTheAptOfWhoHasOneOfThemAsLongAsItSigns() throws Exception {
        Vendor today = Vendor.init(temporary.resolve("today"), Vendor.conf(TufScope.NONE, Vendor.stable()));
        Files.write(today.folder.resolve("private/next.key"), TestKeys.named("next.key"));
        today.now = Instant.now(); // apt goes by its own clock
        today.add(deb("tool", "1"));
        today.archive.addKey(NEW, Place.LAST, Vendor.PASSPHRASES, today.now);
        today.publish(PublishOptions.DEFAULT);
        assertThat(problemsOfApt(today, "acme.key")).isEmpty();
        assertThat(problemsOfApt(today, "next.key")).isEmpty();
        assertThat(problemsOfApt(today, "other.key")).isNotEmpty();

        today.archive.removeKey(OLD, today.now);
        today.publish(PublishOptions.DEFAULT);

        assertThat(problemsOfApt(today, "acme.key")).isNotEmpty();
        assertThat(problemsOfApt(today, "next.key")).isEmpty();
    }

    /** What the apt-get of a computer with one key says. */
    private static List<String> problemsOfApt(Vendor vendor, String key) throws Exception {
        Path dist = vendor.published("dists/stable");
        try (AptCheck check = AptCheck.begin()) {
            return check.problems(new TriedSuite(
                    "stable",
                    List.of("main"),
                    List.of("amd64"),
                    Files.readAllBytes(dist.resolve("InRelease")),
                    dist,
                    certificate(key).armored().getBytes(UTF_8),
                    List.of(),
                    Map.of("amd64", "")));
        }
    }

    @Test
    void areChangedInTheTextAlone() throws Exception {
        String before = "# mine\n" + Files.readString(conf());
        Files.writeString(conf(), before);

        add(NEW, Place.LAST);

        assertThat(Files.readString(conf()))
                .isEqualTo(before.replace(" file:acme.key\n", " file:acme.key\n file:next.key\n"));
        vendor.archive.removeKey(NEW, vendor.now);
        assertThat(conf()).hasContent(before);
    }

    @Test
    void signAptFilesIfTheyComeFirst() throws Exception {
        AptFileOptions options = new AptFileOptions(
                List.of(), List.of("tool"), List.of(), List.of(), FormatVersion.ONE, AptFileOptions.Way.PLAIN);
        publishAptFile(options, "old.apt");
        add(NEW, Place.FIRST);
        vendor.publish();
        publishAptFile(options, "new.apt");
        Files.writeString(vendor.published("broken.apt"), "no such thing");

        RemovedKey removed = vendor.archive.removeKey(OLD, vendor.now);

        assertThat(removed.aptFiles()).containsExactly("old.apt");
        assertThat(removed.key().standing()).isEqualTo(Standing.SIGNS);
    }

    private void publishAptFile(AptFileOptions options, String name) throws Exception {
        try (ArchiveKeys keys = vendor.archive.unlock(Vendor.PASSPHRASES)) {
            byte[] file = vendor.archive.aptFile(options, keys, vendor.now);
            vendor.archive.publishAptFile(name, file, keys, vendor.now);
        }
    }

    @Test
    void areListedEvenIfTheyAreOutOfReach() throws Exception {
        add(NEW, Place.LAST);
        Files.delete(vendor.folder.resolve("private/next.key"));

        assertKeys(
                tuple(Optional.of(OLD), Optional.of(certificate("acme.key")), Standing.SIGNS),
                tuple(Optional.of(NEW), Optional.empty(), Standing.UNREACHABLE));
        assertThat(vendor.archive.removeKey(NEW, vendor.now).aptFiles()).isEmpty();
    }

    @Test
    void getASuccessorWhenTheOnlyOneIsLost() throws Exception {
        Files.delete(vendor.folder.resolve("private/acme.key"));

        add(NEW, Place.LAST);
        vendor.archive.removeKey(OLD, vendor.now);

        vendor.publish();
        vendor.client().requireAll();
    }

    @Nested
    @DisplayName("are not changed")
    class Refused {
        private Map<String, String> before;

        @BeforeEach
        void remember() throws Exception {
            before = Trees.states(vendor.folder);
        }

        private void assertRefused(Work work, Class<? extends Exception> type, String message) throws Exception {
            assertThatThrownBy(work::run).isInstanceOf(type).hasMessageStartingWith(message);
            assertThat(Trees.states(vendor.folder)).isEqualTo(before);
        }

        @Test
        void byAKeyThatIsThereAlready() throws Exception {
            assertRefused(
                    () -> add(OLD, Place.LAST),
                    ArchiveException.class,
                    "key file:acme.key: expected one that the archive does not have, got "
                            + certificate("acme.key").fingerprint().hex() + ", which is file:acme.key");
        }

        @Test
        void byTheSameKeyInAnotherFile() throws Exception {
            write("copy.key", TestKeys.named("acme.key"));
            remember();
            assertRefused(
                    () -> add(new KeySource.SecretFile("copy.key"), Place.LAST),
                    ArchiveException.class,
                    "key file:copy.key: expected one that the archive does not have, got ");
        }

        @Test
        void byAKeyThatIsNotThere() throws Exception {
            assertRefused(
                    () -> add(new KeySource.SecretFile("none.key"), Place.LAST),
                    NoSuchFileException.class,
                    vendor.folder.resolve("private/none.key").toString());
        }

        @Test
        void byAFileThatIsNoKey() throws Exception {
            write("none.key", "no key".getBytes(UTF_8));
            remember();
            assertRefused(
                    () -> add(new KeySource.SecretFile("none.key"), Place.LAST),
                    ArchiveException.class,
                    "key file:none.key: secret key: expected one, got something else");
        }

        @Test
        void byAKeyThatThePassphraseDoesNotOpen() throws Exception {
            write("other.key", QuickKey.create("x", Vendor.START, Optional.empty(), "another".toCharArray()));
            remember();
            assertRefused(
                    () -> add(new KeySource.SecretFile("other.key"), Place.LAST),
                    ArchiveException.class,
                    "key file:other.key: secret key: expected its passphrase, got another");
        }

        @Test
        void byAKeyThatHasExpired() throws Exception {
            Instant longAgo = Vendor.START.minus(Duration.ofDays(100));
            write(
                    "expired.key",
                    QuickKey.create("x", longAgo, Optional.of(Duration.ofDays(10)), Vendor.PASSPHRASES.get()));
            remember();
            assertRefused(
                    () -> add(new KeySource.SecretFile("expired.key"), Place.LAST),
                    ArchiveException.class,
                    "key file:expired.key: key ");
        }

        @Test
        void byTakingOutTheLastOneOrOneThatIsNotThere() throws Exception {
            assertRefused(
                    () -> vendor.archive.removeKey(OLD, vendor.now),
                    ArchiveException.class,
                    "key file:acme.key: expected another one that stays, got none");
            assertRefused(
                    () -> vendor.archive.removeKey(NEW, vendor.now),
                    ArchiveException.class,
                    "key: expected one of [file:acme.key], got file:next.key");
        }
    }

    /** Something that may fail. */
    private interface Work {
        void run() throws Exception;
    }
}
