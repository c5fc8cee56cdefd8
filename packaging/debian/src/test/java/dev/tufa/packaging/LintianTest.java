package dev.tufa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Needs the program lintian, and fails without it. */
@DisplayName("lintian")
class LintianTest {
    @Test
    void hasNothingToSayAboutThePackages() throws Exception {
        List<String> command =
                new ArrayList<>(List.of("lintian", "--allow-root", "--fail-on", "error,warning", "--no-cfg"));
        Packages.files().forEach(file -> command.add(file.toString()));
        assertThat(Run.of(command.toArray(String[]::new))).isEqualTo(new Run(0, ""));
    }
}
