package dev.tufa.apt.install.outside;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.IndexTarget;
import dev.tufa.apt.install.answers.InstalledPackage;
import dev.tufa.apt.install.answers.PackageAddress;
import dev.tufa.apt.install.answers.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The apt of this system, as it is set up or with options beside that. What it is asked changes nothing; packages are told to it as names
 * behind {@code --}, which it takes for no options.
 */
public final class Apt {
    private static final Path GET = Path.of("/usr/bin/apt-get");
    private static final Path CACHE = Path.of("/usr/bin/apt-cache");
    private static final Path CONFIG = Path.of("/usr/bin/apt-config");
    private static final Path DPKG_QUERY = Path.of("/usr/bin/dpkg-query");
    private static final Path UNPRIVILEGED = Path.of("/usr/bin/setpriv");

    /** How long an answer may take that needs no network. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long fetching lists may take. */
    private static final Duration FETCHING = Duration.ofMinutes(30);

    private static final Pattern VERSION = Pattern.compile("apt (?<version>\\S+) \\(");
    private static final List<String> UNATTENDED = List.of(
            "-o", "Dpkg::Options::=--force-confdef",
            "-o", "Dpkg::Options::=--force-confold",
            "-o", "DPkg::Lock::Timeout=60",
            "-o", "APT::Status-Fd=1");
    private static final Map<String, String> NOBODY_THERE =
            Map.of("DEBIAN_FRONTEND", "noninteractive", "APT_LISTCHANGES_FRONTEND", "none");

    private static final int MOST_BYTES = 64 << 20;

    private final List<String> options;
    private final List<String> user;
    private final Map<String, String> environment;

    private Apt(List<String> options, List<String> user, Map<String, String> environment) {
        this.options = List.copyOf(options);
        this.user = List.copyOf(user);
        this.environment = Map.copyOf(environment);
    }

    /** apt as the system is set up. */
    public static Apt ofSystem() {
        return new Apt(List.of(), List.of(), Map.of());
    }

    /** apt of another system: the one that a file in apt.conf's format, read before all others, says. */
    public static Apt of(Path configuration) {
        return new Apt(List.of(), List.of(), Map.of("APT_CONFIG", configuration.toString()));
    }

    /** The same with a setting. */
    public Apt with(String name, String value) {
        return new Apt(joined(options, List.of("-o", name + "=" + value)), user, environment);
    }

    /** The same with a file of settings, read after the system's own. */
    public Apt with(Path configuration) {
        return new Apt(joined(options, List.of("-c", configuration.toString())), user, environment);
    }

    /** The same by a user without rights, as root may have it. */
    public Apt as(int user) {
        List<String> words = List.of(
                "--reuid=" + user, "--regid=" + user, "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--");
        return new Apt(options, words, environment);
    }

    /** Whether it is there. */
    public static boolean isThere() {
        return SystemProgram.at(GET).isThere();
    }

    /** Its version. */
    public DebianVersion version() throws IOException {
        String answer = ask(GET, List.of("--version"), PATIENCE, MOST_BYTES).orThrow();
        Matcher first = VERSION.matcher(answer);
        try {
            if (first.lookingAt()) {
                return DebianVersion.parse(first.group("version"));
            }
        } catch (PolicyException e) {
            throw new IOException("apt-get: " + e.getMessage(), e);
        }
        throw new IOException("apt-get: expected \"apt VERSION (ARCH)\", got \"%s\"".formatted(answer));
    }

    /** Fetches lists. */
    public SystemProgram.Answer update() throws IOException {
        return ask(GET, joined(options, List.of("update", "--quiet")), FETCHING, MOST_BYTES);
    }

    /** All indexes that there are. */
    public List<IndexTarget> targets() throws IOException {
        return IndexTarget.read(ask(GET, joined(options, List.of("indextargets")), PATIENCE, MOST_BYTES)
                .orThrow());
    }

    /** What installing packages would do. */
    public SystemProgram.Answer simulation(List<String> packages) throws IOException {
        return ask(GET, joined(options, installing("--simulate", packages)), PATIENCE, MOST_BYTES);
    }

    /** What installing packages would do if others may go for it, and nothing comes that is only recommended. */
    public SystemProgram.Answer simulationWithRemovals(List<String> packages) throws IOException {
        List<String> words = List.of("install", "--simulate", "--assume-yes", "--no-install-recommends", "--");
        return ask(GET, joined(options, joined(words, packages)), PATIENCE, MOST_BYTES);
    }

    /** Fetches the files of packages into a folder, and does nothing with them. */
    public SystemProgram.Answer download(List<String> packages, Path folder) throws IOException {
        return ask(GET, joined(options, joined(List.of("download", "--"), packages)), folder, FETCHING, MOST_BYTES);
    }

    /** What installing packages would do. */
    public Transaction transaction(List<String> packages) throws IOException {
        return Transaction.read(simulation(packages).orThrow());
    }

    /** From where their files would come. */
    public List<PackageAddress> addresses(List<String> packages) throws IOException {
        return PackageAddress.read(ask(
                        GET,
                        joined(options, joined(List.of("--quiet=2"), installing("--print-uris", packages))),
                        PATIENCE,
                        MOST_BYTES)
                .orThrow());
    }

    /**
     * Installs packages in one transaction, which is not ended from here once it has begun. Nobody is asked anything, files of settings stay
     * as somebody left them, and nothing is removed.
     *
     * @param log gets all that it says
     * @param lines hears of each line
     * @return its exit code
     */
    public int install(List<String> packages, Path log, Consumer<String> lines) throws IOException {
        return carryOut(
                joined(List.of("install", "--assume-yes", "--no-remove", "--quiet", "--"), packages), log, lines);
    }

    /**
     * Takes every new version that needs nothing else to come or go, as people do every day.
     *
     * @param log gets all that it says
     * @param lines hears of each line
     * @return its exit code
     */
    public int upgrade(Path log, Consumer<String> lines) throws IOException {
        return carryOut(List.of("upgrade", "--assume-yes", "--quiet"), log, lines);
    }

    /** What upgrading the system would do, with new packages that upgraded ones need. */
    public Transaction upgrade() throws IOException {
        return Transaction.read(ask(
                        GET,
                        joined(options, List.of("upgrade", "--simulate", "--with-new-pkgs", "--assume-yes")),
                        PATIENCE,
                        MOST_BYTES)
                .orThrow());
    }

    /** What purging packages would do. */
    public Transaction purgeTransaction(List<String> packages) throws IOException {
        return Transaction.read(ask(
                        GET,
                        joined(options, joined(List.of("purge", "--simulate", "--assume-yes", "--"), packages)),
                        PATIENCE,
                        MOST_BYTES)
                .orThrow());
    }

    /**
     * Removes packages and their files of settings.
     *
     * @param log gets all that it says
     * @param lines hears of each line
     * @return its exit code
     */
    public int purge(List<String> packages, Path log, Consumer<String> lines) throws IOException {
        return carryOut(joined(List.of("purge", "--assume-yes", "--quiet", "--"), packages), log, lines);
    }

    private int carryOut(List<String> command, Path log, Consumer<String> lines) throws IOException {
        List<String> words = joined(options, joined(UNATTENDED, command));
        return SystemProgram.at(GET).with(environment).with(NOBODY_THERE).carryOut(words, log, lines);
    }

    private static List<String> installing(String how, List<String> packages) {
        return joined(List.of("install", how, "--assume-yes", "--no-remove", "--"), packages);
    }

    /** Which versions of packages there are, and where. */
    public List<AvailableVersion> versions(List<String> packages) throws IOException {
        return AvailableVersion.read(ask(
                        CACHE, joined(options, joined(List.of("madison", "--"), packages)), PATIENCE, MOST_BYTES)
                .orThrow());
    }

    /** The packages that are installed. */
    public List<InstalledPackage> installed() throws IOException {
        Optional<String> status = setting("Dir::State::status");
        List<String> words = new ArrayList<>();
        if (status.isPresent() && status.get().endsWith("/status") && !environment.isEmpty()) {
            words.add("--admindir=" + status.get().substring(0, status.get().length() - "/status".length()));
        }
        words.addAll(List.of("--show", "--showformat", InstalledPackage.FORMAT));
        return InstalledPackage.read(
                ask(DPKG_QUERY, words, PATIENCE, MOST_BYTES).orThrow());
    }

    /** A setting; empty if it has none. */
    public Optional<String> setting(String name) throws IOException {
        String answer = ask(CONFIG, joined(options, List.of("dump", "--format", "%v%n", name)), PATIENCE, MOST_BYTES)
                .orThrow();
        return answer.lines().findFirst().filter(value -> !value.isEmpty());
    }

    private SystemProgram.Answer ask(Path program, List<String> words, Duration patience, int mostBytes)
            throws IOException {
        return ask(program, words, Path.of("/"), patience, mostBytes);
    }

    private SystemProgram.Answer ask(Path program, List<String> words, Path folder, Duration patience, int mostBytes)
            throws IOException {
        boolean isAsCaller = user.isEmpty();
        List<String> command = isAsCaller ? words : joined(user, joined(List.of(program.toString()), words));
        return SystemProgram.at(isAsCaller ? program : UNPRIVILEGED)
                .with(environment)
                .in(folder)
                .ask(command, patience, mostBytes);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>();
        Stream.of(first, second).forEach(all::addAll);
        return all;
    }
}
