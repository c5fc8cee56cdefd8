package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What tests can have the simulator do with requests for the rest of a file; the rest of its contract is in {@link PortsTest}. */
@DisplayName("The rest of a file")
class SimulatedRangesTest {
    private static final String CONTENT = "0123456789";
    private static final String FILE = "targets/" + Digests.sha256(CONTENT.getBytes(UTF_8)) + ".file";

    private final RepositorySimulator repository = new RepositorySimulator();

    @BeforeEach
    void publish() {
        repository.targets().add("file", CONTENT);
        repository.publish();
    }

    /** Asks for what follows "0123". */
    private Fetcher.Response open() throws IOException {
        return repository.open(new Fetcher.Request(
                RepositorySimulator.BASE.resolve(FILE),
                false,
                Optional.of(new Fetcher.Beginning(4, Optional.empty()))));
    }

    private void assertSends(int start, int announced, String body) throws IOException {
        try (Fetcher.Response response = open()) {
            assertThat(response.start()).isEqualTo(start);
            assertThat(response.length()).hasValue(announced);
            assertThat(response.body().readAllBytes()).isEqualTo(body.getBytes(UTF_8));
        }
    }

    @Test
    void comesIfNothingElseIsSaid() throws Exception {
        assertSends(4, 6, "456789");
    }

    @Test
    void doesNotComeFromARepositoryThatKnowsNoRanges() throws Exception {
        repository.ranges(false);

        assertSends(0, 10, CONTENT);
    }

    @Test
    void doesNotComeWhereTheFaultSaysSo() throws Exception {
        repository.serve(FILE, Fault.ignoringRanges().once());

        assertSends(0, 10, CONTENT);
        assertSends(4, 6, "456789");
    }

    @Test
    void beginsElsewhere() throws Exception {
        repository.serve(FILE, Fault.from(7));

        assertSends(7, 3, "789");
    }

    @Test
    void endsTooEarly() throws Exception {
        repository.serve(FILE, Fault.truncatedTo(6));

        assertSends(4, 6, "45");
    }

    @Test
    void breaksDown() throws Exception {
        repository.serve(FILE, Fault.brokenAfter(6));

        try (Fetcher.Response response = open()) {
            assertThat(response.start()).isEqualTo(4);
            assertThat(response.body().readNBytes(2)).isEqualTo("45".getBytes(UTF_8));
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOf(IOException.class)
                    .hasMessage("Connection reset");
        }
    }

    @Test
    void breaksDownAtOnceWhereTheFileDoesBeforeThat() throws Exception {
        repository.serve(FILE, Fault.brokenAfter(3));

        try (Fetcher.Response response = open()) {
            assertThat(response.start()).isEqualTo(4);
            assertThatThrownBy(() -> response.body().read()).hasMessage("Connection reset");
        }
    }

    @Test
    void comesWithoutTheNameOfItsContent() throws Exception {
        repository.serve(FILE, Fault.withoutValidator());

        try (Fetcher.Response response = open()) {
            assertThat(response.start()).isEqualTo(4);
            assertThat(response.validator()).isEmpty();
        }
    }
}
