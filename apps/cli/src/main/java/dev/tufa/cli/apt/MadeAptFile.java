package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.SourceDate;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.framework.WholeFile;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A {@code .apt} file that a command makes, and puts where it belongs. */
final class MadeAptFile {
    private MadeAptFile() {}

    /** Signs at the time that the environment says, if it says one; what comes of it has to be good as of now. */
    static byte[] of(List<Stanza> stanzas, FormatVersion version, ReleaseSigner signer, Instant now)
            throws UsageException, IOException, CommandFailure {
        try {
            byte[] made = AptFileMaker.make(
                    stanzas, version, signer, SourceDate.find().orElse(now));
            VerifiedAptFile.read(made, now);
            return made;
        } catch (AptFileException e) {
            throw refused(e);
        } catch (OpenPgpException e) {
            throw refused(e);
        }
    }

    static CommandFailure refused(AptFileException e) {
        return new CommandFailure(
                ExitCode.REFUSED,
                String.valueOf(e.getMessage()),
                "nothing was written: every program would refuse it, by the rule "
                        + e.refusal().id());
    }

    static CommandFailure refused(OpenPgpException e) {
        return new CommandFailure(
                ExitCode.REFUSED,
                String.valueOf(e.getMessage()),
                "nothing was written: no program would accept this signature");
    }

    static void write(Path file, byte[] content) throws IOException {
        WholeFile.replace(file, content, WholeFile.Readers.ALL);
    }

    static void say(Invocation invocation, Path file) {
        invocation
                .terminal()
                .note("made %s; look at it with tufa apt show and tufa apt lint", Printable.of(file.toString()));
    }
}
