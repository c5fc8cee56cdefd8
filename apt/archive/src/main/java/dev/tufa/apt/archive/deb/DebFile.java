package dev.tufa.apt.archive.deb;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.Digests;
import dev.tufa.apt.archive.policy.Architecture;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@code .deb} file is, as a {@link DebReader} has found it: the only one who can make it. */
public final class DebFile {
    private static final Set<String> SCRIPTS = Set.of("config", "preinst", "postinst", "prerm", "postrm");

    private final Stanza control;
    private final PackageName name;
    private final DebianVersion version;
    private final Architecture architecture;
    private final List<ControlMember> controlMembers;
    private final long length;
    private final Digests digests;
    private final Optional<List<DebPath>> paths;

    DebFile(ControlArchive controlArchive, long length, Digests digests, Optional<List<DebPath>> paths) throws Refused {
        this.control = controlArchive.control();
        ControlRules rules = new ControlRules(control);
        rules.check();
        this.name = rules.name();
        this.version = rules.version();
        this.architecture = rules.architecture();
        this.controlMembers = controlArchive.members();
        this.length = length;
        this.digests = digests;
        this.paths = paths;
    }

    /** The fields of the control file as they are written. */
    public Stanza control() {
        return control;
    }

    /** The name of the package. */
    public PackageName name() {
        return name;
    }

    /** The version of the package. */
    public DebianVersion version() {
        return version;
    }

    /** What the package runs on: one architecture or {@code all}. */
    public Architecture architecture() {
        return architecture;
    }

    /** What the file is called by convention: {@code name_version_architecture.deb}, without the epoch. */
    public String fileName() {
        return "%s_%s_%s.deb".formatted(name, version.withoutEpoch(), architecture);
    }

    /** The files of control.tar in their order, among them the control file. */
    public List<ControlMember> controlMembers() {
        return controlMembers;
    }

    /** The programs that dpkg runs as root when the package comes and goes: names of control members. */
    public List<String> maintainerScripts() {
        return controlMembers.stream()
                .map(ControlMember::name)
                .filter(SCRIPTS::contains)
                .toList();
    }

    /** The length of the file in bytes. */
    public long length() {
        return length;
    }

    /** The digests of the file: SHA-256, and which others were asked for. */
    public Digests digests() {
        return digests;
    }

    /** What the package would put into the file system, in the order of the archive; empty if it was not asked for. */
    public Optional<List<DebPath>> paths() {
        return paths;
    }
}
