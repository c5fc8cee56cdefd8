package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.signing.online.SigningRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Plans are signed by rule")
class SigningByRuleTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.init(temporary.resolve("repo"));
    }

    @Test
    void everyDocumentIsInTheLog() throws Exception {
        sandbox.add("a", "a");
        sandbox.publish();
        List<SigningRecord> records = sandbox.repository.signingLog();
        assertThat(records).extracting(SigningRecord::role).containsExactly("targets", "snapshot", "timestamp");
        assertThat(records).extracting(SigningRecord::version).containsOnly(2L);
        assertThat(records.get(0).keyIds()).hasSize(1);
    }

    @Test
    void aPlanThatComesToNothingDoesNotStopTheNextAndItsVersionsAreNotUsedAgain() throws Exception {
        sandbox.add("a", "a");
        sandbox.plan();
        sandbox.now = sandbox.now.plusSeconds(5);
        sandbox.plan();
        sandbox.now = sandbox.now.plusSeconds(5);
        sandbox.publish();
        assertThat(sandbox.metadata("4.targets.json")).exists();
        assertThat(sandbox.metadata("2.targets.json")).doesNotExist();
        assertThat(sandbox.updatedClient().download("a")).isEqualTo("a");
    }

    @Test
    void aRotationOfRootCanBePlannedAgain() throws Exception {
        sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(2, 2));
        sandbox.plan();
        sandbox.now = sandbox.now.plusSeconds(5);
        sandbox.publish();
        assertThat(sandbox.metadata("2.root.json")).exists();
        sandbox.updatedClient();
    }

    @Test
    void nothingIsWrittenWhereNothingIsSigned() throws Exception {
        sandbox.plan();
        assertThat(sandbox.repository.signingLog()).isEmpty();
    }

    @Test
    void aLogThatWasChangedStopsEverythingAndSaysWhere() throws Exception {
        sandbox.add("a", "a");
        sandbox.publish();
        Path log = sandbox.folder.resolve("keys/signing.log");
        Files.writeString(log, Files.readString(log).replaceFirst("\"role\":\"targets\"", "\"role\":\"target5\""));
        sandbox.add("b", "b");
        Sandbox next = Sandbox.open(sandbox.folder); // whoever has read it goes on from what it said then
        assertThatThrownBy(next::plan)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("signing.log: line 3: previous: expected ");
        assertThatThrownBy(sandbox.repository::signingLog).hasMessageStartingWith("signing.log: line 3: ");
    }

    @Test
    void theLogIsOfOneRepository() throws Exception {
        sandbox.add("a", "a");
        sandbox.publish();
        Sandbox other = Sandbox.init(temporary.resolve("other"));
        Files.copy(sandbox.folder.resolve("keys/signing.log"), other.folder.resolve("keys/signing.log"));
        other.add("a", "a");
        assertThatThrownBy(other::plan)
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageMatching("signing log: expected one of repository [0-9a-f]{64}, got one of [0-9a-f]{64}");
    }
}
