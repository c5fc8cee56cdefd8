package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.archive.AptFileOptions;
import dev.tufa.apt.publish.file.AptFileMaker;
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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa apt make}. */
public final class AptMakeCommand implements Command {
    private static final String FROM = "from";
    private static final String SNIPPET = "print-snippet";
    private static final String TUF_ROOT = "tuf-root";

    /** The options that only say something about an archive's own file, and those that an archive says itself. */
    private static final List<String> WITH_FROM = List.of("suite", "no-tuf");

    private static final List<String> WITHOUT_FROM = List.of(
            "key", "gpg", "signer", "certificate", "archive", "tuf-root-sha256", "tuf-root-url", TUF_ROOT, "tuf-scope");

    /** Characters of base64 in a line. */
    private static final int LINE = 76;

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
            Map.entry(TUF_ROOT, "TUF-Root"),
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
        return "[BODY] [FILE]";
    }

    @Override
    public String description() {
        return "Signs what BODY says, stanzas as docs/spec/apt-file.md describes them, or one stanza made of the options, and writes the .apt"
                + " file FILE, which is read as its users' programs will before it gets its name. The key has to be the one that signs the"
                + " archives. With --from, an archive made by tufa archive init says what is in the file: its URL, a suite, TUF, and its"
                + " first key signs; what is to be installed has to be published. Without FILE it is then written to"
                + " ARCHIVE/public/NAME.apt, named after the first package to install, and TUF vouches for it at once.";
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
        for (Map.Entry<String, String> field : FIELDS) {
            boolean hasOneValue = field.getValue().startsWith("TUF-");
            boolean isFile = field.getKey().equals(TUF_ROOT);
            options.addOption(OptionSpecs.valued(
                    field.getKey(),
                    isFile ? "FILE" : "VALUE",
                    "the field " + field.getValue()
                            + (isFile
                                    ? ", and its SHA-256, from a root.json"
                                    : hasOneValue ? "" : "; may be given several times")));
        }
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
        try {
            if (isFromArchive) {
                fromArchive(invocation);
            } else {
                fromWords(invocation);
            }
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

    private static void fromWords(Invocation invocation)
            throws UsageException, IOException, CommandFailure, AptFileException, OpenPgpException {
        List<String> operands = invocation.operandsFrom(0);
        if (operands.isEmpty() || operands.size() > 2) {
            throw new UsageException("[BODY] FILE: expected one or two operands, got " + operands.size());
        }
        List<Field> fields = fields(invocation);
        if (fields.isEmpty() != (operands.size() == 2)) {
            throw new UsageException(
                    "expected either BODY or options for a stanza, got " + (fields.isEmpty() ? "neither" : "both"));
        }
        List<Stanza> stanzas = fields.isEmpty() ? body(Path.of(operands.get(0))) : List.of(Stanza.of(fields));
        byte[] made = AptFileMaker.make(
                stanzas,
                version(invocation),
                SignerOption.signer(invocation),
                invocation.clock().instant());
        Path file = Path.of(operands.get(operands.size() - 1));
        replace(file, made);
        say(invocation, file);
    }

    private static void fromArchive(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure, AptFileException,
                    OpenPgpException {
        invocation.expectOperands(1);
        List<String> install = words(invocation, "install");
        AptFileOptions options = new AptFileOptions(
                invocation.values("suite"),
                install,
                words(invocation, "pin"),
                fields(invocation).stream()
                        .filter(field -> !field.isNamed("Install") && !field.isNamed("Pin"))
                        .toList(),
                version(invocation),
                invocation.has("no-tuf") ? AptFileOptions.Way.PLAIN : AptFileOptions.Way.TUF);
        ArchiveAptFile source = new ArchiveAptFile(invocation, Path.of(invocation.required(FROM)));
        Optional<String> operand = invocation.operandsFrom(0).stream().findFirst();
        if (operand.isPresent()) {
            Path file = Path.of(operand.get());
            source.make(options, made -> replace(file, made));
            say(invocation, file);
        } else {
            say(invocation, source.publish(options));
        }
    }

    private static void say(Invocation invocation, Path file) {
        invocation
                .terminal()
                .note("made %s; look at it with tufa apt show and tufa apt lint", Printable.of(file.toString()));
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

    private static List<Field> fields(Invocation invocation) throws UsageException, IOException {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, String> option : FIELDS) {
            List<String> values = invocation.values(option.getKey());
            try {
                if (option.getKey().equals(TUF_ROOT) && !values.isEmpty()) {
                    addRoot(fields, Files.readAllBytes(Path.of(values.get(0))));
                } else if (values.size() == 1) {
                    fields.add(Field.of(option.getValue(), values.get(0)));
                } else if (values.size() > 1) {
                    fields.add(Field.ofLines(option.getValue(), values));
                }
            } catch (IllegalArgumentException e) {
                throw new UsageException("--" + option.getKey() + ": " + e.getMessage());
            }
        }
        return fields;
    }

    /** The file itself, and its digest, which has to be the one that is given if one is. */
    private static void addRoot(List<Field> fields, byte[] root) {
        Map<DigestAlgorithm, MessageDigest> digest = Digests.begin(List.of(DigestAlgorithm.SHA256));
        digest.values().forEach(each -> each.update(root));
        String sha256 = Digests.finish(digest).sha256();
        Optional<Field> given = fields.stream()
                .filter(field -> field.isNamed("TUF-Root-SHA256"))
                .findFirst();
        if (given.isEmpty()) {
            fields.add(Field.of("TUF-Root-SHA256", sha256));
        } else if (!given.get().value().equals(sha256)) {
            throw new IllegalArgumentException("expected a file with SHA-256 %s, got one with %s"
                    .formatted(given.get().value(), sha256));
        }
        String base64 = Base64.getEncoder().encodeToString(root);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < base64.length(); i += LINE) {
            lines.add(base64.substring(i, Math.min(i + LINE, base64.length())));
        }
        fields.add(Field.ofLines("TUF-Root", lines));
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
