package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tufa.apt.publish.archive.PublishOptions.Renewal;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.tuf.repository.Refresh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("signing again what is due")
class RenewalTest {
    /** Half of the time for which the suites' releases are good. */
    private static final Duration HALF = Duration.ofDays(15);

    @TempDir
    Path temporary;

    private Vendor vendor;

    @BeforeEach
    void begin() throws Exception {
        begin(TufScope.NONE);
    }

    private void begin(TufScope scope) throws Exception {
        vendor = Vendor.init(
                Files.createTempDirectory(temporary, "archive"), scope, Vendor.stable(), Vendor.suite("testing"));
        vendor.add(deb("tool", "1"));
        vendor.publish();
        vendor.add(deb("tool", "2"));
    }

    private static PublishOptions options(Renewal renewal, String... suites) {
        return new PublishOptions(List.of(suites), Optional.empty(), renewal, PublishOptions.Trial.AS_CONFIGURED);
    }

    private Published publish(Renewal renewal) throws Exception {
        return vendor.publish(options(renewal));
    }

    private List<String> staged() throws IOException {
        return vendor.archive.status().get(0).staged().stream()
                .map(MemberChange::describe)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(TufScope.class)
    void leavesWhatIsStaged(TufScope scope) throws Exception {
        begin(scope);
        vendor.now = vendor.now.plus(HALF);

        Published published = publish(Renewal.DUE);

        assertThat(published.suites())
                .extracting(Published.OfSuite::name, Published.OfSuite::cause, Published.OfSuite::validUntil)
                .containsExactly(
                        tuple("stable", Published.Cause.AGE, Optional.of(vendor.now.plus(HALF.multipliedBy(2)))),
                        tuple("testing", Published.Cause.AGE, Optional.of(vendor.now.plus(HALF.multipliedBy(2)))));
        assertThat(published.suites()).allMatch(suite -> suite.changes().isEmpty());
        assertThat(vendor.client().require("stable")).containsExactly("tool 1 amd64");
        assertThat(staged()).containsExactly("add tool 2 amd64 to stable/main");
        vendor.publish();
        assertThat(vendor.client().require("stable")).containsExactly("tool 1 amd64", "tool 2 amd64");
        assertThat(staged()).isEmpty();
    }

    @Test
    void doesNothingBeforeHalfOfTheTimeIsOver() throws Exception {
        vendor.now = vendor.now.plus(HALF).minusSeconds(1);
        Map<String, String> before = Trees.states(vendor.folder);

        assertThat(publish(Renewal.DUE).suites()).isEmpty();

        assertThat(Trees.states(vendor.folder)).isEqualTo(before);
    }

    @Test
    void leavesSuitesAloneThatAreNotDueOrNeverWerePublished() throws Exception {
        ArchiveConf conf = vendor.archive.conf();
        vendor.configure(conf.with(Vendor.suite("new")));
        vendor.now = vendor.now.plus(Duration.ofDays(10));
        vendor.publish(options(Renewal.ALWAYS, "testing"));
        vendor.now = vendor.now.plus(Duration.ofDays(5));

        assertThat(publish(Renewal.DUE).suites())
                .extracting(Published.OfSuite::name)
                .containsExactly("stable");
    }

    @Test
    void waitsForOthersWhereSettingsAreDifferent() throws Exception {
        ArchiveConf conf = vendor.archive.conf();
        vendor.configure(new ArchiveConf(
                conf.origin(),
                conf.label(),
                conf.url(),
                List.of(new KeySource.SecretFile("acme.key"), new KeySource.SecretFile("next.key")),
                conf.tuf(),
                Set.of(),
                conf.check(),
                conf.suites()));
        Files.write(vendor.folder.resolve("private/next.key"), TestKeys.named("next.key"));
        assertThat(publish(Renewal.DUE).suites()).isEmpty();
        vendor.now = vendor.now.plus(Duration.ofDays(10));
        vendor.publish(options(Renewal.ALWAYS));
        vendor.configure(conf);
        vendor.now = vendor.now.plus(HALF);

        assertThat(publish(Renewal.DUE).suites())
                .extracting(Published.OfSuite::cause)
                .containsOnly(Published.Cause.KEYS);
        vendor.client().requireAll();
    }

    @Test
    void saysWhichRolesOfTufAreDueWhoseKeysAreElsewhere() throws Exception {
        begin(TufScope.RELEASE);
        try (Stream<Path> keys = Files.list(vendor.folder.resolve("private/tuf/keys"))) {
            for (Path root : keys.filter(file -> file.getFileName().toString().startsWith("root-"))
                    .toList()) {
                Files.delete(root);
            }
        }
        vendor.now = vendor.now.plus(Duration.ofDays(300));
        publish(Renewal.DUE);

        Published published = publish(Renewal.DUE);

        assertThat(published.suites()).isEmpty();
        assertThat(published.elsewhere()).extracting(Refresh.Due::role).containsExactly("root");
    }

    @Test
    void isKnownFromTheJournalToWhoeverBringsItToItsEnd() throws Exception {
        Publication publication = new Publication(List.of(
                new Publication.OfSuite("stable", 3, "0".repeat(64), 10, Publication.Fate.LEFT),
                new Publication.OfSuite("testing", 1, "1".repeat(64), 20, Publication.Fate.PUBLISHED)));

        assertThat(Publication.read("publication", publication.text())).isEqualTo(publication);
        String other = new String(publication.text(), StandardCharsets.UTF_8).replace("Staged: left", "Staged: gone");
        assertThatThrownBy(() -> Publication.read("publication", other.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("publication: Staged: expected published or left, got \"gone\"");
    }

    @Test
    void isOneOfTheReasonsForANewRelease() throws Exception {
        assertThat(vendor.archive.dryRun().publish(options(Renewal.ALWAYS), vendor.now))
                .extracting(Published.OfSuite::cause)
                .containsExactly(Published.Cause.CHANGED, Published.Cause.ASKED);
        assertThat(vendor.archive.dryRun().publish(options(Renewal.WHEN_NEEDED), vendor.now))
                .extracting(Published.OfSuite::name)
                .containsExactly("stable");
        assertThat(vendor.archive.dryRun().publish(options(Renewal.WHEN_NEEDED), vendor.now.plus(HALF)))
                .extracting(Published.OfSuite::cause)
                .containsExactly(Published.Cause.CHANGED, Published.Cause.AGE);
    }

    @Test
    void inADryRunIsSaidAndNotDone() throws Exception {
        Map<String, String> before = Trees.states(vendor.folder);

        List<Published.OfSuite> would = vendor.archive.dryRun().publish(PublishOptions.DEFAULT, vendor.now);

        assertThat(Trees.states(vendor.folder)).isEqualTo(before);
        assertThat(would).isEqualTo(publish(Renewal.WHEN_NEEDED).suites());
        assertThatThrownBy(() -> vendor.archive.dryRun().publish(options(Renewal.WHEN_NEEDED, "unstable"), vendor.now))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("suite: expected one of [stable, testing], got \"unstable\"");
    }
}
