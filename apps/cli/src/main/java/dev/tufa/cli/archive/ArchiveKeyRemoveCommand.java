package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKey;
import dev.tufa.apt.publish.archive.RemovedKey;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code tufa archive key remove}. */
public final class ArchiveKeyRemoveCommand extends ArchiveCommand {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{40}");

    @Override
    public String name() {
        return "archive key remove";
    }

    @Override
    public String summary() {
        return "Have an OpenPGP key sign an archive no more";
    }

    @Override
    public String operands() {
        return "ARCHIVE KEY";
    }

    @Override
    public String description() {
        return "Takes KEY, by its fingerprint or as archive.conf names it, out of archive.conf: from the next tufa archive publish on it does"
                + " not sign. Computers that have this key alone refuse the archive then, so add the next one long before. The"
                + " last key stays, and the key itself is not deleted.";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive key remove my-archive file:keys/archive.key",
                "archive key remove my-archive 0123456789ABCDEF0123456789ABCDEF01234567");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        String word = invocation.operand(1, "KEY");
        invocation.expectOperands(2);
        RemovedKey removed =
                archive.removeKey(source(archive, word), invocation.clock().instant());
        Terminal terminal = invocation.terminal();
        terminal.line("removed %s", removed.key().source().map(KeySource::text).orElse(word));
        if (removed.key().standing() == ArchiveKey.Standing.NEXT) {
            return; // nobody has seen it
        }
        boolean isAnyKnown = archive.keys().stream().anyMatch(key -> key.standing() == ArchiveKey.Standing.SIGNS);
        terminal.note(
                "%s",
                isAnyKnown
                        ? "note: computers that have it alone refuse the archive from the next tufa archive publish on"
                        : "note: no other key has signed what is published: every computer refuses the archive from the next tufa archive publish on");
        if (!removed.aptFiles().isEmpty()) {
            terminal.note(
                    "note: signed with it, and to be made again with tufa apt make --from: %s",
                    Printable.of(String.join(", ", removed.aptFiles())));
        }
    }

    private static KeySource source(Archive archive, String word) throws UsageException, ArchiveException, IOException {
        if (!FINGERPRINT.matcher(word).matches()) {
            return ArchiveKeyAddCommand.source(word);
        }
        List<ArchiveKey> keys = archive.keys();
        Optional<KeySource> found = keys.stream()
                .filter(key -> key.certificate()
                        .filter(certificate -> certificate.fingerprint().hex().equalsIgnoreCase(word))
                        .isPresent())
                .flatMap(key -> key.source().stream())
                .findFirst();
        return found.orElseThrow(() -> new ArchiveException("key: expected one of %s, got %s"
                .formatted(
                        keys.stream()
                                .filter(key -> key.source().isPresent())
                                .flatMap(key -> key.certificate().stream())
                                .map(certificate -> certificate.fingerprint().hex())
                                .toList(),
                        word)));
    }
}
