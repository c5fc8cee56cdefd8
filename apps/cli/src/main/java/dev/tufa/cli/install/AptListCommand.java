package dev.tufa.cli.install;

import dev.tufa.apt.install.answers.InstalledPackage;
import dev.tufa.apt.install.inventory.Expiry;
import dev.tufa.apt.install.inventory.InventoryEntry;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code tufa apt list}. */
public final class AptListCommand implements Command {
    private static final String FAIL_WITHIN = "fail-within";
    private static final int LONGEST = 2000;
    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public String name() {
        return "apt list";
    }

    @Override
    public String summary() {
        return "List every archive that is not the distribution's own, and what is installed from it";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String description() {
        return "Shows all of them, whoever added them: where they are listed, by which keys apt takes them, when it fetched them last, until when"
                + " that is good, what of it ends within 30 days, and the packages whose installed version comes from there and from nowhere"
                + " else. Release files, and TUF's timestamp and snapshot, are signed anew all the time: they are told when that is late.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(ChosenSystem.option())
                .addOption(OptionSpecs.valued(
                        FAIL_WITHIN,
                        "TIME",
                        "exit with 5 when a key or something that is signed ends within TIME, such as 30d or 12h"))
                .addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("apt list", "apt list --fail-within 60d", "apt list --json", "apt list --root image");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        invocation.expectOperands(0);
        Optional<Duration> within = invocation.has(FAIL_WITHIN)
                ? Optional.of(Durations.parse(FAIL_WITHIN, invocation.required(FAIL_WITHIN)))
                : Optional.empty();
        Instant now = invocation.clock().instant();
        List<SourceRecord> records;
        List<InventoryEntry> entries;
        try (ChosenSystem system = ChosenSystem.open(invocation)) {
            if (SourceRecords.isHalfDone(system.target().root())) {
                invocation
                        .terminal()
                        .note("a change is not done; unless somebody is at work, the next one undoes it first");
            }
            records = SourceRecords.read(system.target().root());
            entries = ForeignArchives.inventory(system.target(), records, now);
        }
        if (invocation.has("json")) {
            for (InventoryEntry entry : entries) {
                invocation.terminal().json(json(entry).build());
            }
        } else {
            tell(entries, records, within.orElse(SOON), now, invocation.terminal());
        }
        if (within.isPresent()) {
            requireLeft(entries, now, within.get());
        }
    }

    static void requireLeft(List<InventoryEntry> entries, Instant now, Duration within) throws CommandFailure {
        List<String> soon = new ArrayList<>();
        for (InventoryEntry entry : entries) {
            entry.expiries().stream()
                    .filter(expiry -> expiry.isSoon(now, within))
                    .map(expiry -> "%s of %s at %s".formatted(expiry.what(), name(entry), expiry.at()))
                    .forEach(soon::add);
        }
        if (!soon.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.DUE,
                    "expected nothing to end before %s, got %s"
                            .formatted(now.plus(within), Printable.of(String.join(", ", soon), LONGEST)),
                    "a key may have been prolonged: ask whoever runs the archive for a newer .apt file");
        }
    }

    static void tell(
            List<InventoryEntry> entries, List<SourceRecord> records, Duration within, Instant now, Terminal terminal) {
        for (InventoryEntry entry : entries) {
            tell(entry, terminal);
            entry.expiries().stream()
                    .filter(expiry -> expiry.isSoon(now, within))
                    .forEach(expiry -> terminal.line("  %s", words(expiry, now)));
        }
        records.stream()
                .filter(record -> record.state() == SourceRecord.State.ONCE)
                .forEach(record -> terminal.line(
                        "%s%n  installed %s on %s, without updates",
                        record.id(), String.join(" ", record.packages()), day(record.since())));
        if (entries.isEmpty() && records.isEmpty()) {
            terminal.line("no archive but the distribution's own");
        }
    }

    static String words(Expiry expiry, Instant now) {
        return "%s %s on %s".formatted(expiry.what(), expiry.at().isAfter(now) ? "ends" : "ended", day(expiry.at()));
    }

    private static String name(InventoryEntry entry) {
        return entry.record()
                .map(record -> record.id().text())
                .orElse("%s, line %d".formatted(entry.file(), entry.line()));
    }

    private static void tell(InventoryEntry entry, Terminal terminal) {
        terminal.line("%s", name(entry));
        terminal.line(
                "  %s %s%s%s",
                Printable.of(String.join(" ", entry.archives())),
                Printable.of(String.join(" ", entry.suites())),
                entry.names().isEmpty() ? "" : ", calls itself " + Printable.of(String.join(", ", entry.names())),
                entry.isInUse() ? "" : ", not in use");
        terminal.line(
                "  %s",
                entry.keys().isEmpty()
                        ? "taken by any key that this system trusts"
                        : "key "
                                + entry.keys().stream()
                                        .map(Fingerprint::grouped)
                                        .sorted()
                                        .collect(Collectors.joining("; ")));
        terminal.line(
                "  %s%s",
                entry.fetched().map(at -> "fetched on " + day(at)).orElse("never fetched"),
                entry.validUntil().map(at -> ", good until " + day(at)).orElse(""));
        if (!entry.packages().isEmpty()) {
            terminal.line(
                    "  installed: %s",
                    Printable.of(entry.packages().stream()
                            .map(each -> each.name() + " " + each.version())
                            .collect(Collectors.joining(", "))));
        }
    }

    private static String day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static JsonOutput json(InventoryEntry entry) {
        JsonOutput json = new JsonOutput()
                .with("file", entry.file())
                .with("line", entry.line())
                .with("inUse", entry.isInUse())
                .with("archives", entry.archives())
                .with("suites", entry.suites())
                .with(
                        "keys",
                        entry.keys().stream().map(Fingerprint::hex).sorted().toList())
                .with("names", entry.names())
                .with("tuf", entry.isThroughTuf())
                .with(
                        "expires",
                        entry.expiries().stream()
                                .map(expiry -> new JsonOutput()
                                        .with("what", expiry.what())
                                        .with("at", expiry.at())
                                        .build())
                                .toList())
                .with(
                        "packages",
                        entry.packages().stream().map(InstalledPackage::name).toList());
        entry.record().ifPresent(record -> json.with("id", record.id().text()));
        Optional<Instant> fetched = entry.fetched();
        fetched.ifPresent(at -> json.with("fetched", at));
        entry.validUntil().ifPresent(at -> json.with("validUntil", at));
        return json;
    }
}
