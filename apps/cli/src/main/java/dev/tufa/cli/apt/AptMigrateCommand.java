package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.sources.SignedBy;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.publish.migrate.KeyChoice;
import dev.tufa.apt.publish.migrate.Migration;
import dev.tufa.apt.publish.migrate.MigrationException;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa apt migrate}. */
public final class AptMigrateCommand implements Command {
    /** More than any list or keyring that is accepted. */
    private static final int MOST = 8 << 20;

    private static final String KEYRING = "keyring";

    @Override
    public String name() {
        return "apt migrate";
    }

    @Override
    public String summary() {
        return "Make a signed .apt file of a list of sources, or of commands that people paste";
    }

    @Override
    public String operands() {
        return "SOURCES FILE";
    }

    @Override
    public String description() {
        return "Reads SOURCES, a file whose name ends with .list or .sources as in /etc/apt/sources.list.d, or any other file with the commands that"
                + " people are told to paste, and writes the .apt file FILE for the same archives. Nothing of the commands is run and nothing"
                + " is fetched. The key that signs has to be one that the archives are verified by today: it is looked for in SOURCES, in the"
                + " keyring that SOURCES names if that is on this computer, or in the one that is given. Where the suite is the codename of each"
                + " system, there will be a stanza for each codename that is given.";
    }

    @Override
    public Options options() {
        Options options = SignerOption.addTo(new Options());
        options.addOption(OptionSpecs.valued(
                KEYRING, "FILE", "the public key by which the archives are verified today, in armor or not"));
        StanzaOptions.addTo(options, StanzaOptions.BESIDE_ARCHIVE);
        return options;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "apt migrate --gpg FINGERPRINT --distribution Debian --install example-editor example.sources example.apt",
                "apt migrate --key archive.key --keyring key.asc --codename bookworm --codename trixie README.txt example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Path sources = Path.of(invocation.operand(0, "SOURCES"));
        Path file = Path.of(invocation.operand(1, "FILE"));
        invocation.expectOperands(2);
        List<Field> fields = StanzaOptions.fields(invocation, StanzaOptions.BESIDE_ARCHIVE);
        try {
            Migration migration = Migration.read(sources.toString(), read(sources));
            Migration.Migrated migrated = migration.stanzas(fields);
            ReleaseSigner signer = SignerOption.signer(invocation);
            Optional<String> others = requireKey(invocation, migration, signer.certificate(), sources);
            byte[] made = MadeAptFile.of(
                    migrated.stanzas(),
                    FormatVersion.NEWEST,
                    signer,
                    invocation.clock().instant());
            MadeAptFile.write(file, made);
            migrated.notes().forEach(note -> invocation.terminal().note("note: %s", Printable.of(note)));
            others.ifPresent(note -> invocation.terminal().note("note: %s", Printable.of(note)));
        } catch (MigrationException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED, Printable.of(String.valueOf(e.getMessage())), "nothing was written");
        }
        MadeAptFile.say(invocation, file);
    }

    private static Optional<String> requireKey(
            Invocation invocation, Migration migration, Certificate signer, Path sources)
            throws IOException, MigrationException, CommandFailure {
        Optional<String> others = Optional.empty();
        boolean isKnown = false;
        Optional<Path> keyring = invocation.value(KEYRING).map(Path::of);
        if (migration.signedBy().isPresent()) {
            SignedBy keys = migration.signedBy().get();
            others = KeyChoice.require(signer, keys);
            if (keys instanceof SignedBy.Named named) {
                isKnown = !named.fingerprints().isEmpty();
                keyring = keyring.or(() -> named.files().stream()
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .findFirst());
            } else {
                isKnown = true;
            }
        }
        if (keyring.isPresent()) {
            Path path = keyring.get();
            return KeyChoice.require(signer, path.toString(), read(path));
        }
        if (!isKnown) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--keyring: expected the public key by which the archives of %s are verified, got none"
                            .formatted(Printable.of(sources.toString())),
                    migration.keyUrls().isEmpty()
                            ? "nothing was written"
                            : "nothing was written; people are told to fetch it from "
                                    + Printable.of(String.join(" or ", migration.keyUrls())));
        }
        return others;
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST);
        }
    }
}
