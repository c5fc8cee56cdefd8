package dev.tufa.helper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.archive.sources.ListedSource;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.archive.sources.SourcesException;
import dev.tufa.apt.archive.sources.SourcesFile;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SwitchRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Has apt look at sources or not; what it says of them is the same otherwise. */
final class SourceSwitch {
    private final TargetSystem system;
    private final Listener listener;

    SourceSwitch(TargetSystem system, Listener listener) {
        this.system = system;
        this.listener = listener;
    }

    SourceRecord set(SwitchRequest request) throws IOException {
        SourceRecord record = SourceRemover.record(system.files(), request.id());
        String path = record.id().sourcesFile();
        byte[] old = system.files()
                .read(path)
                .orElseThrow(() -> new IOException(path + ": expected a list of sources, got none"));
        String comments = new String(old, UTF_8)
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line + '\n')
                .collect(Collectors.joining());
        byte[] changed = (comments
                        + read(path, old).stream()
                                .map(listed -> listed.source()
                                        .with(request.use())
                                        .stanza()
                                        .toString())
                                .collect(Collectors.joining("\n")))
                .getBytes(UTF_8);
        SortedMap<String, String> digests = new TreeMap<>(record.files());
        digests.put(path, PlanApplier.sha256(changed));
        SourceRecord after = record.with(
                        request.use() == Source.Use.DISABLED
                                ? SourceRecord.State.DISABLED
                                : SourceRecord.State.INSTALLED)
                .with(digests);
        String remembered = record.id().recordFolder() + '/' + SourceRecord.FILE;
        listener.step((request.use() == Source.Use.DISABLED ? "disable " : "enable ") + record.id());
        system.journal().change(new TreeMap<>(Map.of(path, changed, remembered, after.bytes())), List.of());
        return after;
    }

    private static List<ListedSource> read(String path, byte[] bytes) throws IOException {
        try {
            return SourcesFile.read(path, bytes);
        } catch (SourcesException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
