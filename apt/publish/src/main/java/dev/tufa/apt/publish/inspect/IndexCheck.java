package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.ContentsIndex;
import dev.tufa.apt.archive.index.ContentsLine;
import dev.tufa.apt.archive.index.ContentsReader;
import dev.tufa.apt.archive.index.IndexReader;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.PackagesIndex;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.archive.index.SourceEntry;
import dev.tufa.apt.archive.index.SourcesIndex;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.tree.ReleasedIndex;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Verifies the indexes of a suite: their bytes, that all forms of one say the same, and that they fit together. */
final class IndexCheck {
    /** More packages of one {@code Contents} than this nobody reads. */
    private static final int SHOWN = 10;

    private final SuitePlace place;
    private final FileCheck files;
    private final List<Finding> findings;

    IndexCheck(SuitePlace place, FileCheck files, List<Finding> findings) {
        this.place = place;
        this.files = files;
        this.findings = findings;
    }

    /** What the indexes name, as far as they are right. */
    SuiteContent check(ReleaseFile release) {
        findings.addAll(release.files().parallelStream().flatMap(this::problems).toList());
        SuiteContent content = new SuiteContent(release);
        Set<String> names = new HashSet<>();
        List<ReleasedIndex> indexes = ReleasedIndex.of(release);
        for (ReleasedIndex index : indexes) {
            if (index.kind() != ReleasedIndex.Kind.CONTENTS) {
                read(index, in -> {
                    if (index.kind() == ReleasedIndex.Kind.PACKAGES) {
                        binaries(index, in, content, names);
                    } else {
                        sources(index, in, content);
                    }
                });
            }
        }
        for (ReleasedIndex index : indexes) {
            if (index.kind() == ReleasedIndex.Kind.CONTENTS) {
                read(index, in -> contents(index, in, names));
            }
        }
        return content;
    }

    private Stream<Finding> problems(ListedFile file) {
        return place.names(file).stream()
                .flatMap(name -> files.bytes(name, file.size(), file.digests().sha256()).stream()
                        .map(problem -> new Finding(Rule.INDEX, path(name), problem)));
    }

    private String path(Path name) {
        return "dists/%s/%s".formatted(place.suite(), place.dist().relativize(name));
    }

    private void read(ReleasedIndex index, Taker taker) {
        Optional<Compression> form = index.forms().keySet().stream()
                .filter(each -> isRight(index.file(each)))
                .findFirst();
        if (form.isEmpty()) {
            return; // that is told of each of its forms
        }
        try (InputStream in = open(index, form.get())) {
            taker.take(in);
            if (index.forms().containsKey(Compression.NONE)) {
                compare(index, index.file(Compression.NONE));
            }
        } catch (IOException e) {
            find(Rule.INDEX, index, "expected an index that can be read, got %s".formatted(e.getMessage()));
        }
    }

    private boolean isRight(ListedFile file) {
        return files.bytes(where(file), file.size(), file.digests().sha256()).isEmpty();
    }

    /** The last name is the one that never changes. */
    private Path where(ListedFile file) {
        List<Path> names = place.names(file);
        return names.get(names.size() - 1);
    }

    private InputStream open(ReleasedIndex index, Compression form) throws IOException {
        return index.plain(form, Files.newInputStream(where(index.file(form))));
    }

    private void compare(ReleasedIndex index, ListedFile plain) {
        for (Compression form : index.forms().keySet()) {
            if (form == Compression.NONE || !isRight(index.file(form))) {
                continue;
            }
            try (InputStream in = open(index, form)) {
                String got = FileCheck.sha256(in);
                if (!got.equals(plain.digests().sha256())) {
                    findings.add(new Finding(
                            Rule.INDEX,
                            "dists/%s/%s".formatted(place.suite(), index.path() + form.extension()),
                            "expected the bytes of %s in it, with SHA-256 %s, got %s"
                                    .formatted(index.path(), plain.digests().sha256(), got)));
                }
            } catch (IOException e) {
                findings.add(new Finding(
                        Rule.INDEX,
                        "dists/%s/%s".formatted(place.suite(), index.path() + form.extension()),
                        FileCheck.unreadable(e)));
            }
        }
    }

    private void binaries(ReleasedIndex index, InputStream in, SuiteContent content, Set<String> names)
            throws IOException {
        try (IndexReader<PackageEntry> reader = PackagesIndex.read(index.path(), in)) {
            for (Optional<PackageEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                PackageEntry found = entry.get();
                names.add(name(index, found.name()));
                content.addBinary(index.architecture(), found.stanza());
                add(
                        index,
                        content,
                        new PoolFile(
                                found.filename(), found.size(), found.digests().sha256()));
            }
        }
    }

    private void sources(ReleasedIndex index, InputStream in, SuiteContent content) throws IOException {
        try (IndexReader<SourceEntry> reader = SourcesIndex.read(index.path(), in)) {
            for (Optional<SourceEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                for (ListedFile file : entry.get().files()) {
                    String path = entry.get().directory() + '/' + file.path();
                    add(
                            index,
                            content,
                            new PoolFile(path, file.size(), file.digests().sha256()));
                }
            }
        }
    }

    private void add(ReleasedIndex index, SuiteContent content, PoolFile file) {
        PoolFile known = content.files().putIfAbsent(file.path(), file);
        if (known != null && !known.equals(file)) {
            find(
                    Rule.PACKAGE,
                    index,
                    "expected %s with %d bytes and SHA-256 %s, as another index says, got %d bytes and %s"
                            .formatted(file.path(), known.size(), known.sha256(), file.size(), file.sha256()));
        }
    }

    private void contents(ReleasedIndex index, InputStream in, Set<String> names) throws IOException {
        Set<String> unknown = new TreeSet<>();
        try (ContentsReader reader = ContentsIndex.read(index.path(), in)) {
            for (Optional<ContentsLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                for (String owner : line.get().packages()) {
                    String name = owner.substring(owner.lastIndexOf('/') + 1);
                    if (!names.contains(name(index, name))) {
                        unknown.add(name);
                    }
                }
            }
        }
        if (!unknown.isEmpty()) {
            String shown = String.join(", ", unknown.stream().limit(SHOWN).toList());
            find(
                    Rule.CONTENTS,
                    index,
                    "expected packages of %s for %s, got also %s%s"
                            .formatted(
                                    index.component(),
                                    index.architecture(),
                                    shown,
                                    unknown.size() > SHOWN ? " and %d more".formatted(unknown.size() - SHOWN) : ""));
        }
    }

    private static String name(ReleasedIndex index, String name) {
        return "%s %s %s".formatted(index.component(), index.architecture(), name);
    }

    private void find(Rule rule, ReleasedIndex index, String message) {
        findings.add(new Finding(rule, "dists/%s/%s".formatted(place.suite(), index.path()), message));
    }

    /** Reads what is in an index. */
    @FunctionalInterface
    private interface Taker {
        void take(InputStream in) throws IOException;
    }
}
