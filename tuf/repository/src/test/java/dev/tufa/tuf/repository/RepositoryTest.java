package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    @TempDir
    Path temporary;

    @Test
    void aNewRepositoryIsValidAndEmpty() throws Exception {
        Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
        assertThat(sandbox.updatedClient().find("a.txt")).isEmpty();
    }

    @Test
    void anAddedTargetIsFoundWhenPublished() throws Exception {
        Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
        FolderClient client = sandbox.updatedClient();
        sandbox.add("dir/a.txt", "hello");
        assertThat(sandbox.repository.status().staged()).hasSize(1);
        sandbox.publish();
        client.update(sandbox.now);
        assertThat(client.download("dir/a.txt")).isEqualTo("hello");
        assertThat(sandbox.repository.status().staged()).isEmpty();
        sandbox.repository.remove("dir/a.txt");
        sandbox.publish();
        client.update(sandbox.now);
        assertThat(client.find("dir/a.txt")).isEmpty();
    }

    @Test
    void everyRoleCanBeRotated() throws Exception {
        Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
        FolderClient client = sandbox.updatedClient();
        sandbox.add("dir/a.txt", "hello");
        for (RoleType role : Settings.ROLES) {
            sandbox.repository.rotate(role, KeyRequest.of(2, 2));
            sandbox.publish();
            client.update(sandbox.now);
            assertThat(client.download("dir/a.txt")).isEqualTo("hello");
            assertThat(sandbox.updatedClient().download("dir/a.txt")).isEqualTo("hello");
        }
        sandbox.now = sandbox.now.plus(Duration.ofDays(3));
        sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
        client.update(sandbox.now);
    }
}
