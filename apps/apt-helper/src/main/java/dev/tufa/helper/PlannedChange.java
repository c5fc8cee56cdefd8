package dev.tufa.helper;

import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.PlanStep;
import dev.tufa.apt.install.plan.SourceRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan comes to in files, beside what the system has of the same sources already.
 *
 * @param record what is remembered
 * @param written the files of the plan
 * @param remembered what is kept beside the record, and the record
 * @param deleted files of the sources as they were that the plan has no more, and lists whose place it takes
 * @param left addresses of archives that the sources had and have no more
 */
record PlannedChange(
        SourceRecord record,
        SortedMap<String, byte[]> written,
        SortedMap<String, byte[]> remembered,
        List<String> deleted,
        List<String> left) {
    /** The change of a system. */
    static PlannedChange of(InstallPlan plan, InstallRequest request, SystemFiles files, Instant now)
            throws IOException {
        String folder = plan.id().recordFolder() + '/';
        Optional<byte[]> old = files.read(folder + SourceRecord.FILE);
        Optional<SourceRecord> before = old.isPresent() ? Optional.of(SourceRecord.read(old.get())) : Optional.empty();
        SortedMap<String, byte[]> adopted = new TreeMap<>();
        for (PlanStep.TakeOver step : plan.steps(PlanStep.TakeOver.class)) {
            adopted.put(
                    step.path(),
                    files.read(step.path())
                            .orElseThrow(
                                    () -> new IOException(step.path() + ": expected a list of sources, got none")));
        }
        SortedMap<String, byte[]> written = plan.files();
        SourceRecord record = record(plan, written, before, adopted, now);
        SortedMap<String, byte[]> remembered = new TreeMap<>();
        remembered.put(folder + SourceRecord.APT_FILE, request.file());
        request.root().ifPresent(root -> remembered.put(folder + SourceRecord.ROOT_FILE, root));
        remembered.put(folder + SourceRecord.FILE, record.bytes());
        adopted.forEach((path, content) -> remembered.put(record.kept(path), content));
        List<String> deleted = new ArrayList<>(adopted.keySet());
        before.map(SourceRecord::files).ifPresent(had -> deleted.addAll(without(had.keySet(), written.keySet())));
        List<String> left = before.map(SourceRecord::addresses).orElse(List.of());
        return new PlannedChange(record, written, remembered, deleted, without(left, record.addresses()));
    }

    /** Every file that is not what it was afterwards. */
    List<String> touched() {
        List<String> touched = new ArrayList<>(deleted);
        touched.addAll(written.keySet());
        touched.addAll(remembered.keySet());
        return touched;
    }

    private static SourceRecord record(
            InstallPlan plan,
            SortedMap<String, byte[]> written,
            Optional<SourceRecord> before,
            SortedMap<String, byte[]> adopted,
            Instant now) {
        SortedMap<String, String> taken =
                new TreeMap<>(before.map(SourceRecord::adopted).orElse(new TreeMap<>()));
        adopted.forEach((path, content) -> taken.put(path, PlanApplier.sha256(content)));
        SortedMap<String, String> digests = new TreeMap<>();
        written.forEach((path, content) -> digests.put(path, PlanApplier.sha256(content)));
        return new SourceRecord(
                plan.id(),
                SourceRecord.State.INSTALLED,
                before.map(SourceRecord::since).orElse(now),
                plan.signer(),
                plan.stanza(),
                plan.archives(),
                plan.choices(),
                plan.packages(),
                digests,
                taken,
                plan.digest());
    }

    private static List<String> without(Collection<String> all, Collection<String> some) {
        return all.stream().filter(each -> !some.contains(each)).toList();
    }
}
