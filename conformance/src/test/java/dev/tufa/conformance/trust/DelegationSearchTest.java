package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelegationSearchTest {
    private final Delegating roles = new Delegating();

    private Optional<DelegationSearch.Found> search(String path, Limits limits) throws TrustException {
        DelegationSearch search = new DelegationSearch(TargetPath.of(path), roles.stage(limits));
        for (var role = search.needed(); role.isPresent(); role = search.needed()) {
            assertThat(search.found()).isEmpty();
            search.visit(roles.answer(role.get()));
        }
        return search.found();
    }

    /** The role whose word on a path counts, or nobody. */
    private String speaker(String path) throws TrustException {
        return search(path, Limits.DEFAULT).map(DelegationSearch.Found::role).orElse("nobody");
    }

    @Nested
    @DisplayName("TUF §5.6.7 pre-order depth-first search")
    class Order {
        @Test
        void itBeginsWithTheTopLevelRole() throws TrustException {
            roles.describes("targets", "file").chain("targets", "a").describes("a", "file");
            assertThat(speaker("file")).isEqualTo("targets");
            assertThat(roles.asked()).containsExactly("root > targets");
        }

        @Test
        void whatWasFoundIsTheTargetAsTheRoleDescribesIt() throws TrustException {
            roles.chain("targets", "a").describes("a", "file");
            DelegationSearch.Found found = search("file", Limits.DEFAULT).orElseThrow();
            assertThat(found.role()).isEqualTo("a");
            assertThat(found.target().path()).isEqualTo("file");
            assertThat(found.target().length()).isEqualTo("a".getBytes(StandardCharsets.UTF_8).length);
        }

        @Test
        void nobodyDescribesTheTarget() throws TrustException {
            roles.chain("targets", "a").describes("a", "other");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > a");
        }

        @ParameterizedTest
        @CsvSource({"zz, 1", "1, zz", "b, a", "10, 9", "2, 1", "\ud83d\ude00, \ufb01", "a, B"})
        void theFirstDelegationIsTrustedOverTheSecondWhateverTheirNames(String first, String second)
                throws TrustException {
            roles.chain("targets", first, second).describes(first, "file").describes(second, "file");
            assertThat(speaker("file")).isEqualTo(first);
            assertThat(roles.asked()).containsExactly("root > targets", "targets > " + first);
        }

        @Test
        void delegationsAreAskedInOrderOfAppearance() throws TrustException {
            roles.chain("targets", "zz", "1", "m", "0", "a");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked())
                    .containsExactly(
                            "root > targets",
                            "targets > zz",
                            "targets > 1",
                            "targets > m",
                            "targets > 0",
                            "targets > a");
        }

        @Test
        void descendantsOfTheFirstComeBeforeTheSecond() throws TrustException {
            roles.chain("targets", "a", "b")
                    .chain("a", "a1", "a2")
                    .chain("a1", "a11")
                    .chain("b", "b1");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked())
                    .containsExactly(
                            "root > targets", "targets > a", "a > a1", "a1 > a11", "a > a2", "targets > b", "b > b1");
        }

        @Test
        void aDescendantOfTheFirstIsTrustedOverTheSecond() throws TrustException {
            roles.chain("targets", "a", "b")
                    .chain("a", "a1")
                    .describes("a1", "file")
                    .describes("b", "file");
            assertThat(speaker("file")).isEqualTo("a1");
        }

        @Test
        void aRoleIsTrustedOverItsDescendants() throws TrustException {
            roles.chain("targets", "a").chain("a", "b").describes("a", "file").describes("b", "file");
            assertThat(speaker("file")).isEqualTo("a");
        }

        @Test
        void aRoleThatIsNotAboutTheTargetIsNotAsked() throws TrustException {
            roles.role("targets")
                    .delegate(aDelegation("docs").paths("docs/*"))
                    .delegate(aDelegation("nothing").without("paths"))
                    .delegate(aDelegation("code").paths("*"));
            roles.describes("docs", "file").describes("nothing", "file").describes("code", "file");
            assertThat(speaker("file")).isEqualTo("code");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > code");
        }

        @Test
        void everyDelegationOnTheWayHasToBeAboutTheTarget() throws TrustException {
            roles.role("targets").delegate(aDelegation("a").paths("docs/*"));
            roles.role("a").delegate(aDelegation("b").paths("*/*", "*"));
            roles.describes("b", "docs/x").describes("b", "code/x").describes("b", "x");
            assertThat(speaker("docs/x")).isEqualTo("b");
            assertThat(speaker("code/x")).isEqualTo("nobody");
            assertThat(speaker("x")).isEqualTo("nobody");
        }

        @Test
        void pathsAreNotChangedOnTheWay() throws TrustException {
            roles.role("targets").delegate(aDelegation("a").paths("*/*", "*", "*/*/*"));
            roles.describes("a", "a//b").describes("a", "/x").describes("a", "../x");
            for (String path : List.of("a//b", "/x", "../x")) {
                assertThat(speaker(path)).isEqualTo("a");
            }
            assertThat(speaker("a/b")).isEqualTo("nobody");
            assertThat(speaker("x")).isEqualTo("nobody");
        }
    }

    @Nested
    @DisplayName("TUF §5.6.7.1 a role that was visited before")
    class Visited {
        @Test
        void cyclesEnd() throws TrustException {
            roles.chain("targets", "a").chain("a", "b").chain("b", "c").chain("c", "a", "b", "c", "d");
            roles.describes("d", "file");
            assertThat(speaker("file")).isEqualTo("d");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > a", "a > b", "b > c", "c > d");
        }

        @Test
        void aRoleThatDelegatesToItselfIsAskedOnce() throws TrustException {
            roles.chain("targets", "a", "b").chain("a", "a");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > a", "targets > b");
        }

        @Test
        void theTipOfADiamondIsAskedOnceOnTheWordOfTheFirst() throws TrustException {
            roles.chain("targets", "left", "right").chain("left", "tip").chain("right", "tip", "last");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked())
                    .containsExactly(
                            "root > targets", "targets > left", "left > tip", "targets > right", "right > last");
        }

        @Test
        void theKeysAreThoseOfTheDelegatorOnWhoseWordItIsAsked() throws TrustException {
            roles.chain("targets", "left", "right");
            roles.role("left").delegate(aDelegation("tip").paths("other").keys(1, key("by left")));
            roles.role("right").delegate(aDelegation("tip").keys(1, key("by right")));
            DelegationSearch search = new DelegationSearch(TargetPath.of("file"), roles.stage(Limits.DEFAULT));
            for (int i = 0; i < 3; i++) {
                search.visit(roles.answer(search.needed().orElseThrow()));
            }
            RoleAuthority tip = search.needed().orElseThrow();
            assertThat(tip.name()).isEqualTo("tip");
            assertThat(tip.delegator()).isEqualTo("right");
            assertThat(tip.role().keyIds()).containsExactly(key("by right").keyId());
            assertThat(tip.keys()).containsOnlyKeys(key("by right").keyId());
        }

        @Test
        void aTipFoundByTheFirstIsNotAskedOnTheWordOfTheSecond() throws TrustException {
            roles.chain("targets", "left", "right").chain("left", "tip").chain("right", "tip");
            roles.describes("tip", "file").describes("right", "file");
            assertThat(speaker("file")).isEqualTo("tip");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > left", "left > tip");
        }
    }

    @Nested
    @DisplayName("TUF §5.6.7.2.1 terminating delegations")
    class Terminating {
        @Test
        void nothingAfterItIsConsidered() throws TrustException {
            roles.chain("targets", "a")
                    .terminating("targets", "b")
                    .chain("targets", "c")
                    .describes("c", "file");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > a", "targets > b");
        }

        @Test
        void whatIsBeforeItIsConsidered() throws TrustException {
            roles.chain("targets", "a")
                    .terminating("targets", "b")
                    .describes("a", "file")
                    .describes("b", "file");
            assertThat(speaker("file")).isEqualTo("a");
        }

        @Test
        void itsOwnWordCounts() throws TrustException {
            roles.terminating("targets", "a")
                    .chain("targets", "b")
                    .describes("a", "file")
                    .describes("b", "file");
            assertThat(speaker("file")).isEqualTo("a");
        }

        @Test
        void itsDescendantsAreConsidered() throws TrustException {
            roles.terminating("targets", "a")
                    .chain("targets", "b")
                    .chain("a", "a1", "a2")
                    .describes("a2", "file");
            assertThat(speaker("file")).isEqualTo("a2");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > a", "a > a1", "a > a2");
        }

        @Test
        void oneFurtherDownEndsTheSearchFurtherUpToo() throws TrustException {
            roles.chain("targets", "a", "z")
                    .chain("a", "a1")
                    .terminating("a", "a2")
                    .chain("a", "a3");
            roles.describes("a3", "file").describes("z", "file");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > a", "a > a1", "a > a2");
        }

        @Test
        void oneAtEveryLevel() throws TrustException {
            roles.terminating("targets", "a")
                    .terminating("a", "b")
                    .terminating("b", "c")
                    .describes("c", "file");
            assertThat(speaker("file")).isEqualTo("c");
        }

        @Test
        void oneThatIsNotAboutTheTargetChangesNothing() throws TrustException {
            roles.role("targets").delegate(aDelegation("a").paths("other").terminating());
            roles.chain("targets", "b").describes("b", "file");
            assertThat(speaker("file")).isEqualTo("b");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > b");
        }

        @Test
        void oneToARoleThatWasVisitedEndsTheSearchAllTheSame() throws TrustException {
            roles.chain("targets", "a", "b").chain("targets", "z").describes("z", "file");
            roles.terminating("b", "a");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > a", "targets > b");
        }

        @Test
        void theSecondOfTwoIsNotConsidered() throws TrustException {
            roles.terminating("targets", "a").terminating("targets", "b").describes("b", "file");
            assertThat(speaker("file")).isEqualTo("nobody");
        }
    }

    @Nested
    @DisplayName("TUF §5.6.7.1 maximum number of roles")
    class Bounds {
        @Test
        void fiveHundredDelegationsAreBounded() throws TrustException {
            for (int i = 0; i < 500; i++) {
                roles.chain("targets", "role-" + i);
            }
            roles.describes("role-499", "file");
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked()).hasSize(33).endsWith("targets > role-31");
        }

        @Test
        void aChainOfDelegationsIsBounded() throws TrustException {
            roles.chain("targets", "role-0");
            for (int i = 0; i < 100; i++) {
                roles.chain("role-" + i, "role-" + (i + 1));
            }
            assertThat(speaker("file")).isEqualTo("nobody");
            assertThat(roles.asked()).hasSize(33);
        }

        @ParameterizedTest
        @CsvSource({"0, nobody", "1, nobody", "2, nobody", "3, c", "4, c"})
        void asManyDelegatedRolesAsTheLimitAreAsked(int most, String speaker) throws TrustException {
            roles.chain("targets", "a", "b", "c", "d").describes("c", "file");
            assertThat(search("file", Limits.DEFAULT.withVisitedRoles(most))
                            .map(DelegationSearch.Found::role)
                            .orElse("nobody"))
                    .isEqualTo(speaker);
            assertThat(roles.asked()).hasSize(Math.min(most, 3) + 1);
        }

        @Test
        void theTopLevelRoleIsAlwaysAsked() throws TrustException {
            roles.describes("targets", "file");
            assertThat(search("file", Limits.DEFAULT.withVisitedRoles(0))).isPresent();
        }

        @Test
        void rolesThatWereVisitedDoNotCountAgain() throws TrustException {
            roles.chain("targets", "a", "a1", "a2", "b").chain("a", "a1", "a2").describes("b", "file");
            assertThat(search("file", Limits.DEFAULT.withVisitedRoles(4))).isPresent();
        }
    }

    @Nested
    @DisplayName("TUF §4.5 and TAP 15 hash bins")
    class Bins {
        /** sha256(file1.txt) begins with 55ae75d9. */
        @ParameterizedTest
        @ValueSource(
                strings = {"5", "55ae", "55AE", "55ae75d991c770d8f3ef07cbfde124ffce9c420da5db6203afab700b27e10cf9"})
        void theBinWithThePrefixIsAsked(String prefix) throws TrustException {
            roles.role("targets")
                    .delegate(aDelegation("wrong").pathHashPrefixes("4", "56"))
                    .delegate(aDelegation("right").pathHashPrefixes("00", prefix));
            roles.describes("wrong", "file1.txt").describes("right", "file1.txt");
            assertThat(speaker("file1.txt")).isEqualTo("right");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > right");
        }

        @ParameterizedTest
        @CsvSource({"1, bin-0", "8, bin-55", "14, bin-156b", "32, bin-55ae75d9"})
        void theSuccinctBinIsAsked(int bitLength, String bin) throws TrustException {
            roles.role("targets").succinct(bitLength, "bin", 1, key("bins"));
            roles.describes(bin, "file1.txt");
            assertThat(speaker("file1.txt")).isEqualTo(bin);
            assertThat(roles.asked()).containsExactly("root > targets", "targets > " + bin);
        }

        @Test
        void anotherBinIsNot() throws TrustException {
            roles.role("targets").succinct(1, "bin", 1, key("bins"));
            roles.describes("bin-1", "file1.txt");
            assertThat(speaker("file1.txt")).isEqualTo("nobody");
            assertThat(roles.asked()).containsExactly("root > targets", "targets > bin-0");
        }

        @Test
        void binsAreNotTerminating() throws TrustException {
            roles.role("targets")
                    .delegate(aDelegation("bins").paths("*"))
                    .delegate(aDelegation("after").paths("*"));
            roles.role("bins").succinct(8, "bin", 1, key("bins"));
            roles.describes("after", "file1.txt");
            assertThat(speaker("file1.txt")).isEqualTo("after");
            assertThat(roles.asked())
                    .containsExactly("root > targets", "targets > bins", "bins > bin-55", "targets > after");
        }
    }

    @Nested
    @DisplayName("the walk")
    class Walk {
        @Test
        void askingTwiceChangesNothing() throws TrustException {
            roles.chain("targets", "a");
            DelegationSearch search = new DelegationSearch(TargetPath.of("file"), roles.stage(Limits.DEFAULT));
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                names.add(search.needed().orElseThrow().name());
            }
            assertThat(names).containsExactly("targets", "targets", "targets");
            search.visit(roles.answer(search.needed().orElseThrow()));
            assertThat(search.needed().orElseThrow().name()).isEqualTo("a");
            assertThat(search.needed().orElseThrow().name()).isEqualTo("a");
        }

        @Test
        void nothingFollowsWhatWasFound() throws TrustException {
            roles.describes("targets", "file").chain("targets", "a");
            DelegationSearch search = new DelegationSearch(TargetPath.of("file"), roles.stage(Limits.DEFAULT));
            search.visit(roles.answer(search.needed().orElseThrow()));
            assertThat(search.needed()).isEmpty();
            assertThatThrownBy(() -> search.visit(Stages.parsed(roles.role("a"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the search has ended");
            assertThat(search.found().orElseThrow().role()).isEqualTo("targets");
        }
    }
}
