package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKey;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive key add}. */
public final class ArchiveKeyAddCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive key add";
    }

    @Override
    public String summary() {
        return "Have one more OpenPGP key sign an archive";
    }

    @Override
    public String operands() {
        return "ARCHIVE KEY";
    }

    @Override
    public String description() {
        return "Writes KEY into archive.conf: file:FILE below ARCHIVE/private, opened by the passphrase of the others,"
                + " gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE. From the next tufa archive publish on it signs side by"
                + " side with the others: computers that have any one of them go on as before. The first key of archive.conf signs .apt"
                + " files as well, and whoever installs one of these accepts that key alone.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.flag("first", "put it before the others, so that it signs .apt files"))
                .addOption(Passphrase.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive key add my-archive file:keys/next.key",
                "archive key add --first my-archive gpg:0123456789ABCDEF0123456789ABCDEF01234567");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        KeySource source = source(invocation.operand(1, "KEY"));
        invocation.expectOperands(2);
        boolean isFirst = invocation.has("first");
        ArchiveKey.Place place = isFirst ? ArchiveKey.Place.FIRST : ArchiveKey.Place.LAST;
        ArchiveKey key = OnePassphrase.use(
                invocation,
                Passphrase.Purpose.KNOWN,
                passphrases -> archive.addKey(
                        source, place, passphrases, invocation.clock().instant()));
        invocation
                .terminal()
                .line(
                        "added %s, %s",
                        source.text(),
                        key.certificate().orElseThrow().fingerprint().grouped());
        invocation.terminal().note("note: it signs beside the others from the next tufa archive publish on");
        invocation
                .terminal()
                .note(
                        "%s",
                        isFirst
                                ? "note: make .apt files again after that, with tufa apt make --from: who has the others goes on as before"
                                : "note: .apt files are signed by the first key alone; --first would have put this one there");
    }

    static KeySource source(String text) throws UsageException {
        try {
            return KeySource.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
