package dev.tufa.helper;

import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.SeenSources;
import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.probe.FactsProbe;
import dev.tufa.apt.install.probe.SystemProbe;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The system that is changed: this one, or one that lies in a folder, as images are made. */
final class TargetSystem {
    private final SystemRoot root;
    private final SystemFiles files;
    private final Apt apt;
    private final Path log;

    private TargetSystem(SystemRoot root, SystemFiles files, Apt apt, Path log) {
        this.root = root;
        this.files = files;
        this.apt = apt;
        this.log = log;
    }

    /**
     * A system.
     *
     * @param root {@code /}, or a folder
     * @param files of it
     * @param apt of it
     * @param log what apt-get says when it installs
     */
    static TargetSystem of(Path root, SystemFiles files, Apt apt, Path log) {
        return new TargetSystem(SystemRoot.of(root), files, apt, log);
    }

    SystemFiles files() {
        return files;
    }

    /** By which changes of the files happen or do not. */
    Journal journal() {
        return new Journal(files);
    }

    Apt apt() {
        return apt;
    }

    Path log() {
        return log;
    }

    /** What a file is called by apt, which may see the system in a folder. */
    String seen(String path) {
        return root.seen(path).toString();
    }

    /** Has apt fetch what one list of sources says. */
    SystemProgram.Answer update(String list) throws IOException {
        if (root.isThisSystem()) {
            return update(apt.with("Dir::Etc::sourcelist", list).with("Dir::Etc::sourceparts", "/dev/null"));
        }
        try (SeenSources sources = SeenSources.of(root, List.of(list))) {
            return update(sources.in(apt));
        }
    }

    private static SystemProgram.Answer update(Apt apt) throws IOException {
        return apt.with("APT::Get::List-Cleanup", "0")
                .with("APT::Update::Error-Mode", "any")
                .update();
    }

    /** What a plan depends on, asked anew. */
    SystemFacts facts() throws IOException, PlanException {
        return FactsProbe.read(root, host(root), apt);
    }

    /** What a system is. */
    static HostFacts host(SystemRoot root) throws IOException {
        return SystemProbe.of(root)
                .find()
                .orElseThrow(() -> new IOException("%s: expected dpkg and os-release, got none".formatted(root)));
    }
}
