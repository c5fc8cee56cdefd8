package dev.tufa.apt.install.probe;

import dev.tufa.apt.archive.sources.SourcesException;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.system.AptConfiguration;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a system all that a plan depends on. */
public final class FactsProbe {
    private static final String METHODS = "/usr/lib/apt/methods/";
    private static final String METHOD = "tuf+https";

    private FactsProbe() {}

    /**
     * Asks.
     *
     * @param host what it is
     * @param apt that sees it
     * @throws PlanException if apt itself could not read its lists of sources
     */
    public static SystemFacts read(SystemRoot root, HostFacts host, Apt apt) throws IOException, PlanException {
        try {
            return new SystemFacts(
                    host,
                    apt.version(),
                    hasTransport(root, apt) ? SystemFacts.Transport.INSTALLED : SystemFacts.Transport.MISSING,
                    AptConfiguration.read(root));
        } catch (SourcesException e) {
            throw new PlanException(PlanRefusal.SOURCES_UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    /** The apt that installs needs it; so does the one in the folder, if there is one, which is to go on from there. */
    private static boolean hasTransport(SystemRoot root, Apt apt) throws IOException {
        Path methods = Path.of(apt.setting("Dir::Bin::Methods").orElse(METHODS));
        boolean hasOwnApt = !root.isThisSystem() && Files.exists(root.locate("/usr/bin/apt-get"));
        return Files.isExecutable(methods.resolve(METHOD))
                && (!hasOwnApt || Files.isExecutable(root.locate(METHODS + METHOD)));
    }
}
