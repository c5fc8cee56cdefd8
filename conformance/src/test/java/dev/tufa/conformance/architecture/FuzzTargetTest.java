package dev.tufa.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tufa.conformance.architecture.planted.fuzz.NeverSelected;
import dev.tufa.conformance.architecture.planted.fuzz.TwoTargets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jazzer searches for the first fuzz test of a JVM and passes over all others: one per class, in a class that runs. */
class FuzzTargetTest {
    @Test
    void everyFuzzTestIsAlone() {
        JavaClasses tests = new ClassFileImporter()
                .withImportOption(location -> location.contains("/test-classes/") && !location.contains("/planted/"))
                .importPackages("dev.tufa");
        assertThat(tests).isNotEmpty();
        assertThat(passedOver(tests)).isEmpty();
    }

    @Test
    void offendersAreReported() {
        JavaClasses planted = new ClassFileImporter().importClasses(NeverSelected.class, TwoTargets.class);
        assertThat(passedOver(planted))
                .containsExactlyInAnyOrder(NeverSelected.class.getName(), TwoTargets.class.getName());
    }

    private static List<String> passedOver(JavaClasses tests) {
        return tests.stream()
                .filter(type -> targets(type) > (type.getSimpleName().endsWith("Test") ? 1 : 0))
                .map(JavaClass::getName)
                .toList();
    }

    private static long targets(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.isAnnotatedWith(FuzzTest.class))
                .count();
    }
}
