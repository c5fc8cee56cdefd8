package dev.tufa.helper;

import dev.tufa.apt.archive.sources.ReleasePlace;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.guard.Examination;
import dev.tufa.apt.install.guard.Foreseen;
import dev.tufa.apt.install.guard.TransactionGuard;
import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.PlanStep;
import dev.tufa.apt.install.plan.Planner;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.plan.TufRootFile;
import dev.tufa.apt.install.system.AptConfiguration;
import dev.tufa.apt.install.system.ConfiguredSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Carries out what a person agreed to: works the plan out again from the file's bytes, compares digests, writes, has apt-get fetch and
 * install, and undoes all of it if something fails. One at a time on a system.
 */
final class PlanApplier {
    /** dpkg, where it may not run a maintainer script of a system in a folder. */
    private static final Pattern SCRIPT_OUTSIDE =
            Pattern.compile("not enough privileges to change root directory|failed to chroot to");

    private final TargetSystem system;
    private final Listener listener;

    PlanApplier(TargetSystem system, Listener listener) {
        this.system = system;
        this.listener = listener;
    }

    /**
     * Does it.
     *
     * @param now the time by which keys and signatures are judged
     * @return what the system remembers of it
     */
    SourceRecord apply(InstallRequest request, Instant now) throws IOException, PlanException, AptFileException {
        recover();
        SystemFiles files = system.files();
        Journal journal = system.journal();
        InstallPlan plan = agreed(request, now);
        SystemFacts facts = system.facts();
        PlannedChange change = PlannedChange.of(plan, request, files, now);
        SourceRecord record = change.record();
        journal.begin(change.touched());
        boolean done = false;
        try {
            for (String path : change.deleted()) {
                files.delete(path);
            }
            write(change.written());
            update(plan);
            Foreseen foreseen = new Examination(
                            system.apt(), facts.host(), system.seen(plan.id().sourcesFile()))
                    .of(plan);
            TransactionGuard.require(
                    foreseen.transaction(),
                    foreseen.addresses(),
                    foreseen.archives(),
                    plan.choices().replaced());
            write(change.remembered());
            if (!foreseen.chosen().isEmpty()) {
                install(foreseen.chosen());
            }
            done = true;
        } finally {
            if (!done) {
                listener.step("undo what was done");
                journal.undo();
                new FetchedLists(files).forget(unlisted(record.addresses(), facts.configuration()));
            }
        }
        journal.commit();
        new FetchedLists(files).forget(unlisted(change.left(), system.facts().configuration()));
        return plan.steps(PlanStep.RemoveAgain.class).isEmpty() ? record : removeAgain(record);
    }

    /** Those of some addresses that no source is of that apt looks at. */
    private static List<String> unlisted(Collection<String> addresses, AptConfiguration configuration) {
        Set<String> listed = configuration.sources().stream()
                .filter(ConfiguredSource::isInUse)
                .flatMap(source -> source.source().uris().stream())
                .map(ReleasePlace::archive)
                .collect(Collectors.toSet());
        return addresses.stream()
                .filter(address -> !listed.contains(ReleasePlace.archive(address)))
                .toList();
    }

    /** The packages stay, and what brought them goes. */
    private SourceRecord removeAgain(SourceRecord record) throws IOException {
        listener.step("remove the list of sources again");
        SourceRecord once = record.with(SourceRecord.State.ONCE).with(new TreeMap<>());
        String file = record.id().recordFolder() + '/' + SourceRecord.FILE;
        system.journal()
                .change(
                        new TreeMap<>(Map.of(file, once.bytes())),
                        record.files().keySet());
        new FetchedLists(system.files()).forget(record.addresses());
        return once;
    }

    /** Brings a change to nothing that a process did not live to finish. */
    void recover() throws IOException {
        Journal journal = system.journal();
        if (journal.isOpen()) {
            listener.step("undo what an earlier process left half done");
            journal.undo();
        }
    }

    private InstallPlan agreed(InstallRequest request, Instant now)
            throws IOException, PlanException, AptFileException {
        byte[] file = request.file();
        VerifiedAptFile apt = VerifiedAptFile.read(file, now);
        Optional<TufRootFile> root = request.root().isPresent()
                ? Optional.of(TufRootFile.read(request.root().get()))
                : Optional.empty();
        InstallPlan plan = Planner.plan(apt, sha256(file), system.facts(), request.choices(), root);
        if (!MessageDigest.isEqual(
                plan.digest().getBytes(StandardCharsets.US_ASCII),
                request.digest().getBytes(StandardCharsets.US_ASCII))) {
            throw new PlanException(
                    PlanRefusal.DIGEST,
                    "plan: expected %s, which was agreed to, got %s".formatted(request.digest(), plan.digest()));
        }
        return plan;
    }

    private void write(SortedMap<String, byte[]> contents) throws IOException {
        for (Map.Entry<String, byte[]> each : contents.entrySet()) {
            system.files().write(each.getKey(), each.getValue());
        }
    }

    private void update(InstallPlan plan) throws IOException, PlanException {
        SystemProgram.Answer answer = system.update(plan.id().sourcesFile());
        if (answer.exit() != 0) {
            throw new PlanException(
                    PlanRefusal.RELEASE,
                    "%s: expected apt-get to take it, got: %s".formatted(plan.id(), answer.complaint()));
        }
    }

    private void install(List<String> chosen) throws IOException, PlanException {
        List<String> complaints = new ArrayList<>();
        int exit = system.apt().install(chosen, system.log(), line -> {
            listener.line(line);
            if (line.startsWith("E: ") || line.startsWith("dpkg: error")) {
                complaints.add(line);
            } else if (SCRIPT_OUTSIDE.matcher(line).find()) {
                complaints.add(
                        "maintainer scripts run with the system's folder as root directory, which only root may do");
            }
        });
        if (exit != 0) {
            throw new PlanException(
                    PlanRefusal.APT,
                    "%s: expected apt-get to install it, got exit code %d: %s"
                            .formatted(String.join(" ", chosen), exit, String.join("; ", complaints)));
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
