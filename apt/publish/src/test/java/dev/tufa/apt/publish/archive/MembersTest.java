package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.publish.archive.AddOptions.Transfer;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("what is in suites")
class MembersTest {
    @TempDir
    Path temporary;

    private Vendor vendor;

    @BeforeEach
    void begin() throws Exception {
        vendor = Vendor.init(temporary.resolve("archive"), TufScope.NONE, Vendor.stable(), Vendor.suite("testing"));
    }

    private static List<Selection> selections(String... texts) {
        return List.of(texts).stream().map(Selection::parse).toList();
    }

    @Nested
    @DisplayName("removing")
    class Removing {
        @BeforeEach
        void publish() throws Exception {
            vendor.add(deb("tool", "1"), deb("tool", "2"), deb("tool", "2").architecture("arm64"), deb("other", "1"));
            vendor.add(dsc("tool", "2").in(vendor.inbox));
            vendor.publish();
        }

        @Test
        void byNameTakesAllOfIt() throws Exception {
            vendor.remove("tool");
            vendor.publish();
            assertThat(vendor.client().require("stable")).containsExactly("other 1 amd64");
        }

        @Test
        void byVersionTakesThat() throws Exception {
            vendor.remove("tool=1");
            vendor.publish();
            assertThat(vendor.packages())
                    .containsExactly("other 1 amd64", "tool 2 amd64", "tool 2 arm64", "tool 2 source");
        }

        @Test
        void byArchitectureTakesThat() throws Exception {
            vendor.remove("tool:arm64", "tool:source=2");
            vendor.publish();
            assertThat(vendor.packages()).containsExactly("other 1 amd64", "tool 1 amd64", "tool 2 amd64");
        }

        @Test
        void ofWhatIsNotThereIsRefusedAndNothingIsStaged() throws Exception {
            assertThatThrownBy(() -> vendor.remove("tool", "tool=3", "absent:arm64"))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessage("suite stable: expected packages that it has, got tool=3, absent:arm64");
            assertThat(vendor.archive.status().get(0).staged()).isEmpty();
        }

        @Test
        void inAComponentLeavesTheOther() throws Exception {
            vendor.add(new AddOptions("stable", Optional.of("extra"), Transfer.COPY), deb("tool", "1"));
            vendor.publish();
            vendor.archive.remove("stable", Optional.of("main"), selections("tool=1"));
            vendor.publish();
            assertThat(vendor.archive.packages("stable").get("extra"))
                    .containsExactly(new PackageId("tool", "1", "amd64"));
            assertThat(vendor.archive.packages("stable").get("main"))
                    .doesNotContain(new PackageId("tool", "1", "amd64"));
            vendor.client().requireAll();
        }

        @Test
        void andAddingAgainIsNoChange() throws Exception {
            vendor.remove("other");
            vendor.add(deb("other", "1"));
            assertThat(vendor.archive.preview("stable")).isEmpty();
        }
    }

    @Nested
    @DisplayName("copying")
    class Copying {
        @BeforeEach
        void publish() throws Exception {
            vendor.addTo("testing", deb("tool", "1"), deb("tool", "2"), deb("other", "1"));
            vendor.add(new AddOptions("testing", Optional.of("extra"), Transfer.COPY), deb("more", "1"));
            vendor.publish();
        }

        @Test
        void ofAComponentThatIsNotThereIsRefused() {
            assertThatThrownBy(() -> vendor.archive.copy("testing", "stable", Optional.of("contrib"), List.of()))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessage("suite testing: expected a component of [main, extra], got \"contrib\"");
        }

        @Test
        void takesWhatIsSelectedWithTheSameFiles() throws Exception {
            assertThat(vendor.archive.copy("testing", "stable", Optional.empty(), selections("tool=2")))
                    .containsExactly(new PackageId("tool", "2", "amd64"));
            Map<String, String> pool = Trees.states(vendor.published("pool"));
            vendor.publish();
            assertThat(vendor.client().requireAll().get("stable")).containsExactly("tool 2 amd64");
            assertThat(Trees.states(vendor.published("pool"))).isEqualTo(pool);
        }

        @Test
        void ofAllTakesEachIntoItsComponentAndWhatIsThereIsNoneOfIt() throws Exception {
            vendor.archive.copy("testing", "stable", Optional.empty(), selections("other"));
            assertThat(vendor.archive.copy("testing", "stable", Optional.empty(), List.of()))
                    .containsExactlyInAnyOrder(
                            new PackageId("tool", "1", "amd64"),
                            new PackageId("tool", "2", "amd64"),
                            new PackageId("more", "1", "amd64"));
            vendor.publish();
            assertThat(vendor.archive.packages("stable")).isEqualTo(vendor.archive.packages("testing"));
        }

        @Test
        void ofWhatIsStagedAloneIsPublishedAsWell() throws Exception {
            vendor.addTo("testing", deb("fresh", "1"));
            vendor.archive.copy("testing", "stable", Optional.empty(), selections("fresh"));
            vendor.publish(new PublishOptions(
                    List.of("stable"),
                    Optional.empty(),
                    PublishOptions.Renewal.WHEN_NEEDED,
                    PublishOptions.Trial.AS_CONFIGURED));
            assertThat(vendor.client().require("stable")).containsExactly("fresh 1 amd64");
            vendor.publish();
            assertThat(vendor.client().require("testing")).contains("fresh 1 amd64");
        }

        @Test
        void whatTheOtherSuiteHasNoRoomForIsRefusedAndNothingIsStaged() throws Exception {
            vendor.add(
                    new AddOptions("testing", Optional.of("extra"), Transfer.COPY),
                    deb("arm", "1").architecture("arm64"));
            SuiteConf small = new SuiteConf(
                    "stable",
                    "stable",
                    Optional.empty(),
                    Optional.empty(),
                    List.of("main", "extra"),
                    List.of("amd64"),
                    false,
                    true,
                    Vendor.stable().upgrades(),
                    Optional.empty(),
                    java.util.OptionalInt.empty());
            vendor.configure(Vendor.conf(TufScope.NONE, small, Vendor.suite("testing")));
            assertThatThrownBy(() -> vendor.archive.copy("testing", "stable", Optional.empty(), List.of()))
                    .hasMessage("suite stable: expected packages for amd64, as archive.conf says, got arm 1 arm64");
            assertThat(vendor.archive.status().get(0).staged()).isEmpty();
        }

        @Test
        void fromOrIntoASuiteThatIsNotThereIsRefused() {
            assertThatThrownBy(() -> vendor.archive.copy("sid", "stable", Optional.empty(), List.of()))
                    .hasMessage("suite: expected one of [stable, testing], got \"sid\"");
            assertThatThrownBy(() -> vendor.archive.copy("testing", "sid", Optional.empty(), List.of()))
                    .hasMessage("suite: expected one of [stable, testing], got \"sid\"");
        }
    }

    @Nested
    @DisplayName("Keep-Versions")
    class Retention {
        @BeforeEach
        void begin() throws Exception {
            vendor = Vendor.init(temporary.resolve("keeping"), TufScope.NONE, Vendor.keeping(Vendor.stable(), 2));
        }

        @Test
        void keepsTheNewestOfEachNameAndArchitecture() throws Exception {
            vendor.add(
                    deb("tool", "1.9"),
                    deb("tool", "1.9").architecture("arm64"),
                    deb("tool", "1.10"),
                    deb("tool", "1.10~rc1"),
                    deb("other", "1"));
            assertThat(vendor.publish().suites().get(0).changes()).hasSize(4);
            assertThat(vendor.client().require("stable"))
                    .containsExactly("other 1 amd64", "tool 1.10 amd64", "tool 1.10~rc1 amd64", "tool 1.9 arm64");
            vendor.add(deb("tool", "2"));
            assertThat(vendor.archive.preview("stable"))
                    .extracting(MemberChange::describe)
                    .containsExactlyInAnyOrder(
                            "add tool 2 amd64 to stable/main", "remove tool 1.10~rc1 amd64 from stable/main");
            vendor.publish();
            assertThat(vendor.client().require("stable"))
                    .contains("tool 1.10 amd64", "tool 2 amd64")
                    .hasSize(4);
        }

        @Test
        void isNoReasonToPublishWhenAnOlderOneIsAdded() throws Exception {
            vendor.add(deb("tool", "2"), deb("tool", "3"));
            vendor.publish();
            vendor.add(deb("tool", "1"));
            assertThat(vendor.publish().suites()).isEmpty();
            assertThat(vendor.archive.status().get(0).staged()).isEmpty();
        }

        @Test
        void countsFromTheTimeWhenItIsSaid() throws Exception {
            vendor.add(deb("tool", "2"), deb("tool", "3"));
            vendor.publish();
            vendor.configure(Vendor.conf(TufScope.NONE, Vendor.keeping(Vendor.stable(), 1)));
            vendor.publish();
            assertThat(vendor.client().require("stable")).containsExactly("tool 3 amd64");
        }
    }

    @Nested
    @DisplayName("snapshots")
    class OfSnapshots {
        @Test
        void leadBackToWhatASuiteWas() throws Exception {
            vendor.add(deb("tool", "1"), deb("other", "1"));
            vendor.add(new AddOptions("stable", Optional.of("extra"), Transfer.COPY), deb("more", "1"));
            vendor.publish();
            vendor.archive.snapshot("stable", "before");
            vendor.add(deb("tool", "2"));
            vendor.remove("other", "tool=1", "more");
            vendor.publish();
            assertThat(vendor.packages()).containsExactly("tool 2 amd64");
            assertThat(vendor.archive.rollBack("stable", "before")).hasSize(4);
            vendor.publish();
            assertThat(vendor.client().require("stable"))
                    .containsExactly("more 1 amd64", "other 1 amd64", "tool 1 amd64");
            assertThat(vendor.archive.packages("stable").get("extra"))
                    .containsExactly(new PackageId("more", "1", "amd64"));
        }

        @Test
        void haveWhatIsStagedInThem() throws Exception {
            vendor.add(deb("tool", "1"));
            vendor.archive.snapshot("stable", "staged");
            vendor.archive.unstage();
            assertThat(vendor.archive.rollBack("stable", "staged"))
                    .extracting(MemberChange::describe)
                    .containsExactly("add tool 1 amd64 to stable/main");
            vendor.publish();
            assertThat(vendor.client().require("stable")).containsExactly("tool 1 amd64");
        }

        @Test
        void areListedAndForgotten() throws Exception {
            vendor.archive.snapshot("stable", "b");
            vendor.archive.snapshot("stable", "a");
            assertThat(vendor.archive.snapshots()).containsExactly("a", "b");
            vendor.archive.removeSnapshot("a");
            assertThat(vendor.archive.snapshots()).containsExactly("b");
            assertThatThrownBy(() -> vendor.archive.removeSnapshot("a"))
                    .hasMessage("snapshot: expected one of [b], got \"a\"");
        }

        @Test
        void haveNamesOfTheirOwn() throws Exception {
            vendor.archive.snapshot("stable", "a");
            assertThatThrownBy(() -> vendor.archive.snapshot("stable", "a"))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessage("snapshot: expected a new name, got \"a\"");
            for (String name : List.of("", "../x", "a/b", "-1", ".a", "x.tufa-new", "a b")) {
                assertThatThrownBy(() -> vendor.archive.snapshot("stable", name))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("snapshot: expected letters, digits and .+~_-, got \"%s\"".formatted(name));
            }
            for (String name : List.of("b", "../a", "")) {
                assertThatThrownBy(() -> vendor.archive.rollBack("stable", name))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessage("snapshot: expected one of [a], got \"%s\"".formatted(name));
                assertThatThrownBy(() -> vendor.archive.removeSnapshot(name))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessage("snapshot: expected one of [a], got \"%s\"".formatted(name));
            }
        }
    }

    @Nested
    @DisplayName("going back")
    class GoingBack {
        @Test
        void byPublicationsUndoesThem() throws Exception {
            for (int i = 1; i <= 3; i++) {
                vendor.add(deb("tool", Integer.toString(i)));
                vendor.publish();
            }
            vendor.archive.rollBack("stable", "-2");
            vendor.publish();
            assertThat(vendor.client().require("stable")).containsExactly("tool 1 amd64");
            vendor.archive.rollBack("stable", "-1");
            vendor.publish();
            assertThat(vendor.packages()).containsExactly("tool 1 amd64", "tool 2 amd64", "tool 3 amd64");
        }

        @Test
        void beyondWhatIsRememberedIsRefused() throws Exception {
            vendor.publish();
            assertThatThrownBy(() -> vendor.archive.rollBack("stable", "-1"))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessage("suite stable: expected a publication that is remembered, one of [1], got 0");
        }

        @Test
        void takesBackWhatIsStaged() throws Exception {
            vendor.add(deb("tool", "1"));
            vendor.publish();
            vendor.add(deb("other", "1"));
            vendor.publish();
            vendor.add(deb("more", "1"));
            vendor.archive.rollBack("stable", "-1");
            vendor.publish();
            assertThat(vendor.client().require("stable")).containsExactly("tool 1 amd64");
        }
    }

    @Nested
    @DisplayName("a component that the settings drop")
    class Dropped {
        @Test
        void takesItsPackagesAlongAndSaysSo() throws Exception {
            vendor.add(new AddOptions("stable", Optional.of("extra"), Transfer.COPY), deb("more", "1"));
            vendor.publish();
            SuiteConf one = SuiteConf.of("stable", List.of("amd64"));
            vendor.configure(Vendor.conf(TufScope.NONE, one));
            assertThat(vendor.publish().suites().get(0).changes())
                    .extracting(MemberChange::describe)
                    .containsExactly("remove more 1 amd64 from stable/extra");
            vendor.configure(Vendor.conf(TufScope.NONE, Vendor.stable()));
            vendor.publish();
            assertThat(vendor.client().require("stable")).isEmpty();
        }

        @Test
        void takesSourcePackagesAlongAndSaysSo() throws Exception {
            vendor.add(dsc("tool", "2").in(vendor.inbox));
            vendor.publish();
            vendor.configure(Vendor.conf(TufScope.NONE, SuiteConf.of("stable", List.of("amd64"))));
            Published published = vendor.publish();
            assertThat(published.suites().get(0).packages()).isZero();
            assertThat(published.suites().get(0).changes())
                    .extracting(MemberChange::describe)
                    .containsExactly("remove tool 2 source from stable/main");
        }
    }
}
