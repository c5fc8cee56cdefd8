package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.apt.publish.verify.Rule;
import dev.tufa.apt.publish.verify.VerifyOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifies files of the pool side by side. */
final class PoolCheck {
    private final SuitePlace place;
    private final FileCheck files;
    private final VerifyOptions.Depth depth;
    private final Progress progress;

    PoolCheck(SuitePlace place, FileCheck files, VerifyOptions.Depth depth, Progress progress) {
        this.place = place;
        this.files = files;
        this.depth = depth;
        this.progress = progress;
    }

    /** What is wrong with them, in their order. */
    List<Finding> check(Collection<PoolFile> pooled) {
        progress.found(pooled.size());
        return pooled.parallelStream().flatMap(this::problem).toList();
    }

    private Stream<Finding> problem(PoolFile file) {
        progress.next(file.path());
        Path where = place.pooled(file);
        Optional<String> problem = depth == VerifyOptions.Depth.DIGESTS
                ? files.bytes(where, file.size(), file.sha256())
                : files.length(where, file.size());
        return problem.stream().map(message -> new Finding(Rule.PACKAGE, file.path(), message));
    }
}
