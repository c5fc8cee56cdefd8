package dev.tufa.cli.install;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.install.plan.Adoption;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.Planner;
import dev.tufa.apt.install.plan.Renewal;
import dev.tufa.apt.install.plan.SourceId;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.apt.install.preflight.InstallTarget;
import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** From the words of a command to a preparation. */
final class Preparing {
    /** More than any file that is accepted: whoever names a device does not fill the memory. */
    private static final int MOST = 1 << 20;

    private final Invocation invocation;
    private final InstallTarget target;

    private Preparing(Invocation invocation, InstallTarget target) {
        this.invocation = invocation;
        this.target = target;
    }

    /** The options that choose. */
    static Options options() {
        return new Options()
                .addOption(ChosenSystem.option())
                .addOption(
                        OptionSpecs.flag("no-updates", "take the archive out of the system's sources again afterwards"))
                .addOption(OptionSpecs.flag(
                        "all-packages", "let any package of the archive come by itself, not only those that are named"))
                .addOption(OptionSpecs.flag("source-code", "add sources of packages as well, where the file has them"))
                .addOption(OptionSpecs.flag(
                        "for-base",
                        "take what is for the distribution that this system is made from, if nothing is for itself"))
                .addOption(OptionSpecs.valued(
                        "new-key",
                        "FINGERPRINT",
                        "agree that the archive's host has this key now and no longer the one before"));
    }

    /** For a system. */
    static Preparing of(Invocation invocation, ChosenSystem system) {
        return new Preparing(invocation, system.target());
    }

    /** The system. */
    InstallTarget target() {
        return target;
    }

    /** Prepares the file that the command's only operand names. */
    Preparation prepare() throws UsageException, IOException, CommandFailure {
        Path file = Path.of(invocation.operand(0, "FILE"));
        invocation.expectOperands(1);
        try (InputStream in = Files.newInputStream(file)) {
            return prepare(file.toString(), in.readNBytes(MOST), choices(), Preparing::fetch);
        }
    }

    /** Prepares the file that the command's only operand names, in the place of what others wrote for its archives. */
    Preparation prepareAdoption() throws UsageException, IOException, CommandFailure {
        Path file = Path.of(invocation.operand(0, "FILE"));
        invocation.expectOperands(1);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST);
            Choices choices = choices();
            List<ArchiveEntry> entries = HostMatch.find(
                            verified(file.toString(), bytes).stanzas(),
                            target.facts().host())
                    .map(match -> Planner.entries(match.stanza(), choices))
                    .orElse(List.of());
            Set<String> others = Adoption.candidates(target.facts().configuration(), entries);
            if (others.isEmpty() && !entries.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "expected a list of sources with an entry of %s, got none"
                                .formatted(entries.stream()
                                        .map(entry -> entry.uri().toString())
                                        .distinct()
                                        .collect(Collectors.joining(" or "))),
                        "tufa apt install adds it; nothing was changed");
            }
            return prepare(file.toString(), bytes, choices.adopting(others), Preparing::fetch);
        }
    }

    /** Prepares what somebody agreed to before, anew. */
    Preparation prepare(SourceRecord record) throws IOException, CommandFailure {
        Path file = kept(record);
        return prepare(file.toString(), Files.readAllBytes(file), agreed(record), roots(record));
    }

    /** What somebody agreed to before comes to on the system as it is now. */
    InstallPlan plan(SourceRecord record) throws IOException, CommandFailure {
        Path kept = kept(record);
        byte[] file = Files.readAllBytes(kept);
        VerifiedAptFile apt = verified(kept.toString(), file);
        try {
            return Preparation.plan(apt, file, target.facts(), agreed(record), roots(record));
        } catch (PlanException e) {
            throw refused(e);
        }
    }

    /** What a plan would change of sources that the system has already. */
    Optional<Renewal> renewal(InstallPlan plan) throws IOException {
        Optional<SourceRecord> record =
                SourceRecords.find(target.root(), plan.id().text());
        return record.isPresent() ? Optional.of(renewal(record.get(), plan)) : Optional.empty();
    }

    /** The same where they are known. */
    Renewal renewal(SourceRecord record, InstallPlan plan) throws IOException {
        return Renewal.of(
                record, plan, target.facts().configuration(), Renewal.digests(target.root(), Renewal.files(record)));
    }

    /** Whose place they took, they took once. */
    private static Choices agreed(SourceRecord record) {
        return record.choices().adopting(List.of());
    }

    private Path kept(SourceRecord record) throws IOException {
        return target.root().locate(record.id().recordFolder() + '/' + SourceRecord.APT_FILE);
    }

    /** The root that was fetched for a record, if it was. */
    private Preparation.RootFetcher roots(SourceRecord record) throws IOException {
        Path file = target.root().locate(record.id().recordFolder() + '/' + SourceRecord.ROOT_FILE);
        return uri -> Files.isRegularFile(file) ? Files.readAllBytes(file) : fetch(uri);
    }

    private VerifiedAptFile verified(String name, byte[] file) throws CommandFailure {
        try {
            return VerifiedAptFile.read(file, invocation.clock().instant());
        } catch (AptFileException e) {
            throw refused(name, e);
        }
    }

    /** What apt was to see of the same archives until now; it may need that all the same. */
    private Choices withSeen(VerifiedAptFile apt, Choices choices) throws IOException {
        Optional<SourceId> id = Planner.id(apt, target.facts().host(), choices);
        Optional<SourceRecord> record =
                id.isPresent() ? SourceRecords.find(target.root(), id.get().text()) : Optional.empty();
        return record.isPresent() ? choices.including(record.get().choices().included()) : choices;
    }

    private Preparation prepare(String name, byte[] file, Choices choices, Preparation.RootFetcher roots)
            throws IOException, CommandFailure {
        try {
            return Preparation.of(
                    file,
                    target,
                    withSeen(verified(name, file), choices),
                    roots,
                    invocation.clock().instant());
        } catch (AptFileException e) {
            throw refused(name, e);
        } catch (PlanException e) {
            throw refused(e);
        }
    }

    private static CommandFailure refused(String name, AptFileException e) {
        return new CommandFailure(
                ExitCode.REFUSED,
                "%s: %s".formatted(Printable.of(name), Printable.of(String.valueOf(e.getMessage()))),
                "refused by the rule %s of the format; nothing of the file is used"
                        .formatted(e.refusal().id()));
    }

    private Choices choices() throws UsageException {
        Choices choices = Choices.DEFAULT;
        if (invocation.has("no-updates")) {
            choices = choices.with(Choices.Updates.NONE);
        }
        if (invocation.has("all-packages")) {
            choices = choices.with(Choices.Reach.EVERYTHING);
        }
        if (invocation.has("source-code")) {
            choices = choices.with(Choices.SourceCode.ADDED);
        }
        if (invocation.has("for-base")) {
            choices = choices.with(Choices.Base.AGREED);
        }
        Optional<Fingerprint> key = fingerprint(invocation, "new-key");
        return key.isPresent() ? choices.withNewKey(key.get()) : choices;
    }

    /** A fingerprint that is the value of an option. */
    static Optional<Fingerprint> fingerprint(Invocation invocation, String option) throws UsageException {
        return fingerprints(invocation, option).stream().findFirst();
    }

    /** Fingerprints that are the values of an option. */
    static Set<Fingerprint> fingerprints(Invocation invocation, String option) throws UsageException {
        Set<Fingerprint> all = new LinkedHashSet<>();
        for (String text : invocation.values(option)) {
            try {
                all.add(Fingerprint.of(text));
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        "--%s: expected 40 hex digits, got \"%s\"".formatted(option, Printable.of(text)));
            }
        }
        return all;
    }

    private static byte[] fetch(URI uri) throws IOException {
        int most = Limits.DEFAULT.rootBytes();
        try (Fetcher.Response response = new HttpFetcher().open(new Fetcher.Request(uri, true))) {
            byte[] bytes = response.body().readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("%s: expected at most %d bytes, got more".formatted(uri, most));
            }
            return bytes;
        }
    }

    /** A refusal as the command line tells it. */
    static CommandFailure refused(PlanException e) {
        ExitCode code = e.refusal() == PlanRefusal.NOT_FOR_SYSTEM ? ExitCode.NOT_FOUND : ExitCode.REFUSED;
        return new CommandFailure(
                code,
                Printable.of(String.valueOf(e.getMessage())),
                "%s (%s); nothing was changed"
                        .formatted(hint(e.refusal()), e.refusal().id()));
    }

    private static String hint(PlanRefusal refusal) {
        return switch (refusal) {
            case NOT_FOR_SYSTEM -> "ask whoever made it for one for this system";
            case ONLY_FOR_BASE -> "if you want that all the same: --for-base";
            case FOREIGN_ARCHITECTURE -> "if you want packages of it: dpkg --add-architecture";
            case SOURCES_UNREADABLE, SOURCES_CONFLICT -> "apt reads none of its sources if it cannot read one";
            case ALREADY_LISTED -> "keep it and install with apt, or have tufa apt adopt take its place";
            case NOT_ADOPTABLE -> "change that list by hand, or leave all of it as it is";
            case DOWNGRADE -> "it would take protection away";
            case OTHER_KEY ->
                "keys change seldom: ask whoever runs that archive, not over the same way; then --new-key";
            case NO_TRANSPORT -> "install the package apt-transport-tuf";
            case TUF_ROOT, RELEASE -> "the archive is not what the file says";
            case IMPERSONATION -> "an archive that does so is faulty, or means harm";
            case NO_PACKAGE -> "ask whoever made the file";
            case REMOVES, REPLACES -> "no package was touched";
            case DIGEST -> "something changed meanwhile: look at it anew";
            case APT -> "apt-get says why";
        };
    }
}
