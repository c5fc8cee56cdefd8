package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.index.IndexException;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.index.RoleRow;
import dev.tufa.tuf.repository.index.TargetRow;
import dev.tufa.tuf.repository.index.UnnamedFile;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** All that an index says of what is published, without what only an index knows that was there when it happened. */
record IndexDump(String standing, List<String> roles, List<String> targets) {
    /** Brings the index of a folder up to date and reads it. */
    static IndexDump of(Path folder) throws Exception {
        return ask(folder, IndexDump::read);
    }

    static <T> T ask(Path folder, RepositoryIndex.Question<T> question) throws Exception {
        RepositoryFolder repository = new RepositoryFolder(folder, new LocalDisk());
        return repository.index().ask(repository.live(), question);
    }

    /** The index as it is in a folder equals one that is made anew. */
    static void requireEqualToARebuild(Path folder) throws Exception {
        IndexDump grown = of(folder);
        Path index = folder.resolve("index");
        Path aside = folder.resolve("index.aside");
        Files.move(index, aside);
        assertThat(grown).isEqualTo(of(folder));
        Trees.delete(index);
        Files.move(aside, index);
    }

    static List<UnnamedFile> unnamed(Path folder) throws Exception {
        return ask(folder, index -> index.unnamed().all());
    }

    private static IndexDump read(IndexFile index) throws IndexException {
        List<String> targets = new ArrayList<>();
        index.targets().each("", Optional.empty(), row -> targets.add(plain(row).toString()));
        return new IndexDump(
                index.standing().orElseThrow().toString(),
                index.roles().all().stream()
                        .map(row -> plain(row).toString())
                        .sorted()
                        .toList(),
                targets);
    }

    private static TargetRow plain(TargetRow row) {
        return new TargetRow(row.path(), row.role(), row.length(), row.hashes(), OptionalLong.empty());
    }

    private static RoleRow plain(RoleRow row) {
        return new RoleRow(
                row.delegator(),
                row.name(),
                row.version(),
                row.expires(),
                row.length(),
                row.sha256(),
                row.targets(),
                row.bin(),
                row.bins(),
                row.delegates(),
                OptionalLong.empty());
    }
}
