package dev.tufa.apt.archive.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("relations (Debian policy 7.1)")
class RelationsTest {
    @Test
    void areGroupsOfAlternatives() throws Exception {
        Relations relations = Relations.parse(
                "libc6 (>= 2.36), default-mta | mail-transport-agent,\n python3:any", RelationSyntax.DEPENDENCY);

        VersionBound bound = new VersionBound(VersionBound.Operator.SAME_OR_LATER, DebianVersion.parse("2.36"));
        assertThat(relations.groups())
                .containsExactly(
                        List.of(Relation.to(new PackageName("libc6"), bound)),
                        List.of(
                                Relation.to(new PackageName("default-mta")),
                                Relation.to(new PackageName("mail-transport-agent"))),
                        List.of(new Relation(
                                new PackageName("python3"),
                                Optional.of(new Architecture("any")),
                                Optional.empty(),
                                List.of(),
                                List.of())));
        assertThat(relations.all()).hasSize(4);
        assertThat(relations).hasToString("libc6 (>= 2.36), default-mta | mail-transport-agent, python3:any");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DEPENDENCY; 'a0(>=1)'; a0 (>= 1)",
                "DEPENDENCY; 'a0 ( << 1~ ) |b0'; a0 (<< 1~) | b0",
                "DEPENDENCY; 'a0:amd64\t(= 1:2-3)\n,b0'; 'a0:amd64 (= 1:2-3), b0'",
                "CONFLICT; 'a0 (<= 1) , b0 (>> 2)'; 'a0 (<= 1), b0 (>> 2)'",
                "PROVISION; 'a0 (= 1), b0'; 'a0 (= 1), b0'",
                "ORIGIN; 'gcc-12 (= 12.2.0-14)'; gcc-12 (= 12.2.0-14)",
                "BUILD_DEPENDENCY; 'a0 [amd64  i386]<!nocheck>'; a0 [amd64 i386] <!nocheck>",
                "BUILD_DEPENDENCY; 'a0:native (>= 1) [!hurd-any] <!a !b> < c > | d0'; a0:native (>= 1) [!hurd-any] <!a !b> <c> | d0",
                "BUILD_CONFLICT; 'a0 [linux-any]'; a0 [linux-any]",
            })
    void areWrittenInOneWay(RelationSyntax syntax, String text, String canonical) throws Exception {
        Relations relations = Relations.parse(text, syntax);
        assertThat(relations).hasToString(canonical);
        assertThat(Relations.parse(canonical, syntax)).isEqualTo(relations);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DEPENDENCY; ''; 'name of a package: expected two or more of a-z, 0-9, +, - and ., a letter or digit first, got \"\"'",
                "DEPENDENCY; 'a0,'; 'name of a package: expected two or more of a-z, 0-9, +, - and ., a letter or digit first, got \"\"'",
                "DEPENDENCY; 'a0,,b0'; 'name of a package: expected two or more of a-z, 0-9, +, - and ., a letter or digit first, got \"\"'",
                "DEPENDENCY; 'a0|'; 'name of a package: expected two or more of a-z, 0-9, +, - and ., a letter or digit first, got \"\"'",
                "DEPENDENCY; 'a0 b0'; 'relation: expected a comma or the end after a relation, got \"b0\"'",
                "DEPENDENCY; 'a0 :any'; 'relation: expected a comma or the end after a relation, got \":any\"'",
                "DEPENDENCY; 'a0:'; 'architecture: expected a-z, 0-9 and -, a letter or digit first, got \"\"'",
                "DEPENDENCY; 'a0 (1)'; 'relation: expected <<, <=, =, >= or >>, got \"1)\"'",
                "DEPENDENCY; 'a0 (< 1)'; 'relation: expected <<, <=, =, >= or >>, got \"< 1)\"'",
                "DEPENDENCY; 'a0 (> 1)'; 'relation: expected <<, <=, =, >= or >>, got \"> 1)\"'",
                "DEPENDENCY; 'a0 (>= 1'; 'relation: expected ) after a version, got \"\"'",
                "DEPENDENCY; 'a0 (>= 1 2)'; 'relation: expected ) after a version, got \"2)\"'",
                "DEPENDENCY; 'a0 (>= )'; 'version: expected an upstream version of letters, digits, ., +, - and ~, a digit first, got \"\"'",
                "DEPENDENCY; 'a0 (= 1) (= 2)'; 'relation: expected a comma or the end after a relation, got \"(= 2)\"'",
                "DEPENDENCY; 'a0 [amd64]'; 'relation: expected no restriction in a binary package, got \"[amd64]\"'",
                "DEPENDENCY; 'a0 <x>'; 'relation: expected no restriction in a binary package, got \"<x>\"'",
                "CONFLICT; 'a0 | b0'; 'relation: expected no alternatives, got \"| b0\"'",
                "PROVISION; 'a0 (>= 1)'; 'relation: expected an exact version, got \"\"'",
                "PROVISION; 'a0 | b0'; 'relation: expected no alternatives, got \"| b0\"'",
                "ORIGIN; 'a0'; 'relation: expected an exact version, got \"\"'",
                "BUILD_DEPENDENCY; 'a0 [amd64 !i386]'; 'relation: expected ! before all architectures or none, got \"\"'",
                "BUILD_DEPENDENCY; 'a0 []'; 'relation: expected a name before ], got \"\"'",
                "BUILD_DEPENDENCY; 'a0 [amd64'; 'restriction: expected a-z, 0-9, ., + and -, after ! or not, got \"\"'",
                "BUILD_DEPENDENCY; 'a0 <a> [b]'; 'relation: expected a comma or the end after a relation, got \"[b]\"'",
                "BUILD_CONFLICT; 'a0 | b0'; 'relation: expected no alternatives, got \"| b0\"'",
            })
    void areRefusedOtherwise(RelationSyntax syntax, String text, String message) {
        assertThatThrownBy(() -> Relations.parse(text, syntax)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "1~, true, true, false, false, false",
        "1, false, true, true, true, false",
        "1.0-0, false, false, false, true, true",
    })
    void meanVersions(String version, boolean earlier, boolean atMost, boolean same, boolean atLeast, boolean later)
            throws Exception {
        DebianVersion bound = DebianVersion.parse("1-0");
        DebianVersion tested = DebianVersion.parse(version);
        Map<VersionBound.Operator, Boolean> expected = Map.of(
                VersionBound.Operator.EARLIER, earlier,
                VersionBound.Operator.EARLIER_OR_SAME, atMost,
                VersionBound.Operator.SAME, same,
                VersionBound.Operator.SAME_OR_LATER, atLeast,
                VersionBound.Operator.LATER, later);
        expected.forEach((operator, included) -> assertThat(new VersionBound(operator, bound).includes(tested))
                .as(operator.symbol())
                .isEqualTo(included));
    }

    @ParameterizedTest
    @CsvSource({
        "Depends, DEPENDENCY",
        "PRE-DEPENDS, DEPENDENCY",
        "Breaks, CONFLICT",
        "Provides, PROVISION",
        "Built-Using, ORIGIN",
        "Build-Depends,",
        "Package,",
    })
    void areInTheseFieldsOfABinaryPackage(String field, RelationSyntax syntax) {
        assertThat(RelationSyntax.ofBinaryField(field)).isEqualTo(Optional.ofNullable(syntax));
    }

    @ParameterizedTest
    @EnumSource
    void areReadBackAsTheyWereWritten(RelationSyntax syntax) throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            List<List<Relation>> groups = new ArrayList<>();
            for (int g = 0; g <= random.nextInt(3); g++) {
                List<Relation> group = new ArrayList<>();
                for (int r = 0; r <= (syntax.allowsAlternatives() ? random.nextInt(3) : 0); r++) {
                    group.add(relation(random, syntax));
                }
                groups.add(group);
            }
            Relations relations = new Relations(groups);

            assertThat(Relations.parse(relations.toString(), syntax)).isEqualTo(relations);
        }
    }

    private static Relation relation(Random random, RelationSyntax syntax) throws PolicyException {
        VersionBound.Operator[] operators = VersionBound.Operator.values();
        Optional<VersionBound> bound = Optional.of(new VersionBound(
                operators[random.nextInt(operators.length)], DebianVersion.parse("1." + random.nextInt(9) + "-1")));
        if (!syntax.allows(bound)) {
            bound = Optional.of(
                    new VersionBound(VersionBound.Operator.SAME, bound.get().version()));
        }
        if (random.nextBoolean() && syntax.allows(Optional.empty())) {
            bound = Optional.empty();
        }
        Optional<Architecture> qualifier =
                random.nextInt(3) == 0 ? Optional.of(new Architecture("any")) : Optional.empty();
        List<Restriction> architectures = new ArrayList<>();
        List<List<Restriction>> profiles = new ArrayList<>();
        if (syntax.allowsRestrictions()) {
            Restriction.Sense sense = sense(random);
            for (int i = random.nextInt(3); i > 0; i--) {
                architectures.add(new Restriction(sense, "arch" + random.nextInt(9)));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                profiles.add(List.of(
                        new Restriction(sense(random), "pkg.a.b" + i), new Restriction(sense(random), "nocheck")));
            }
        }
        return new Relation(new PackageName("p" + random.nextInt(99)), qualifier, bound, architectures, profiles);
    }

    private static Restriction.Sense sense(Random random) {
        return random.nextBoolean() ? Restriction.Sense.PRESENT : Restriction.Sense.ABSENT;
    }
}
