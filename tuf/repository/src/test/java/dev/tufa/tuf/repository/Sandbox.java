package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A repository in a temporary folder, with a clock that only the test moves. */
final class Sandbox {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final String PASSPHRASE = "correct horse";

    /** Fewer iterations than anybody should use, so that tests are fast. */
    static final InitOptions FAST = InitOptions.DEFAULT.withSettings(Settings.DEFAULT.withKeyIterations(1000));

    final Path folder;
    final Disk disk;
    final Repository repository;
    Instant now = START;

    private Sandbox(Path folder, Disk disk, Repository repository) {
        this.folder = folder;
        this.disk = disk;
        this.repository = repository;
    }

    static Sandbox init(Path folder) throws RepositoryException, IOException, TrustException {
        return init(folder, FAST);
    }

    static Sandbox init(Path folder, InitOptions options) throws RepositoryException, IOException, TrustException {
        Disk disk = CrashingDisk.counting();
        return new Sandbox(folder, disk, Repository.init(folder, options, passphrase(), START, disk));
    }

    static Sandbox open(Path folder) throws RepositoryException, IOException {
        return open(folder, CrashingDisk.counting());
    }

    static Sandbox open(Path folder, Disk disk) throws RepositoryException, IOException {
        return new Sandbox(folder, disk, Repository.open(folder, disk));
    }

    /** Publishes without a second check that the plan is good. */
    static void carryOut(PublicationPlan plan, Path folder, Disk disk) throws RepositoryException, IOException {
        try (LockedFolder locked = new RepositoryFolder(folder, disk).lock()) {
            locked.publish(plan);
        }
    }

    static char[] passphrase() {
        return PASSPHRASE.toCharArray();
    }

    Path file(String content) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(folder.resolveSibling("inbox")), "file", ".txt");
        return Files.writeString(file, content);
    }

    void add(String path, String content) throws RepositoryException, IOException, TrustException {
        repository.add(file(content), path, AddOptions.DEFAULT);
    }

    PublicationPlan plan() throws RepositoryException, IOException, TrustException {
        return plan(PlanOptions.DEFAULT);
    }

    PublicationPlan plan(PlanOptions options) throws RepositoryException, IOException, TrustException {
        try (KeyRing keys = repository.unlock(passphrase())) {
            return repository.plan(keys, now, options);
        }
    }

    PublicationPlan publish() throws RepositoryException, IOException, TrustException {
        return publish(PlanOptions.DEFAULT);
    }

    PublicationPlan publish(PlanOptions options) throws RepositoryException, IOException, TrustException {
        PublicationPlan plan = plan(options);
        repository.publish(plan, now);
        return plan;
    }

    FolderClient client() throws IOException {
        return FolderClient.fromGenesis(published());
    }

    /** A client that has updated. */
    FolderClient updatedClient() throws IOException, TrustException {
        FolderClient client = client();
        client.update(now);
        return client;
    }

    Path published() {
        return repository.publishedFolder();
    }

    Path metadata(String fileName) {
        return published().resolve("metadata").resolve(fileName);
    }
}
