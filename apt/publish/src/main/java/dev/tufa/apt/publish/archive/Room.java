package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.PackageId;
import java.util.Optional;

/**
 * What a suite has room for.
 *
 * @param suite whose settings say it
 */
record Room(SuiteConf suite) {
    /** Refuses a package that would be in no index. */
    void require(PackageId id) throws ArchiveException {
        Optional<String> problem = problem(id);
        if (problem.isPresent()) {
            throw new ArchiveException(problem.get());
        }
    }

    /** Why a package would be in no index; empty if it is in one. */
    Optional<String> problem(PackageId id) {
        if (id.isSource()) {
            return suite.sources()
                    ? Optional.empty()
                    : Optional.of("suite %s: expected no source packages, as archive.conf says, got %s"
                            .formatted(suite.name(), id));
        }
        return id.architecture().equals("all") || suite.architectures().contains(id.architecture())
                ? Optional.empty()
                : Optional.of("suite %s: expected packages for %s, as archive.conf says, got %s"
                        .formatted(suite.name(), String.join(", ", suite.architectures()), id));
    }
}
