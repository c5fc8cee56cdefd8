package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;

/** {@code tufa apt make}. */
public final class AptMakeCommand implements Command {
    /** The options that make a stanza, by the field that each fills, in the order in which they are written. */
    private static final List<Map.Entry<String, String>> FIELDS = List.of(
            Map.entry("distribution", "Distribution"),
            Map.entry("codename", "Codename"),
            Map.entry("release", "Release"),
            Map.entry("architecture", "Architecture"),
            Map.entry("archive", "Archive"),
            Map.entry("install", "Install"),
            Map.entry("pin", "Pin"),
            Map.entry("tuf-root-sha256", "TUF-Root-SHA256"),
            Map.entry("tuf-root-url", "TUF-Root-URL"),
            Map.entry("tuf-scope", "TUF-Scope"));

    @Override
    public String name() {
        return "apt make";
    }

    @Override
    public String summary() {
        return "Make a signed .apt file";
    }

    @Override
    public String operands() {
        return "[BODY] FILE";
    }

    @Override
    public String description() {
        return "Signs what BODY says, stanzas as docs/spec/apt-file.md describes them, or one stanza made of the options, and writes the .apt"
                + " file FILE, which is read as its users' programs will before it gets its name. The key has to be the one that signs the"
                + " archives.";
    }

    @Override
    public Options options() {
        Options options = SignerOption.addTo(new Options());
        options.addOption(OptionSpecs.valued("format", "N", "the version of the format, 0 or 1; 1 if not given"));
        for (Map.Entry<String, String> field : FIELDS) {
            boolean hasOneValue = field.getValue().startsWith("TUF-");
            options.addOption(OptionSpecs.valued(
                    field.getKey(),
                    "VALUE",
                    "the field " + field.getValue() + (hasOneValue ? "" : "; may be given several times")));
        }
        return options;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt make --key archive.key body.txt example.apt",
                "apt make --key archive.key --distribution Debian --codename bookworm --archive"
                        + " 'deb https://apt.example.org/debian stable main' --install example-editor example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        List<String> operands = invocation.operandsFrom(0);
        if (operands.isEmpty() || operands.size() > 2) {
            throw new UsageException("[BODY] FILE: expected one or two operands, got " + operands.size());
        }
        List<Stanza> fromOptions = stanzaOfOptions(invocation);
        if (fromOptions.isEmpty() != (operands.size() == 2)) {
            throw new UsageException("expected either BODY or options for a stanza, got "
                    + (fromOptions.isEmpty() ? "neither" : "both"));
        }
        List<Stanza> stanzas = fromOptions.isEmpty() ? body(Path.of(operands.get(0))) : fromOptions;
        Path file = Path.of(operands.get(operands.size() - 1));
        FormatVersion version =
                invocation.number("format", 0, 1).orElse(1) == 0 ? FormatVersion.ZERO : FormatVersion.ONE;
        byte[] made;
        try {
            made = AptFileMaker.make(
                    stanzas,
                    version,
                    SignerOption.signer(invocation),
                    invocation.clock().instant());
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
        replace(file, made);
        invocation
                .terminal()
                .note("made %s; look at it with tufa apt show and tufa apt lint", Printable.of(file.toString()));
    }

    private static List<Stanza> body(Path file) throws IOException, CommandFailure {
        try {
            return Deb822Reader.readAll(
                    Printable.of(file.toString()),
                    Files.readAllBytes(file),
                    Deb822Reader.Comments.SKIPPED,
                    Deb822Limits.DEFAULT);
        } catch (Deb822Exception e) {
            throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), "");
        }
    }

    private static List<Stanza> stanzaOfOptions(Invocation invocation) throws UsageException {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, String> option : FIELDS) {
            List<String> values = invocation.values(option.getKey());
            try {
                if (values.size() == 1) {
                    fields.add(Field.of(option.getValue(), values.get(0)));
                } else if (values.size() > 1) {
                    fields.add(Field.ofLines(option.getValue(), values));
                }
            } catch (IllegalArgumentException e) {
                throw new UsageException("--" + option.getKey() + ": " + e.getMessage());
            }
        }
        return fields.isEmpty() ? List.of() : List.of(Stanza.of(fields));
    }

    /** Whoever downloads the file meanwhile gets the old one or the new one. */
    private static void replace(Path file, byte[] content) throws IOException {
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
