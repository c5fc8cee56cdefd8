package dev.tufa.cli.apt;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A {@code .apt} file that a command is called with. */
final class AptInput {
    /** More than any that is accepted: whoever names a device does not fill the memory. */
    private static final int MOST = 1 << 20;

    private AptInput() {}

    /** The one that the command's only operand names. */
    static VerifiedAptFile of(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Path file = Path.of(invocation.operand(0, "FILE"));
        invocation.expectOperands(1);
        return read(file, invocation.clock().instant());
    }

    private static VerifiedAptFile read(Path file, Instant now) throws IOException, CommandFailure {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST);
        }
        try {
            return VerifiedAptFile.read(bytes, now);
        } catch (AptFileException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "%s: %s".formatted(Printable.of(file.toString()), Printable.of(String.valueOf(e.getMessage()))),
                    "refused by the rule %s of the format%s; nothing of the file is used"
                            .formatted(
                                    e.refusal().id(),
                                    e.policy().map(rule -> ", " + rule.id()).orElse("")));
        }
    }
}
