package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/** A {@code .apt} file that a command makes, and puts where it belongs. */
final class MadeAptFile {
    private MadeAptFile() {}

    static byte[] of(List<Stanza> stanzas, FormatVersion version, ReleaseSigner signer, Instant now)
            throws IOException, CommandFailure {
        try {
            return AptFileMaker.make(stanzas, version, signer, now);
        } catch (AptFileException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    String.valueOf(e.getMessage()),
                    "nothing was written: every program would refuse it, by the rule "
                            + e.refusal().id());
        } catch (OpenPgpException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    String.valueOf(e.getMessage()),
                    "nothing was written: no program would accept this signature");
        }
    }

    /** Whoever downloads the file meanwhile gets the old one or the new one. */
    static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, ".apt", ".unfinished");
        try {
            Files.write(unfinished, content);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
