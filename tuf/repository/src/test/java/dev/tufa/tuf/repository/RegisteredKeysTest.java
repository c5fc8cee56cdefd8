package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Registered keys")
class RegisteredKeysTest {
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    @TempDir
    Path temporary;

    private Path folder;
    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        folder = temporary.resolve("repo");
        sandbox = Sandbox.init(folder);
    }

    private static Surroundings environment(Map<String, String> variables) {
        return new Surroundings(
                name -> Optional.ofNullable(variables.get(name)), token -> Optional.empty(), Duration.ofSeconds(20));
    }

    private NewKey inFile() throws Exception {
        try (KeyRing ring = sandbox.repository.unlock(Sandbox.passphrase())) {
            return ring.generate(SignatureScheme.ED25519);
        }
    }

    private static NewKey elsewhere() {
        return NewKey.outside(StoredKey.of(PrivateKeySigner.generate().key(), KeySource.ELSEWHERE));
    }

    private RegisteredKey registered(String keyId) throws Exception {
        return sandbox.repository.keys(sandbox.now).stream()
                .filter(key -> key.keyId().equals(keyId))
                .findFirst()
                .orElseThrow();
    }

    private String register(NewKey key) throws Exception {
        sandbox.repository.register(key);
        return key.stored().keyId();
    }

    @Test
    void waitUnused() throws Exception {
        String keyId = register(inFile());
        assertThat(registered(keyId).roles()).isEmpty();
        assertThat(registered(keyId).place()).isEqualTo(Status.PrivateKeyPlace.HERE);
        assertThat(sandbox.plan().isEmpty()).isTrue();
    }

    @Test
    void takeOverARole() throws Exception {
        String keyId = register(inFile());
        FolderClient client = sandbox.updatedClient();
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ofRegistered(List.of(keyId), 1));
        sandbox.publish();
        client.update(sandbox.now);
        assertThat(registered(keyId).roles()).isEqualTo(Map.of("timestamp", Status.KeyUse.ACTIVE));
        assertThat(sandbox.repository.keys(sandbox.now).stream()
                        .filter(key -> key.roles().containsValue(Status.KeyUse.RETIRING)))
                .hasSize(1);
        sandbox.now = sandbox.now.plus(Duration.ofDays(3));
        assertThat(sandbox.repository.keys(sandbox.now).stream()
                        .filter(key -> key.roles().isEmpty()))
                .hasSize(1);
    }

    @Test
    void signSeveralRoles() throws Exception {
        String keyId = register(inFile());
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ofRegistered(List.of(keyId), 1));
        sandbox.repository.rotate(RoleType.SNAPSHOT, KeyRequest.ofRegistered(List.of(keyId), 1));
        sandbox.repository.stage(new Change.Delegate(
                "targets",
                "dev",
                new PathScope.Paths(List.of(new PathPattern("dev/*"))),
                false,
                KeyRequest.ofRegistered(List.of(keyId), 1)));
        sandbox.repository.stage(new Change.DelegateBins(
                "dev", Change.BinStyle.SUCCINCT, 1, "bin", KeyRequest.ofRegistered(List.of(keyId), 1)));
        sandbox.publish();
        sandbox.updatedClient();
        assertThat(registered(keyId).roles().keySet()).containsExactly("bin-*", "dev", "snapshot", "timestamp");
    }

    @Test
    void keepTheirRoleWhenOneOfThemIsReplaced() throws Exception {
        String kept = register(inFile());
        sandbox.repository.rotate(RoleType.TIMESTAMP, new KeyRequest(1, 1, SignatureScheme.ED25519, List.of(kept)));
        sandbox.publish();
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ofRegistered(List.of(kept), 1));
        sandbox.publish();
        assertThat(registered(kept).roles()).isEqualTo(Map.of("timestamp", Status.KeyUse.ACTIVE));
        sandbox.updatedClient();
    }

    @Test
    void beginARepositoryWithARootOfFivePeopleOfWhomThreeSign() throws Exception {
        List<NewKey> keys = new ArrayList<>();
        Map<String, String> variables = new HashMap<>();
        for (int person = 0; person < 3; person++) {
            String seed = "%064x".formatted(person + 1);
            variables.put("KEY" + person, seed);
            KeySource source = KeySource.parse("env:KEY" + person);
            try (KeyRing ring = sandbox.repository.unlock(Sandbox.passphrase(), environment(variables))) {
                keys.add(NewKey.outside(StoredKey.of(ring.publicKey(source, Optional.empty()), source)));
            }
        }
        keys.add(elsewhere());
        keys.add(elsewhere());
        List<String> ids = keys.stream().map(key -> key.stored().keyId()).toList();
        InitOptions options =
                Sandbox.FAST.withRegistered(keys).withKeys(RoleType.ROOT, KeyRequest.ofRegistered(ids, 3));
        Path other = temporary.resolve("five");
        Repository.init(other, options, Sandbox.passphrase(), Sandbox.START, environment(variables));
        Sandbox five = Sandbox.open(other);
        assertThat(five.repository.keys(five.now).stream()
                        .filter(key -> key.roles().containsKey("root"))
                        .map(RegisteredKey::keyId))
                .containsExactlyInAnyOrderElementsOf(ids);
        five.updatedClient();
        variables.remove("KEY2");
        assertThatThrownBy(() -> Repository.init(
                        temporary.resolve("two"), options, Sandbox.passphrase(), Sandbox.START, environment(variables)))
                .isInstanceOf(MissingKeyException.class)
                .hasMessageContaining("root: expected signatures by 3 keys, got 2; not here: ")
                .hasMessageContaining("(env:KEY2: expected a variable with a private key, got none)");
    }

    @Test
    void inAVariableSignEverydayPublications() throws Exception {
        Surroundings surroundings = environment(Map.of("ONLINE", SEED));
        KeySource source = KeySource.parse("env:ONLINE");
        try (KeyRing ring = sandbox.repository.unlock(Sandbox.passphrase(), surroundings)) {
            sandbox.repository.register(NewKey.outside(StoredKey.of(ring.publicKey(source, Optional.empty()), source)));
        }
        String keyId = sandbox.repository.keys(sandbox.now).get(4).keyId();
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ofRegistered(List.of(keyId), 1));
        try (KeyRing ring = sandbox.repository.unlock(Sandbox.passphrase(), surroundings)) {
            sandbox.repository.publish(sandbox.repository.plan(ring, sandbox.now, PlanOptions.DEFAULT), sandbox.now);
        }
        sandbox.updatedClient();
        assertThatThrownBy(() -> sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp")))
                .isInstanceOf(MissingKeyException.class);
    }

    @Test
    void comeOnce() throws Exception {
        NewKey key = inFile();
        register(key);
        assertThatThrownBy(() -> sandbox.repository.register(key))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("key: expected one that is not registered, got "
                        + key.stored().keyId());
        StoredKey stored = key.stored();
        assertThatThrownBy(() -> sandbox.repository.register(
                        NewKey.outside(new StoredKey("another", stored.key(), KeySource.ELSEWHERE, List.of()))))
                .isInstanceOf(ChangeRefusedException.class);
    }

    @Test
    void thatAreNotThereCannotBeGiven() {
        assertThatThrownBy(() -> sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ofRegistered(List.of("none"), 1)))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("key: expected one that is registered, got \"none\"");
    }

    @Test
    void goWhenNothingNeedsThem() throws Exception {
        String keyId = register(inFile());
        Path file = folder.resolve("keys").resolve(keyId + ".pem");
        assertThat(file).exists();
        sandbox.repository.unregister(keyId, sandbox.now);
        assertThat(file).doesNotExist();
        assertThat(sandbox.repository.keys(sandbox.now)).hasSize(4);
        assertThatThrownBy(() -> sandbox.repository.unregister(keyId, sandbox.now))
                .hasMessage("key: expected one that is registered, got \"" + keyId + '"');
    }

    @Test
    void stayWhileTheyAreNeeded() throws Exception {
        String keyId = register(inFile());
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ofRegistered(List.of(keyId), 1));
        assertThatThrownBy(() -> sandbox.repository.unregister(keyId, sandbox.now))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining("expected one that nothing staged needs, got one for: rotate timestamp");
        sandbox.publish();
        assertThatThrownBy(() -> sandbox.repository.unregister(keyId, sandbox.now))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("key " + keyId + ": expected one that no role needs, got one of timestamp");
    }

    @Test
    void makeAPlanStaleThatWasMadeBefore() throws Exception {
        sandbox.add("a", "a");
        PublicationPlan plan = sandbox.plan();
        String keyId = register(elsewhere());
        assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now))
                .isInstanceOf(StalePlanException.class)
                .hasMessage("plan: expected the keys that it was made for, got another list of keys");
        sandbox.repository.rotate(RoleType.SNAPSHOT, KeyRequest.ONE);
        sandbox.publish();
        assertThat(registered(keyId).place()).isEqualTo(Status.PrivateKeyPlace.ELSEWHERE);
    }

    @Test
    void areWholeOrAbsentAfterACrashAtAnyPoint() throws Exception {
        NewKey key = inFile();
        String keyId = key.stored().keyId();
        boolean ended = false;
        for (int survives = 0; !ended; survives++) {
            Path copy = Trees.copy(folder, temporary.resolve("copy-" + survives));
            try {
                Repository.open(copy, CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN))
                        .register(key);
                ended = true;
            } catch (CrashingDisk.Killed e) {
                Repository next = Repository.open(copy);
                if (next.keys(sandbox.now).size() == 4) {
                    next.register(key);
                }
            }
            Repository next = Repository.open(copy);
            try (KeyRing ring = next.unlock(Sandbox.passphrase())) {
                assertThat(ring.signer(keyId)).isPresent();
            }
        }
    }
}
