package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.archive.AptFileOptions;
import dev.tufa.cli.archive.ArchiveAptFile;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa apt make}. */
public final class AptMakeCommand implements Command {
    private static final String FROM = "from";
    private static final String SNIPPET = "print-snippet";

    /** The options that only say something about an archive's own file, and those that an archive says itself. */
    private static final List<String> WITH_FROM = List.of("suite", "no-tuf");

    private static final List<String> WITHOUT_FROM = List.of(
            "key",
            "gpg",
            "signer",
            "certificate",
            "archive",
            "tuf-root-sha256",
            "tuf-root-url",
            "tuf-root",
            "tuf-scope");

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
        return "[BODY] [FILE]";
    }

    @Override
    public String description() {
        return "Signs what BODY says, stanzas as docs/spec/apt-file.md describes them, or one stanza made of the options, and writes the .apt"
                + " file FILE, which is read as its users' programs will before it gets its name. The key has to be the one that signs the"
                + " archives. With --from, an archive made by tufa archive init says what is in the file: its URL, a suite, TUF, and its"
                + " first key signs; what is to be installed has to be published. Without FILE it is then written to"
                + " ARCHIVE/public/NAME.apt, named after the first package to install, and TUF vouches for it at once. With the variable"
                + " SOURCE_DATE_EPOCH, the same stanzas and the same key give the same bytes.";
    }

    @Override
    public Options options() {
        Options options = SignerOption.addTo(new Options());
        options.addOption(OptionSpecs.valued(FROM, "ARCHIVE", "make the file that leads to the archive in this folder"))
                .addOption(OptionSpecs.valued(
                        "suite", "NAME", "with --from: a suite; may be given several times; the first if not given"))
                .addOption(OptionSpecs.flag(
                        "no-tuf", "with --from: leave TUF out, for systems whose programs do not know it"))
                .addOption(OptionSpecs.valued(
                        SNIPPET,
                        "SERVER",
                        "only print how a web server gives .apt files their type: nginx, apache or s3"));
        options.addOption(OptionSpecs.valued("format", "N", "the version of the format, 0 or 1; 1 if not given"));
        StanzaOptions.addTo(options, StanzaOptions.ALL);
        return options;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt make --from my-archive --install example-editor",
                "apt make --print-snippet nginx",
                "apt make --key archive.key body.txt example.apt",
                "apt make --key archive.key --distribution Debian --codename bookworm --archive"
                        + " 'deb https://apt.example.org/debian stable main' --install example-editor example.apt");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        if (invocation.value(SNIPPET).isPresent()) {
            invocation.expectOperands(0);
            invocation
                    .terminal()
                    .line("%s", ServerSnippet.of(invocation.required(SNIPPET)).text());
            return;
        }
        boolean isFromArchive = invocation.value(FROM).isPresent();
        for (String option : isFromArchive ? WITHOUT_FROM : WITH_FROM) {
            if (invocation.has(option)) {
                throw new UsageException(
                        isFromArchive
                                ? "--%s: expected it without --from, whose archive says that, got both"
                                        .formatted(option)
                                : "--%s: expected it with --from, got it alone".formatted(option));
            }
        }
        if (isFromArchive) {
            fromArchive(invocation);
        } else {
            fromWords(invocation);
        }
    }

    private static void fromWords(Invocation invocation) throws UsageException, IOException, CommandFailure {
        List<String> operands = invocation.operandsFrom(0);
        if (operands.isEmpty() || operands.size() > 2) {
            throw new UsageException("[BODY] FILE: expected one or two operands, got " + operands.size());
        }
        List<Field> fields = StanzaOptions.fields(invocation, StanzaOptions.ALL);
        if (fields.isEmpty() != (operands.size() == 2)) {
            throw new UsageException(
                    "expected either BODY or options for a stanza, got " + (fields.isEmpty() ? "neither" : "both"));
        }
        List<Stanza> stanzas = fields.isEmpty() ? body(Path.of(operands.get(0))) : List.of(Stanza.of(fields));
        byte[] made = MadeAptFile.of(
                stanzas,
                version(invocation),
                SignerOption.signer(invocation),
                invocation.clock().instant());
        Path file = Path.of(operands.get(operands.size() - 1));
        MadeAptFile.write(file, made);
        MadeAptFile.say(invocation, file);
    }

    private static void fromArchive(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        invocation.expectOperands(1);
        List<String> install = words(invocation, "install");
        AptFileOptions options = new AptFileOptions(
                invocation.values("suite"),
                install,
                words(invocation, "pin"),
                StanzaOptions.fields(invocation, StanzaOptions.ALL).stream()
                        .filter(field -> !field.isNamed("Install") && !field.isNamed("Pin"))
                        .toList(),
                version(invocation),
                invocation.has("no-tuf") ? AptFileOptions.Way.PLAIN : AptFileOptions.Way.TUF);
        ArchiveAptFile source = new ArchiveAptFile(invocation, Path.of(invocation.required(FROM)));
        Optional<Path> operand = invocation.operandsFrom(0).stream().findFirst().map(Path::of);
        try {
            if (operand.isPresent()) {
                source.make(options, made -> MadeAptFile.write(operand.get(), made));
            }
            MadeAptFile.say(invocation, operand.isPresent() ? operand.get() : source.publish(options));
        } catch (AptFileException e) {
            throw MadeAptFile.refused(e);
        } catch (OpenPgpException e) {
            throw MadeAptFile.refused(e);
        }
    }

    private static FormatVersion version(Invocation invocation) throws UsageException {
        return invocation.number("format", 0, 1).orElse(1) == 0 ? FormatVersion.ZERO : FormatVersion.ONE;
    }

    private static List<String> words(Invocation invocation, String option) {
        return invocation.values(option).stream()
                .flatMap(value -> Arrays.stream(value.strip().split("[ ,]+")))
                .toList();
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
}
