package dev.tufa.conformance.client;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.aDelegatedTargets;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.TargetListing;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may speak of which target, and whose word counts. */
class DelegationsTest {
    private final RepositorySimulator repository = new RepositorySimulator();
    private final Installation client = new Installation(repository);

    /** Adds delegations to every role by its name, each for all targets, and publishes. */
    private void delegate(String from, String... to) {
        for (String name : to) {
            repository.role(from).delegate(aDelegation(name));
        }
    }

    private Optional<String> roleOf(String path) throws Exception {
        return client.find(path).map(DelegationSearch.Found::role);
    }

    private List<String> rolesAskedFor() {
        return repository.takeRequests().stream()
                .filter(file -> !file.matches(".*\\b(root|timestamp|snapshot|targets)\\.json"))
                .map(file -> file.replaceAll("metadata/[0-9]+\\.(.*)\\.json", "$1"))
                .toList();
    }

    @Nested
    @DisplayName("TUF §5.6.7 search")
    class Search {
        @Test
        void findsWhatTheTopLevelDescribesAndAsksNobodyElse() throws Exception {
            delegate("targets", "a");
            repository.targets().add("file", "of targets");
            repository.role("a").add("file", "of a");
            repository.publish();

            assertThat(roleOf("file")).contains("targets");
            assertThat(rolesAskedFor()).isEmpty();
        }

        @Test
        void prefersRolesInOrderOfAppearance() throws Exception {
            delegate("targets", "zz", "1", "m");
            for (String role : List.of("m", "1", "zz")) {
                repository.role(role).add("file", "of " + role);
            }
            repository.publish();

            assertThat(roleOf("file")).contains("zz");
            assertThat(rolesAskedFor()).containsExactly("zz");
        }

        @Test
        void goesDownBeforeItGoesOn() throws Exception {
            delegate("targets", "a", "b");
            delegate("a", "a1", "a2");
            delegate("a1", "a11");
            repository.role("a2").add("file", "of a2");
            repository.role("b").add("file", "of b");
            repository.publish();

            assertThat(roleOf("file")).contains("a2");
            assertThat(rolesAskedFor()).containsExactly("a", "a1", "a11", "a2");
        }

        @Test
        void asksOnlyThoseWhoMaySpeakOfTheTarget() throws Exception {
            repository.targets().delegate(aDelegation("a").paths("a/*"));
            repository.targets().delegate(aDelegation("b").paths("b/*", "c/?"));
            repository.role("a").add("c/1", "not for a to say");
            repository.role("b").add("c/1", "of b");
            repository.publish();

            assertThat(roleOf("c/1")).contains("b");
            assertThat(rolesAskedFor()).containsExactly("b");
        }

        @Test
        void leavesOutWhatARoleMayNotSayThoughItSaysIt() throws Exception {
            repository.targets().delegate(aDelegation("a").paths("a/*"));
            repository.role("a").add("b/1", "not for a to say");
            repository.publish();

            assertThat(roleOf("b/1")).isEmpty();
        }

        @Test
        void narrowsDownFromRoleToRole() throws Exception {
            repository.targets().delegate(aDelegation("a").paths("a/*"));
            repository.role("a").delegate(aDelegation("anything").paths("*", "*/*"));
            repository.role("anything").add("b/1", "not for a to give away");
            repository.role("anything").add("a/1", "of anything");
            repository.publish();

            assertThat(roleOf("a/1")).contains("anything");
            assertThat(roleOf("b/1")).isEmpty();
        }

        @Test
        void findsNothingWhereNobodyDescribesTheTarget() throws Exception {
            delegate("targets", "a", "b");
            repository.publish();

            assertThat(roleOf("file")).isEmpty();
            assertThat(rolesAskedFor()).containsExactly("a", "b");
        }

        @Test
        void asksOnceForEachRole() throws Exception {
            delegate("targets", "a");
            repository.role("a").add("file", "of a");
            repository.publish();
            Updater updater = client.builder().build();
            updater.find("file");
            repository.takeRequests();

            updater.find("file");
            updater.find("another");

            assertThat(repository.takeRequests()).isEmpty();
        }

        @Test
        void takesWhatIsStoredFromAnEarlierUpdate() throws Exception {
            delegate("targets", "a");
            repository.role("a").add("file", "of a");
            repository.publish();
            roleOf("file");
            repository.takeRequests();

            assertThat(roleOf("file")).contains("a");
            assertThat(rolesAskedFor()).isEmpty();
        }
    }

    @Nested
    @DisplayName("TUF §5.6.7.2.1 terminating delegation")
    class Terminating {
        @Test
        void isTheLastWord() throws Exception {
            repository.targets().delegate(aDelegation("a").terminating());
            delegate("targets", "b");
            repository.role("b").add("file", "of b");
            repository.publish();

            assertThat(roleOf("file")).isEmpty();
            assertThat(rolesAskedFor()).containsExactly("a");
        }

        @Test
        void isTheLastWordForRolesAboveAsWell() throws Exception {
            delegate("targets", "a", "b");
            repository.role("a").delegate(aDelegation("a1").terminating());
            repository.role("b").add("file", "of b");
            repository.publish();

            assertThat(roleOf("file")).isEmpty();
            assertThat(rolesAskedFor()).containsExactly("a", "a1");
        }

        @Test
        void stillGoesDown() throws Exception {
            repository.targets().delegate(aDelegation("a").terminating());
            delegate("a", "a1");
            repository.role("a1").add("file", "of a1");
            repository.publish();

            assertThat(roleOf("file")).contains("a1");
        }

        @Test
        void saysNothingOfOtherTargets() throws Exception {
            repository.targets().delegate(aDelegation("a").paths("a/*").terminating());
            delegate("targets", "b");
            repository.role("b").add("file", "of b");
            repository.publish();

            assertThat(roleOf("file")).contains("b");
        }
    }

    @Nested
    @DisplayName("graphs that are no trees")
    class Graphs {
        @Test
        void mayHaveCycles() throws Exception {
            delegate("targets", "a");
            delegate("a", "b");
            delegate("b", "a", "b", "c");
            repository.role("c").add("file", "of c");
            repository.publish();

            assertThat(roleOf("file")).contains("c");
            assertThat(roleOf("nothing")).isEmpty();
            assertThat(rolesAskedFor()).containsExactly("a", "b", "c");
        }

        @Test
        void mayHaveDiamonds() throws Exception {
            delegate("targets", "a", "b");
            delegate("a", "d");
            delegate("b", "d", "e");
            repository.role("e").add("file", "of e");
            repository.publish();

            assertThat(roleOf("file")).contains("e");
            assertThat(rolesAskedFor()).containsExactly("a", "d", "b", "e");
        }

        @Test
        void areJudgedByTheKeysOfEachDelegator() throws Exception {
            repository.targets().delegate(aDelegation("a").paths("a/*"));
            repository.targets().delegate(aDelegation("b").paths("b/*"));
            repository
                    .role("a")
                    .delegate(aDelegation("d").keys(1, key("d for a")).paths("a/*"));
            repository
                    .role("b")
                    .delegate(aDelegation("d").keys(1, key("d for b")).paths("b/*"));
            repository.role("d").add("a/1", "of d");
            repository.role("d").add("b/1", "of d");
            repository.publish();
            Updater updater = client.builder().build();

            assertThat(updater.find("b/1")).isPresent();
            assertThatThrownBy(() -> updater.find("a/1"))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("d.json: expected signatures by 1 distinct keys of role d, got 0");
        }

        @Test
        void areJudgedByTheKeysOfEachDelegatorAlsoWhereAllIsStored() throws Exception {
            repository.targets().delegate(aDelegation("a").paths("a/*"));
            repository.targets().delegate(aDelegation("b").paths("b/*"));
            repository
                    .role("a")
                    .delegate(aDelegation("d").keys(1, key("d for a")).paths("a/*"));
            repository
                    .role("b")
                    .delegate(aDelegation("d").keys(1, key("d for b")).paths("b/*"));
            repository.role("d").add("a/1", "of d");
            repository.publish();
            client.find("b/1");

            assertThatThrownBy(() -> client.find("a/1")).isInstanceOf(SignatureException.class);
        }

        /**
         * The role x may speak of x/file alone. It signs a file for role a of its own, and through that one for role b, and the
         * server hands them out for as long as the client looks for x/file.
         */
        @Test
        void doNotLendTheTrustOfOneWayToAnother() throws Exception {
            Signer ofX = key("a for x");
            Signer ofY = key("a for y");
            repository.targets().delegate(aDelegation("x").paths("x/*"));
            repository.targets().delegate(aDelegation("y").paths("y/*"));
            repository.role("x").delegate(aDelegation("a").keys(1, ofX).paths("x/*"));
            repository.role("y").delegate(aDelegation("a").keys(1, ofY).paths("y/*"));
            repository.role("a").delegate(aDelegation("b").paths("x/*", "y/*"));
            repository.role("b").add("y/file", "right");
            repository.publish();
            repository.serve(
                    "metadata/1.a.json",
                    Fault.bytes(aDelegatedTargets("a")
                                    .delegate(aDelegation("b").keys(1, ofX).paths("x/*", "y/*"))
                                    .signedBy(ofX)
                                    .build())
                            .once());
            repository.serve(
                    "metadata/1.b.json",
                    Fault.bytes(aDelegatedTargets("b")
                                    .target("x/file", "anything")
                                    .target("y/file", "wrong")
                                    .signedBy(ofX)
                                    .build())
                            .once());
            Updater updater = client.builder().build();
            assertThat(updater.find("x/file")).isPresent();

            TargetFile found = updater.find("y/file").orElseThrow().target();

            assertThat(found.length()).isEqualTo("right".length());
            assertThat(found.hashes().hexByFunction()).containsEntry("sha256", Digests.sha256("right".getBytes(UTF_8)));
        }
    }

    @Nested
    @DisplayName("a role that cannot be had")
    class Broken {
        @BeforeEach
        void twoRoles() {
            delegate("targets", "a", "b");
            repository.role("b").add("file", "of b");
        }

        @Test
        void becauseItIsMissingEndsTheSearch() {
            repository.publish();
            repository.serve("metadata/1.a.json", Fault.missing());

            assertThatThrownBy(() -> roleOf("file"))
                    .isInstanceOf(NotAvailableException.class)
                    .hasMessage("https://repository.example/metadata/1.a.json: expected a file, got HTTP status 404");
        }

        @Test
        void becauseOthersSignedItEndsTheSearch() {
            repository.role("a").signedBy(key("b"));
            repository.publish();

            assertThatThrownBy(() -> roleOf("file"))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("a.json: expected signatures by 1 distinct keys of role a, got 0");
        }

        @Test
        void becauseTheSnapshotDoesNotListItEndsTheSearch() {
            repository.snapshot().edit(snapshot -> snapshot.withoutRole("a"));
            repository.publish();

            assertThatThrownBy(() -> roleOf("file"))
                    .isInstanceOf(NotInSnapshotException.class)
                    .hasMessage("a.json: expected an entry in snapshot.json, got none");
            assertThat(rolesAskedFor()).isEmpty();
        }

        @Test
        void becauseItIsMalformedEndsTheSearch() {
            repository.role("a").edit(targets -> targets.without("targets"));
            repository.publish();

            assertThatThrownBy(() -> roleOf("file"))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("a.json: signed.targets: expected object, got nothing");
        }

        @Test
        void doesNotMatterWhereNobodyAsksIt() throws Exception {
            repository.targets().add("other", "of targets");
            repository.role("a").signedBy(key("b"));
            repository.publish();

            assertThat(roleOf("other")).contains("targets");
        }

        @Test
        void isAskedAnewByTheNextSearch() throws Exception {
            repository.publish();
            repository.serve("metadata/1.a.json", Fault.missing().once());
            Updater updater = client.builder().build();
            assertThatThrownBy(() -> updater.find("file")).isInstanceOf(NotAvailableException.class);

            assertThat(updater.find("file")).isPresent();
        }
    }

    @Nested
    @DisplayName("delegations without end")
    class Bounded {
        @Test
        void areFollowedThirtyTwoTimes() throws Exception {
            chain(32);
            repository.role("r32").add("file", "of r32");
            repository.publish();

            assertThat(roleOf("file")).contains("r32");
        }

        @Test
        void areNotFollowedAnyFurther() throws Exception {
            chain(33);
            repository.role("r33").add("file", "of r33");
            repository.publish();

            assertThat(roleOf("file")).isEmpty();
            assertThat(rolesAskedFor()).hasSize(32);
        }

        private void chain(int length) {
            delegate("targets", "r1");
            for (int i = 1; i < length; i++) {
                delegate("r" + i, "r" + (i + 1));
            }
        }

        @Test
        void areFollowedThirtyTwoTimesSideBySideAsWell() throws Exception {
            for (int i = 0; i < 500; i++) {
                delegate("targets", "r" + i);
            }
            repository.publish();

            assertThat(roleOf("file")).isEmpty();
            assertThat(rolesAskedFor()).hasSize(32);
        }

        @Test
        void areFollowedAsFarAsTheLimitsSay() throws Exception {
            delegate("targets", "a");
            delegate("a", "b");
            repository.role("b").add("file", "of b");
            repository.publish();
            UpdaterBuilder builder = client.builder();

            assertThat(builder.limits(Limits.DEFAULT.withVisitedRoles(1))
                            .build()
                            .find("file"))
                    .isEmpty();
            assertThat(builder.limits(Limits.DEFAULT.withVisitedRoles(2))
                            .build()
                            .find("file"))
                    .isPresent();
        }
    }

    @Nested
    @DisplayName("delegations that say too little or too much")
    class Shapes {
        private void assertRefused(String message) {
            repository.publish();
            assertThatThrownBy(client::refresh)
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage(message);
        }

        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "mirrors"})
        void mayNotNameATopLevelRole(String name) {
            repository.targets().delegate(aDelegation("a").with("name", '"' + name + '"'));
            assertRefused(
                    "targets.json: signed.delegations.roles[0].name: expected name of a delegated role, got \"%s\""
                            .formatted(name));
        }

        @Test
        void mayNotNameNobody() {
            repository.targets().delegate(aDelegation("a").with("name", "\"\""));
            assertRefused(
                    "targets.json: signed.delegations.roles[0].name: expected name of a delegated role, got \"\"");
        }

        @Test
        void mayNotNameARoleTwice() {
            delegate("targets", "a", "a");
            assertRefused(
                    "targets.json: signed.delegations.roles[1].name: expected distinct role names, got \"a\" twice");
        }

        @Test
        void mayNotHaveBothPathsAndPrefixes() {
            repository.targets().delegate(aDelegation("a").with("path_hash_prefixes", "[\"00\"]"));
            assertRefused("targets.json: signed.delegations.roles[0].paths:"
                    + " expected either paths or path_hash_prefixes, got both");
        }

        @Test
        void withNeitherPathsNorPrefixesAreAboutNothing() throws Exception {
            repository.targets().delegate(aDelegation("a").without("paths"));
            repository.role("a").add("file", "of a");
            repository.publish();

            assertThat(roleOf("file")).isEmpty();
        }
    }

    @Nested
    @DisplayName("hash bins")
    class HashBins {
        @Test
        void byPrefixesAreFoundByTheHashOfThePath() throws Exception {
            String digits = "0123456789abcdef";
            for (int i = 0; i < 16; i++) {
                repository
                        .targets()
                        .delegate(aDelegation("bin-" + digits.charAt(i))
                                .keys(1, key("bins"))
                                .pathHashPrefixes(String.valueOf(digits.charAt(i))));
            }
            for (int i = 0; i < 40; i++) {
                String path = "dir/file-" + i;
                char bin = Digests.sha256(path.getBytes(UTF_8)).charAt(0);
                repository.role("bin-" + bin).add(path, "content " + i);
            }
            repository.publish();

            for (int i = 0; i < 40; i++) {
                assertThat(client.download("dir/file-" + i)).isEqualTo("content " + i);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "1, bin-0, bin-1",
            "3, bin-0, bin-7",
            "4, bin-0, bin-f",
            "5, bin-00, bin-1f",
            "8, bin-00, bin-ff",
            "14, bin-0000, bin-3fff",
            "32, bin-00000000, bin-ffffffff",
        })
        void succinctlyDescribedAreFoundByTheFirstBits(int bits, String lowest, String highest) throws Exception {
            repository.targets().succinct(bits, "bin", 1, key("bins"));
            for (int i = 0; i < 10; i++) {
                repository.targets().bin("file-" + i).add("file-" + i, "content " + i);
            }
            repository.publish();

            for (int i = 0; i < 10; i++) {
                String path = "file-" + i;
                assertThat(client.download(path)).isEqualTo("content " + i);
                assertThat(roleOf(path).orElseThrow())
                        .isBetween(lowest, highest)
                        .hasSameSizeAs(highest);
            }
        }

        @ParameterizedTest
        @CsvSource({"1, bin-1", "8, bin-a0", "14, bin-282b"})
        void haveTheNamesThatTheProposalGives(int bits, String name) throws Exception {
            String path = "path"; // whose SHA-256 begins with a0af
            repository.targets().succinct(bits, "bin", 1, key("bins"));
            repository.role(name).signedBy(key("bins"));
            repository.role(name).add(path, "content");
            repository.publish();

            assertThat(roleOf(path)).contains(name);
        }

        @Test
        void doNotSpeakOfEachOthersTargets() throws Exception {
            repository.targets().succinct(8, "bin", 1, key("bins"));
            repository.targets().bin("mine").add("others", "not for this bin to say");
            repository.targets().bin("others");
            repository.publish();

            assertThat(roleOf("others")).isEmpty();
        }

        @Test
        void thatTheSnapshotDoesNotListAreNotThere() {
            repository.targets().succinct(8, "bin", 1, key("bins"));
            repository.publish();

            assertThatThrownBy(() -> roleOf("file")).isInstanceOf(NotInSnapshotException.class);
        }
    }

    @Nested
    @DisplayName("a listing")
    class Listing {
        @BeforeEach
        void publish() {
            repository.targets().add("top", "of targets");
            repository.targets().delegate(aDelegation("a").paths("a/*"));
            repository.targets().delegate(aDelegation("b").paths("*", "*/*"));
            repository.role("a").add("a/1", "of a");
            repository.role("a").add("elsewhere", "not for a to say");
            repository.role("b").add("a/1", "of b");
            repository.role("b").add("a/2", "of b");
            repository.publish();
        }

        private TargetListing list() throws Exception {
            return client.builder().build().list();
        }

        @Test
        void hasEveryTargetWithTheMostTrustedRole() throws Exception {
            assertThat(list().found())
                    .extracting(found -> found.target().path() + " of " + found.role())
                    .containsExactly("a/1 of a", "a/2 of b", "top of targets");
            assertThat(list().problems()).isEmpty();
            assertThat(list().truncated()).isFalse();
        }

        @Test
        void canBeNarrowedToAPattern() throws Exception {
            assertThat(client.builder().build().search(new PathPattern("a/*")).found())
                    .extracting(found -> found.target().path())
                    .containsExactly("a/1", "a/2");
        }

        @Test
        void namesWhoCouldNotBeAsked() throws Exception {
            repository.serve("metadata/1.b.json", Fault.missing());

            TargetListing listing = list();

            assertThat(listing.found())
                    .extracting(found -> found.target().path())
                    .containsExactly("a/1", "top");
            assertThat(listing.problems()).hasSize(1).first().satisfies(problem -> {
                assertThat(problem.role()).isEqualTo("b");
                assertThat(problem.cause()).isInstanceOf(NotAvailableException.class);
            });
        }

        @Test
        void hasTheBinsThatTheSnapshotLists() throws Exception {
            repository.role("b").succinct(14, "bin", 1, key("bins"));
            repository.role("b").bin("binned").add("binned", "of a bin");
            repository.publish();

            assertThat(list().found())
                    .extracting(found -> found.target().path())
                    .containsExactly("a/1", "a/2", "binned", "top");
        }
    }
}
