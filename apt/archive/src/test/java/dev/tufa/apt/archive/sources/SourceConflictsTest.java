package dev.tufa.apt.archive.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Two sources of one suite")
class SourceConflictsTest {
    private static final String FINGERPRINT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private static void require(String text) throws SourcesException {
        SourceConflicts.require(SourcesFile.read("a.list", text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deb http://a.example s m;deb-src http://a.example/ s m",
                "deb http://a.example s m;deb-src [signed-by=/a] http://a.example s m",
                "deb http://a.example s m;deb [signed-by=/a] http://a.example s m;deb [signed-by=/b] http://a.example s m",
                "deb [signed-by=/a] http://a.example s m;deb [signed-by=/b] http://a.example s m",
                "deb [signed-by=/a] http://a.example s m;deb [signed-by=/b] http://a.example t m",
                "deb [signed-by=/a] http://a.example s m;deb [signed-by=/b] http://b.example s m",
                "deb [signed-by=/a] http://a.example s m;deb [signed-by=/b] https://a.example s m",
                "deb [signed-by=/a] http://u:p@a.example s m;deb [signed-by=/b] https://a.example s m",
                "deb [signed-by=/a] http://a.example s m;deb [signed-by=/b] http://a.example dists/s/",
                "deb [signed-by=/a] http://a.example /;deb [signed-by=/b] http://a.example ./",
                "deb [signed-by=" + FINGERPRINT
                        + "] http://a.example /;deb [signed-by=0123456789ABCDEF0123456789ABCDEF01234567] http://a.example /",
                "deb [trusted=yes] http://a.example s m;deb http://a.example s m",
                "deb [trusted=yes] http://a.example s m;deb [trusted=1] http://a.example s n",
                "deb [trusted=no] http://a.example s m;deb [trusted=maybe] http://a.example s n",
                "deb [check-valid-until=no] http://a.example s m;deb http://a.example s m",
                "deb [check-date=no] http://a.example s m;deb [check-date=yes] http://a.example s m",
                "deb [valid-until-max=5] http://a.example s m;deb http://a.example s m",
                "deb http://a.example s m;deb [valid-until-max=5] http://a.example s m",
                "deb [valid-until-min=5] http://a.example s m;deb [valid-until-min=05] http://a.example s m",
                "deb [date-max-future=5] http://a.example s m;deb [date-max-future=6] http://a.example s m",
                "deb [allow-insecure=yes] http://a.example s m;deb http://a.example s m",
                "deb [allow-weak=no] http://a.example s m;deb http://a.example s m",
                "deb [arch=i386] http://a.example s m;deb http://a.example s m",
            })
    void areRefusedWhereAptRefusesThem(String lines) throws Exception {
        String text = lines.replace(';', '\n');
        boolean isAccepted =
                new RealSourceLists(folder).read("a.list", text.getBytes(UTF_8)).isPresent();

        if (isAccepted) {
            require(text);
        } else {
            assertThatThrownBy(() -> require(text)).isInstanceOf(SourcesException.class);
        }
    }

    /** apt 3 takes them, apt 2.6 does not: a list has to be one for both. */
    @Test
    void areRefusedIfTheSecondHasNoKeyWhereTheFirstHasOne() {
        assertThatThrownBy(() -> require("deb [signed-by=/a] http://a.example s m\ndeb-src http://a.example s m\n"))
                .hasMessage(
                        "a.list: line 2: Signed-By: expected the same as for suite s of the same archive in a.list: line 1, got none");
    }

    @Test
    void areRefusedWithThePlacesOfBoth() {
        assertThatThrownBy(() ->
                        require("deb [signed-by=/a] http://a.example s m\n\ndeb [signed-by=/b] http://a.example s n\n"))
                .hasMessage(
                        "a.list: line 3: Signed-By: expected the same as for suite s of the same archive in a.list: line 1, got another key");
        assertThatThrownBy(() -> require("deb [trusted=yes] http://a.example s m\ndeb http://a.example s n\n"))
                .hasMessage(
                        "a.list: line 2: Trusted: expected the same as for suite s of the same archive in a.list: line 1, got nothing");
    }

    @Test
    void doNotMatterOutOfUse() throws Exception {
        String text = "Types: deb\nURIs: http://a.example\nSuites: ./\nSigned-By: /%s\nEnabled: %s\n\n";

        var sources =
                SourcesFile.read("a.sources", (text.formatted("a", "yes") + text.formatted("b", "no")).getBytes(UTF_8));

        assertThat(sources).hasSize(2);
        SourceConflicts.require(sources);
    }
}
