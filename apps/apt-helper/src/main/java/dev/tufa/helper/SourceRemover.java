package dev.tufa.helper;

import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.InstalledPackage;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.inventory.Provenance;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.RemovalRequest;
import dev.tufa.apt.install.plan.SourceId;
import dev.tufa.apt.install.plan.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes away what {@link PlanApplier} wrote, so that nothing is left of it, and packages that came from nowhere else. */
final class SourceRemover {
    private final TargetSystem system;
    private final Listener listener;

    SourceRemover(TargetSystem system, Listener listener) {
        this.system = system;
        this.listener = listener;
    }

    void remove(RemovalRequest request) throws IOException, PlanException {
        SourceRecord record = record(system.files(), request.id());
        if (!request.packages().isEmpty()) {
            purge(request.packages(), record);
        }
        listener.step("remove " + String.join(", ", record.files().keySet()));
        List<String> gone = new ArrayList<>(record.files().keySet());
        for (String name : List.of(SourceRecord.APT_FILE, SourceRecord.ROOT_FILE, SourceRecord.FILE)) {
            gone.add(record.id().recordFolder() + '/' + name);
        }
        SortedMap<String, byte[]> back = adopted(record);
        record.adopted().keySet().forEach(path -> gone.add(record.kept(path)));
        system.journal().change(back, gone);
        if (back.isEmpty()) {
            new FetchedLists(system.files()).forget(record.addresses());
        }
    }

    /** The lists of sources in whose place these came, but for those that somebody wrote anew meanwhile. */
    private SortedMap<String, byte[]> adopted(SourceRecord record) throws IOException {
        SystemFiles files = system.files();
        SortedMap<String, byte[]> back = new TreeMap<>();
        for (String path : record.adopted().keySet()) {
            Optional<byte[]> kept = files.read(record.kept(path));
            if (files.read(path).isPresent()) {
                listener.step("leave %s, which somebody wrote anew".formatted(path));
            } else if (kept.isPresent()) {
                listener.step("put back " + path);
                back.put(path, kept.get());
            } else {
                throw new IOException("%s: expected what was in %s, got nothing".formatted(record.kept(path), path));
            }
        }
        return back;
    }

    /** What is remembered of sources. */
    static SourceRecord record(SystemFiles files, SourceId id) throws IOException {
        return SourceRecord.read(files.read(id.recordFolder() + '/' + SourceRecord.FILE)
                .orElseThrow(() -> new IOException("%s: expected sources of this id, got none".formatted(id))));
    }

    private void purge(List<String> packages, SourceRecord record) throws IOException, PlanException {
        List<InstalledPackage> installed = system.apt().installed();
        List<AvailableVersion> versions = system.apt()
                .versions(installed.stream()
                        .map(InstalledPackage::plainName)
                        .distinct()
                        .toList());
        Set<String> theirs = new HashSet<>();
        new Provenance(installed, versions).onlyFrom(record.addresses()).forEach(each -> theirs.add(each.name()));
        Set<String> others = new TreeSet<>(packages);
        others.removeAll(theirs);
        if (!others.isEmpty()) {
            throw new PlanException(
                    PlanRefusal.REMOVES,
                    "expected packages that come only from %s, got also %s"
                            .formatted(String.join(" and ", record.addresses()), String.join(", ", others)));
        }
        Transaction transaction = system.apt().purgeTransaction(packages);
        Set<String> more = new TreeSet<>(transaction.removed());
        more.removeAll(packages);
        if (!more.isEmpty()) {
            throw new PlanException(
                    PlanRefusal.REMOVES,
                    "expected to remove %s, which %s would go with"
                            .formatted(String.join(", ", packages), String.join(", ", more)));
        }
        listener.step("remove the packages " + String.join(", ", packages));
        int exit = system.apt().purge(packages, system.log(), listener::line);
        if (exit != 0) {
            throw new PlanException(
                    PlanRefusal.APT,
                    "%s: expected apt-get to remove them, got exit code %d"
                            .formatted(String.join(" ", packages), exit));
        }
    }
}
