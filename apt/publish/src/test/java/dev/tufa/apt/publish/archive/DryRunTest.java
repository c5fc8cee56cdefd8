package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.archive.AddOptions.Transfer;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a dry run")
class DryRunTest {
    @TempDir
    Path temporary;

    private Vendor vendor;
    private Map<String, String> before;

    @BeforeEach
    void begin() throws Exception {
        vendor = Vendor.init(temporary.resolve("archive"), TufScope.NONE, Vendor.stable(), Vendor.suite("testing"));
        vendor.add(deb("hello", "1.0"), deb("tool", "1"), deb("tool", "2"));
        vendor.publish();
        vendor.addTo("testing", deb("tool", "3"));
        remember();
    }

    private void remember() throws IOException {
        before = Trees.states(vendor.folder);
    }

    @AfterEach
    void leavesEveryFileAsItWas() throws IOException {
        assertThat(Trees.states(vendor.folder)).isEqualTo(before);
        try (Stream<Path> litter = Files.walk(vendor.folder.resolve("private/staged"))) {
            assertThat(litter.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    private DryRun.Outcome add(Debs... debs) throws Exception {
        List<Path> files = new ArrayList<>();
        for (Debs deb : debs) {
            files.add(deb.in(vendor.inbox));
        }
        return add(files);
    }

    private DryRun.Outcome add(List<Path> files) throws Exception {
        return vendor.archive.dryRun().add(files, AddOptions.to("stable"), file -> {});
    }

    private static List<Selection> selections(String... texts) {
        return List.of(texts).stream().map(Selection::parse).toList();
    }

    private static List<String> texts(List<MemberChange> changes) {
        return changes.stream().map(MemberChange::describe).toList();
    }

    @Test
    void ofAddingSaysWhatIsNew() throws Exception {
        List<Path> begun = Collections.synchronizedList(new ArrayList<>());
        Path known = deb("hello", "1.0").in(vendor.inbox);
        Path fresh = deb("hello", "1.1").in(vendor.inbox);
        Path source =
                dsc("hello", "1.1-1").file("hello_1.1.orig.tar.xz", "upstream").in(vendor.inbox);

        DryRun.Outcome outcome =
                vendor.archive.dryRun().add(List.of(known, fresh, source), AddOptions.to("stable"), begun::add);

        assertThat(outcome.refused()).isEmpty();
        assertThat(texts(outcome.changes()))
                .containsExactly("add hello 1.1 amd64 to stable/main", "add hello 1.1-1 source to stable/main");
        assertThat(begun).containsExactlyInAnyOrder(known, fresh, source);
    }

    @Test
    void ofAddingFindsWhatAddingWouldStage() throws Exception {
        Path link = deb("linked", "1").in(vendor.inbox);
        AddOptions options = new AddOptions("testing", Optional.of("extra"), Transfer.LINK);
        List<MemberChange> expected =
                vendor.archive.dryRun().add(List.of(link), options, file -> {}).changes();
        leavesEveryFileAsItWas();

        List<PackageId> added = vendor.archive.add(List.of(link), options, file -> {});

        assertThat(texts(expected)).containsExactly("add linked 1 amd64 to testing/extra");
        assertThat(expected).extracting(MemberChange::id).isEqualTo(added);
        remember();
    }

    @Test
    void ofAddingNamesAllThatIsRefusedBesideWhatIsNot() throws Exception {
        Path broken = Files.writeString(Files.createDirectories(vendor.inbox).resolve("broken.deb"), "no package");
        Path other = deb("hello", "1.0").file("./usr/share/x", "other").in(vendor.inbox);
        Path fine = deb("fine", "1").in(vendor.inbox);

        DryRun.Outcome outcome = add(List.of(broken, other, fine));

        assertThat(texts(outcome.changes())).containsExactly("add fine 1 amd64 to stable/main");
        assertThat(outcome.refused()).hasSize(2);
        assertThat(outcome.refused().get(0)).isEqualTo(broken + ": first bytes: expected !<arch>, got \"no packa\"");
        assertThat(outcome.refused().get(1))
                .startsWith(other + ": expected the hello 1.0 amd64 that the archive has, with SHA-256 ");
    }

    @Test
    void ofAddingHoldsFilesAgainstEachOther() throws Exception {
        Path one = deb("fresh", "1").in(vendor.inbox);
        Path other = deb("fresh", "1").file("./usr/share/x", "other").in(temporary.resolve("elsewhere"));

        DryRun.Outcome outcome = add(List.of(one, other));

        assertThat(texts(outcome.changes())).containsExactly("add fresh 1 amd64 to stable/main");
        assertThat(outcome.refused()).singleElement().asString().startsWith(other + ": expected the fresh 1 amd64 ");
    }

    @Test
    void ofAddingManyFilesKnowsThoseThatWereTakenBefore() throws Exception {
        List<Path> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(deb("package" + i, "1").in(vendor.inbox));
        }
        vendor.archive.add(many, AddOptions.to("stable"), file -> {});
        remember();
        many.add(deb("fresh", "1").in(vendor.inbox));

        assertThat(texts(add(many).changes())).containsExactly("add fresh 1 amd64 to stable/main");
    }

    @Test
    void ofAddingNeedsASuiteAndAComponentThatAreThere() {
        assertThatThrownBy(() -> vendor.archive.dryRun().add(List.of(), AddOptions.to("unstable"), file -> {}))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("suite: expected one of [stable, testing], got \"unstable\"");
        assertThatThrownBy(() -> vendor.archive
                        .dryRun()
                        .add(List.of(), new AddOptions("stable", Optional.of("contrib"), Transfer.COPY), file -> {}))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("suite stable: expected a component of [main, extra], got \"contrib\"");
    }

    @Test
    void ofRemovingSaysWhatLeaves() throws Exception {
        assertThat(texts(vendor.archive.dryRun().remove("stable", Optional.empty(), selections("tool"))))
                .containsExactly("remove tool 1 amd64 from stable/main", "remove tool 2 amd64 from stable/main");
        assertThatThrownBy(() -> vendor.archive.dryRun().remove("stable", Optional.empty(), selections("absent")))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("suite stable: expected packages that it has, got absent");
    }

    @Test
    void ofCopyingSaysWhatComesWithWhatIsStaged() throws Exception {
        assertThat(texts(vendor.archive.dryRun().copy("testing", "stable", Optional.empty(), List.of())))
                .containsExactly("add tool 3 amd64 to stable/main");
        assertThat(texts(vendor.archive.dryRun().copy("stable", "testing", Optional.empty(), selections("tool=2"))))
                .containsExactly("add tool 2 amd64 to testing/main");
    }

    @Test
    void ofRollingBackSaysWhatComesAndGoes() throws Exception {
        vendor.archive.snapshot("stable", "then");
        vendor.add(deb("hello", "1.1"));
        vendor.remove("hello=1.0");
        vendor.publish();
        remember();

        assertThat(texts(vendor.archive.dryRun().rollBack("stable", "then")))
                .containsExactly("add hello 1.0 amd64 to stable/main", "remove hello 1.1 amd64 from stable/main")
                .isEqualTo(texts(vendor.archive.dryRun().rollBack("stable", "-1")));
    }

    @Test
    void waitsForNobody() throws Exception {
        try (DirectoryLock lock = ArchiveLock.hold(vendor.folder.resolve("private"))) {
            assertThat(lock).isNotNull();
            assertThat(add(deb("hello", "1.1")).changes()).hasSize(1);
        }
    }
}
