package dev.tufa.cli.install;

import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.RootedApt;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.preflight.InstallTarget;
import dev.tufa.apt.install.probe.FactsProbe;
import dev.tufa.apt.install.probe.SystemProbe;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** The system that a command is about: this one, or the one in the folder that {@code --root} names. */
final class ChosenSystem implements AutoCloseable {
    private final InstallTarget target;
    private final RootedApt apt;

    private ChosenSystem(InstallTarget target, RootedApt apt) {
        this.target = target;
        this.apt = apt;
    }

    /** The option that chooses. */
    static Option option() {
        return OptionSpecs.valued("root", "DIR", "the system in this folder instead of this one");
    }

    /** Where it is. */
    static SystemRoot root(Invocation invocation) throws IOException {
        Optional<String> folder = invocation.value("root");
        return folder.isPresent() ? SystemRoot.of(Path.of(folder.get()).toRealPath()) : SystemRoot.ofThisSystem();
    }

    /** Whether whoever runs this may change it without anybody's leave. */
    static boolean isOwn(SystemRoot root) throws IOException {
        return Files.getAttribute(root.folder(), "unix:uid").equals(HelperProcess.user());
    }

    /** Finds out all about it. */
    static ChosenSystem open(Invocation invocation) throws IOException, CommandFailure {
        if (!Apt.isThere()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "this system: expected apt-get, got none",
                    "a .apt file is for Debian and Ubuntu");
        }
        SystemRoot root = root(invocation);
        HostFacts host = SystemProbe.of(root)
                .find()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        root.isThisSystem()
                                ? "this system: expected dpkg, and lsb_release or /etc/os-release, got none"
                                : root + ": expected etc/os-release, got none",
                        ""));
        RootedApt apt = RootedApt.of(root, host);
        boolean isOpen = false;
        try {
            ChosenSystem opened =
                    new ChosenSystem(new InstallTarget(root, FactsProbe.read(root, host, apt.apt()), apt.apt()), apt);
            isOpen = true;
            return opened;
        } catch (PlanException e) {
            throw Preparing.refused(e);
        } finally {
            if (!isOpen) {
                apt.close();
            }
        }
    }

    InstallTarget target() {
        return target;
    }

    @Override
    public void close() throws IOException {
        apt.close();
    }
}
