package dev.tufa.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds every {@link ArchitectureRule} against the house, and against offenders that show that the rule can fail. */
class ArchitectureTest {
    static final String HOUSE = "dev.tufa";
    static final String PLANTED = "dev.tufa.conformance.architecture.planted";

    /** All main code; the offenders and the other tests of this module are no part of it. */
    private static final JavaClasses HOUSE_CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/")
                    && !location.contains("-tests.jar")
                    && !location.contains("/conformance/target/"))
            .importPackages(HOUSE);

    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    @ParameterizedTest
    @EnumSource
    void theHouseKeeps(ArchitectureRule rule) {
        rule.ruleBelow(HOUSE).check(HOUSE_CLASSES);
    }

    @ParameterizedTest
    @EnumSource
    void offendersAreReported(ArchitectureRule rule) {
        ArchRule planted = rule.ruleBelow(PLANTED);
        assertThat(rule.offenders()).isNotEmpty();
        for (Class<?> offender : rule.offenders()) {
            EvaluationResult result = planted.evaluate(PLANTED_CLASSES.that(are(offender)));
            assertThat(result.getFailureReport().getDetails())
                    .as("%s against %s", rule, offender.getSimpleName())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyElseIsReported(ArchitectureRule rule) {
        JavaClasses others = PLANTED_CLASSES.that(DescribedPredicate.describe(
                "no offenders", type -> rule.offenders().stream().noneMatch(type::isEquivalentTo)));
        assertThat(rule.ruleBelow(PLANTED).evaluate(others).getFailureReport().getDetails())
                .isEmpty();
    }

    /** A rule about classes that were not found would hold for nothing. */
    @ParameterizedTest
    @CsvSource({
        "tuf/core, tuf.json",
        "tuf/core, tuf.refusal",
        "tuf/core, tuf.metadata",
        "tuf/core, tuf.crypto",
        "tuf/core, tuf.trust",
        "tuf/client, tuf.client",
        "tuf/repository, tuf.repository",
        "apt/archive, apt.archive",
        "apt/openpgp, apt.openpgp",
        "apt/install, apt.install",
        "apt/publish, apt.publish",
        "testkit, testkit",
        "apps/apt-helper, helper",
        "apps/apt-method, method",
        "apps/cli, cli",
        "benchmarks, benchmarks",
        "examples, examples",
    })
    void everyPackageWithSourcesIsSeen(String folder, String name) throws IOException {
        String packageName = HOUSE + "." + name;
        boolean sources = !SourceTree.javaFiles(
                        SourceTree.root().resolve(folder + "/src/main/java").resolve(packageName.replace('.', '/')))
                .isEmpty();
        assertThat(HOUSE_CLASSES.stream().anyMatch(type -> (type.getPackageName() + ".").startsWith(packageName + ".")))
                .isEqualTo(sources);
    }

    private static DescribedPredicate<JavaClass> are(Class<?> wanted) {
        return DescribedPredicate.describe("are " + wanted.getSimpleName(), type -> type.isEquivalentTo(wanted));
    }
}
