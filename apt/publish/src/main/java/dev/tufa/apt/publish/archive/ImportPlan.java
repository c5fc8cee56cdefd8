package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.tree.ForeignPackage;
import dev.tufa.apt.publish.tree.ForeignSuite;
import dev.tufa.apt.publish.tree.ForeignTree;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which packages of another archive come into which component of which suite of this one. */
final class ImportPlan {
    private final ArchiveConf conf;
    private final ImportOptions options;
    private final ForeignTree tree;
    private final List<Wanted> wanted = new ArrayList<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    private ImportPlan(ArchiveConf conf, ImportOptions options, ForeignTree tree) {
        this.conf = conf;
        this.options = options;
        this.tree = tree;
    }

    static ImportPlan of(ArchiveConf conf, ImportOptions options) throws IOException, ArchiveException {
        ForeignTree tree = ForeignTree.in(options.from());
        ImportPlan plan = new ImportPlan(conf, options, tree);
        List<ForeignSuite> suites = tree.suites();
        if (suites.isEmpty()) {
            if (options.suite().isEmpty()) {
                throw new ArchiveException("%s: expected the suites %s, got no dists"
                        .formatted(
                                Printable.of(options.from().toString()),
                                options.suites().keySet()));
            }
            plan.add(tree.packages(), plan.suite(options.suite().get()));
        } else if (options.suite().isPresent()) {
            plan.add(
                    plan.sameOrOnly(suites, options.suite().get()).packages(),
                    plan.suite(options.suite().get()));
        } else {
            for (Map.Entry<String, String> names : new TreeMap<>(options.suites()).entrySet()) {
                plan.add(plan.called(suites, names.getKey()).packages(), plan.suite(names.getValue()));
            }
        }
        return plan;
    }

    /** In which its files have to be. */
    List<Path> folders() {
        return tree.folders();
    }

    /** What is to come in, and where. */
    List<Wanted> wanted() {
        return wanted;
    }

    /** What has no place here, in words, each once. */
    Map<String, String> refused() {
        return refused;
    }

    private void add(List<ForeignPackage> packages, SuiteConf suite) {
        for (ForeignPackage foreign : packages) {
            String component = options.component()
                    .or(foreign::component)
                    .orElse(suite.components().get(0));
            if (suite.components().contains(component)) {
                wanted.add(new Wanted(suite, component, foreign));
            } else {
                refused.putIfAbsent(
                        foreign.file() + " " + component,
                        "%s: expected a component of suite %s, one of %s, got %s"
                                .formatted(
                                        Printable.of(foreign.file().toString()),
                                        suite.name(),
                                        suite.components(),
                                        Printable.of(component)));
            }
        }
    }

    private SuiteConf suite(String name) throws ArchiveException {
        return Archive.suite(conf, name);
    }

    private ForeignSuite sameOrOnly(List<ForeignSuite> suites, String name) throws ArchiveException {
        if (suites.size() == 1) {
            return suites.get(0);
        }
        return called(suites, name);
    }

    /** By its folder if there is one so called, else by what it says of itself. */
    private ForeignSuite called(List<ForeignSuite> suites, String name) throws ArchiveException {
        Optional<ForeignSuite> byFolder =
                suites.stream().filter(suite -> suite.name().equals(name)).findFirst();
        if (byFolder.isPresent()) {
            return byFolder.get();
        }
        List<ForeignSuite> called =
                suites.stream().filter(suite -> suite.isCalled(name)).toList();
        if (called.size() != 1) {
            throw new ArchiveException("%s: expected one suite that is called %s, got %s"
                    .formatted(
                            Printable.of(options.from().toString()),
                            Printable.of(name),
                            suites.stream().map(ForeignSuite::name).toList()));
        }
        return called.get(0);
    }

    /** A package, and where it is to come. */
    record Wanted(SuiteConf suite, String component, ForeignPackage foreign) {}
}
