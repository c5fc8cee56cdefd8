package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationListing;
import dev.tufa.tuf.trust.Limits;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("listing of every target path")
class DelegationListingTest {
    private final Delegating roles = new Delegating();

    private static Limits listing(int roles) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.rootBytes(),
                usual.timestampBytes(),
                usual.snapshotBytes(),
                usual.targetsBytes(),
                usual.statedBytes(),
                usual.rootRotations(),
                usual.visitedRoles(),
                roles,
                usual.json());
    }

    private DelegationListing listed(Limits limits) throws TrustException {
        DelegationListing listing = new DelegationListing(roles.stage(limits));
        for (var role = listing.needed(); role.isPresent(); role = listing.needed()) {
            listing.visit(roles.answer(role.get()));
        }
        return listing;
    }

    private Set<String> paths() throws TrustException {
        return listed(Limits.DEFAULT).paths();
    }

    @Test
    void everyRoleIsReadOnceAndPathsComeInOrder() throws TrustException {
        roles.chain("targets", "b", "a").chain("a", "b", "c").chain("c", "a", "targets-too");
        roles.describes("targets", "z").describes("a", "y").describes("b", "y").describes("c", "x/y");
        assertThat(paths()).containsExactly("x/y", "y", "z");
        assertThat(roles.asked())
                .containsExactly("root > targets", "targets > b", "targets > a", "a > c", "c > targets-too");
    }

    @Test
    void rolesAboutOtherTargetsAndTerminatingOnesAreReadAlike() throws TrustException {
        roles.role("targets")
                .delegate(aDelegation("docs").paths("docs/*").terminating())
                .delegate(aDelegation("none").without("paths"))
                .delegate(aDelegation("bin").pathHashPrefixes("00"));
        roles.describes("docs", "docs/a").describes("none", "b").describes("bin", "c");
        assertThat(paths()).containsExactly("b", "c", "docs/a");
    }

    @Test
    void ofHashBinsThoseThatTheSnapshotListsAreRead() throws TrustException {
        roles.role("targets").succinct(32, "bin", 1, key("bins"));
        roles.describes("bin-00000000", "a")
                .describes("bin-ffffffff", "b")
                .describes("bin-0", "c")
                .describes("x", "d");
        assertThat(paths()).containsExactly("a", "b");
        assertThat(roles.asked())
                .containsExactlyInAnyOrder("root > targets", "targets > bin-00000000", "targets > bin-ffffffff");
    }

    @Test
    void aFileWithAnotherEndingIsNoBin() throws TrustException {
        roles.role("targets").succinct(1, "bin", 1, key("bins"));
        roles.alsoInSnapshot("bin-1.JSON", "bin-1-json", "bin-0", "json", "");
        assertThat(paths()).isEmpty();
        assertThat(roles.asked()).containsExactly("root > targets");
    }

    @Test
    void aBinIsReadWithTheKeysOfItsDelegator() throws TrustException {
        roles.role("targets").succinct(1, "bin", 2, key("k1"), key("k2"));
        roles.role("bin-1");
        DelegationListing listing = new DelegationListing(roles.stage(Limits.DEFAULT));
        listing.visit(roles.answer(listing.needed().orElseThrow()));
        RoleAuthority bin = listing.needed().orElseThrow();
        assertThat(bin.name()).isEqualTo("bin-1");
        assertThat(bin.delegator()).isEqualTo("targets");
        assertThat(bin.role().threshold()).isEqualTo(2);
        assertThat(bin.keys()).containsOnlyKeys(key("k1").keyId(), key("k2").keyId());
    }

    @Test
    void aDelegatedRoleIsReadWithTheKeysOfItsDelegator() throws TrustException {
        roles.role("targets").delegate(aDelegation("a").keys(1, key("k1")));
        DelegationListing listing = new DelegationListing(roles.stage(Limits.DEFAULT));
        listing.visit(roles.answer(listing.needed().orElseThrow()));
        RoleAuthority role = listing.needed().orElseThrow();
        assertThat(role.role().keyIds()).containsExactly(key("k1").keyId());
        assertThat(role.keys()).containsOnlyKeys(key("k1").keyId());
    }

    @Test
    void aRoleThatCannotBeTrustedIsLeftOut() throws TrustException {
        roles.chain("targets", "a", "b").chain("a", "a1").describes("a", "x").describes("b", "y");
        DelegationListing listing = new DelegationListing(roles.stage(Limits.DEFAULT));
        listing.visit(roles.answer(listing.needed().orElseThrow()));
        assertThat(listing.needed().orElseThrow().name()).isEqualTo("a");
        assertThat(listing.truncated()).isFalse();
        listing.skip();
        assertThat(listing.needed().orElseThrow().name()).isEqualTo("b");
        listing.visit(roles.answer(listing.needed().orElseThrow()));
        assertThat(listing.needed()).isEmpty();
        assertThat(listing.truncated()).isFalse();
        assertThat(listing.paths()).containsExactly("y");
    }

    @Test
    void asManyRolesAsTheLimitAreRead() throws TrustException {
        roles.chain("targets", "a", "b", "c");
        assertThat(listed(listing(3)).truncated()).isTrue();
        assertThat(roles.asked()).containsExactly("root > targets", "targets > a", "targets > b");
        assertThat(listed(listing(4)).truncated()).isFalse();
        assertThat(listed(listing(5)).truncated()).isFalse();
    }

    @Test
    void aRoleThatIsAheadAgainIsNotLeftOut() throws TrustException {
        roles.chain("targets", "a", "b").chain("b", "a", "targets-too").chain("targets-too", "b");
        assertThat(listed(listing(4)).truncated()).isFalse();
    }

    @Test
    void nothingFollowsTheEnd() throws TrustException {
        DelegationListing listing = listed(Limits.DEFAULT);
        assertThatThrownBy(listing::skip)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the walk has ended");
        assertThatThrownBy(() -> listing.visit(Stages.parsed(roles.role("targets"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pathsCannotBeChanged() throws TrustException {
        Set<String> paths = paths();
        assertThatThrownBy(() -> paths.add("x")).isInstanceOf(UnsupportedOperationException.class);
    }
}
