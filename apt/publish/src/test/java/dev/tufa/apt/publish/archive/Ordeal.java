package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.tuf.client.TargetNaming;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An archive before a deed, and what has to hold wherever the deed was stopped: clients have the publication before it or the one after
 * it, and whoever comes next ends up where they would be had it not been stopped.
 */
final class Ordeal {
    private static final Instant LATER = Vendor.START.plus(Duration.ofDays(2));
    private static final CollectOptions NOTHING = new CollectOptions(Duration.ZERO, 1, CollectOptions.Action.COUNT);
    private static final CollectOptions ALL = new CollectOptions(Duration.ZERO, 1, CollectOptions.Action.REMOVE);
    private static final List<String> SUITES = List.of("stable", "testing");
    private static final List<String> RELEASES = List.of("InRelease", "Release", "Release.gpg");
    private static final String APT_FILE = "acme.apt";

    private static final Duration BEFORE_LAST = Duration.ofHours(2);

    private final Path temporary;
    private final TufScope scope;
    private final Deed deed;
    private final Path world;
    private final PlainClient client;
    private final View before;
    private final View after;
    private final Map<String, String> outcome;
    private int copies;

    private Ordeal(Path history, Path temporary, TufScope scope, Deed deed) throws Exception {
        this.temporary = temporary;
        this.scope = scope;
        this.deed = deed;
        this.world = Files.createDirectories(temporary).resolve("world");
        Trees.copy(history, world);
        Vendor vendor = vendor(world, CrashingDisk.counting());
        vendor.now = Vendor.START.plus(BEFORE_LAST);
        deed.prepare(vendor);
        this.client = PlainClient.of(vendor.published());
        this.before = View.of(client, vendor.published());
        if (scope != TufScope.NONE) {
            TufClient.of(vendor.published(), temporary.resolve("memory"), vendor.now)
                    .downloadAll(signed(), TargetNaming.HASH_PREFIX);
        }
        Path undisturbed = copy();
        deed.doTo(vendor(undisturbed, CrashingDisk.counting()));
        this.after = View.of(client.reading(published(undisturbed)), published(undisturbed));
        this.outcome = end(undisturbed);
        Trees.delete(undisturbed);
    }

    /**
     * An archive that has been published twice, and what the deed needs.
     *
     * @param temporary folder, the same for many
     */
    static Ordeal of(Path temporary, TufScope scope, Deed deed) throws Exception {
        Path history = temporary.resolve("history-" + scope);
        if (!Files.exists(history)) {
            publishTwice(history, scope);
        }
        return new Ordeal(history, temporary.resolve("ordeal-" + System.nanoTime()), scope, deed);
    }

    private static void publishTwice(Path history, TufScope scope) throws Exception {
        ArchiveConf conf = Vendor.conf(scope, suite("stable", true), suite("testing", false));
        Files.createDirectories(history.resolve("inbox"));
        Vendor.init(
                archive(history),
                new ArchiveConf(
                        conf.origin(),
                        conf.label(),
                        Optional.of(URI.create("https://apt.acme.example/")),
                        conf.signedWith(),
                        conf.tuf(),
                        conf.digests(),
                        conf.check(),
                        conf.suites()),
                CrashingDisk.counting());
        Path earlier = history.resolveSibling("earlier");
        Vendor vendor = Vendor.open(archive(history), earlier, Vendor.START, CrashingDisk.counting());
        vendor.add(deb("one", "1"), deb("two", "1"));
        vendor.add(dsc("src", "1-1").file("src_1.orig.tar.xz", "upstream").in(earlier));
        vendor.addTo("testing", deb("two", "1"));
        vendor.archive.snapshot("stable", "first");
        vendor.publish();
        vendor.add(deb("one", "2"));
        vendor.remove("two");
        vendor.publish();
    }

    private static SuiteConf suite(String name, boolean all) {
        return new SuiteConf(
                name,
                name,
                Optional.empty(),
                Optional.empty(),
                List.of("main"),
                List.of("amd64"),
                all,
                all,
                Upgrades.AUTOMATIC,
                Optional.of(Duration.ofDays(30)),
                OptionalInt.empty());
    }

    /** The folder of everything: the archive, and where packages come from. */
    Path world() {
        return world;
    }

    /** A copy of that. */
    Path copy() throws IOException {
        return Trees.copy(world, place());
    }

    /** A folder that is not there yet. */
    Path place() {
        return temporary.resolve("copy-" + copies++);
    }

    private static Path archive(Path folder) {
        return folder.resolve("archive");
    }

    private static Path published(Path folder) {
        return archive(folder).resolve("public");
    }

    private static Vendor vendor(Path folder, Disk disk) throws IOException {
        return Vendor.open(archive(folder), folder.resolve("inbox"), LATER, disk);
    }

    /** The archive of a folder, by a process that begins now. */
    Vendor open(Path folder, Disk disk) throws IOException {
        return vendor(folder, disk);
    }

    /** Does the deed in a folder; false if the process was killed. */
    boolean isDone(Path folder, Disk disk) throws Exception {
        return isDone(vendor(folder, disk));
    }

    /** The same by a process that goes on. */
    boolean isDone(Vendor vendor) throws Exception {
        try {
            deed.doTo(vendor);
            return true;
        } catch (CrashingDisk.Killed e) {
            return false;
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof CrashingDisk.Killed) { // on another thread
                return false;
            }
            throw e;
        }
    }

    /** So many of the numbers below another one at most, the same each time, from the first to the last. */
    static List<Integer> sample(int count, int most) {
        int size = Math.min(count, most);
        return IntStream.range(0, size)
                .map(i -> size == 1 ? 0 : (int) ((long) i * (count - 1) / (size - 1)))
                .boxed()
                .toList();
    }

    /** What tells one folder from another; what is called otherwise each time is left out. */
    static Map<String, String> state(Path folder) throws IOException {
        Map<String, String> state = new TreeMap<>();
        Trees.digests(folder).forEach((path, digest) -> {
            String name = path.replaceFirst("/\\.unfinished-.*", "/.unfinished-" + digest);
            if (!name.matches(".*/journal/[0-9]+-.*")) {
                state.put(name, digest);
            } else if (name.endsWith("/log")) {
                state.put(name.replaceFirst("/journal/.*", "/journal/log"), digest);
            }
        });
        return state;
    }

    /** All that clients need is there, whichever of the two publications they are led to, and whichever they come from. */
    void requireServed(Path folder) throws Exception {
        PlainClient returning = client.reading(published(folder));
        for (String suite : SUITES) {
            byte[] inRelease = Files.readAllBytes(published(folder).resolve("dists/%s/InRelease".formatted(suite)));
            requireLeads(returning, suite, inRelease);
            assertThat(returning.require(suite, before.release(suite))).isEqualTo(before.packages(suite));
        }
        boolean isPublishing = Files.exists(archive(folder).resolve("private/publication"));
        if (!isPublishing) {
            returning.requireAll();
        }
        if (scope != TufScope.NONE) {
            requireTuf(folder, TargetNaming.HASH_PREFIX);
        }
    }

    private void requireLeads(PlainClient returning, String suite, byte[] inRelease) throws Exception {
        View view = before.is(suite, inRelease) ? before : after;
        assertThat(view.is(suite, inRelease)).isTrue();
        assertThat(returning.require(suite, returning.read(inRelease))).isEqualTo(view.packages(suite));
    }

    /** The TUF client that was there before comes to one of the two publications as well. */
    private Map<String, byte[]> requireTuf(Path folder, TargetNaming naming) throws Exception {
        PlainClient returning = client.reading(published(folder));
        Path memory = Trees.copy(temporary.resolve("memory"), place());
        TufClient tuf = TufClient.of(published(folder), memory, LATER);
        Map<String, byte[]> found = tuf.downloadAll(signed(), naming);
        assertThat(found).containsKeys(signed().toArray(new String[0]));
        List<String> pool = new ArrayList<>();
        for (String suite : SUITES) {
            byte[] inRelease = found.getOrDefault("dists/%s/InRelease".formatted(suite), new byte[0]);
            requireLeads(returning, suite, inRelease);
            ReleaseFile release = returning.read(inRelease);
            assertThat(found.get("dists/%s/Release".formatted(suite)))
                    .asString()
                    .isEqualTo(release.toString());
            pool.addAll(returning.pool(suite, release).keySet());
        }
        Set<String> vouchedFor = tuf.downloadAll(pool, TargetNaming.PLAIN).keySet();
        assertThat(vouchedFor).isEqualTo(scope == TufScope.PACKAGES ? new TreeSet<>(pool) : Set.of());
        Trees.delete(memory);
        return found;
    }

    private static List<String> signed() {
        return Stream.concat(
                        Stream.of("keys/archive.asc"),
                        SUITES.stream().flatMap(suite -> RELEASES.stream().map(name -> "dists/" + suite + '/' + name)))
                .toList();
    }

    /**
     * Whoever comes next brings it to its end, or gives it up; who then does it again comes to where it would have come.
     *
     * @param survives how many changes the first who comes next is left to make
     */
    void requireEnds(Path folder, int survives) throws Exception {
        if (!isDone(folder, CrashingDisk.after(survives, CrashingDisk.Failure.KILL_HALF_WRITTEN))) {
            requireServed(folder);
        }
        Vendor next = vendor(folder, CrashingDisk.counting());
        next.collect(NOTHING); // it only looks
        assertThat(next.folder.resolve("private/publication")).doesNotExist();
        requireServed(folder);
        if (scope != TufScope.NONE) {
            requireTuf(folder, TargetNaming.PLAIN);
        }
        next = vendor(folder, CrashingDisk.counting());
        deed.doTo(next);
        requireServed(folder);
        requireKept(folder);
    }

    /** The deed is done for good. */
    void requireKept(Path folder) throws Exception {
        Map<String, String> ended = end(folder);
        Map<String, String> missing = new TreeMap<>(outcome);
        missing.entrySet().removeAll(ended.entrySet());
        ended.entrySet().removeAll(outcome.entrySet());
        assertThat(ended).isEqualTo(missing);
    }

    /** Publishes what is staged, and forgets what was. */
    private Map<String, String> end(Path folder) throws Exception {
        Vendor next = vendor(folder, CrashingDisk.counting());
        next.publish(PublishOptions.DEFAULT);
        next.collect(ALL);
        next.client().requireAll();
        if (scope != TufScope.NONE) {
            Path memory = Trees.copy(temporary.resolve("memory"), place());
            TufClient tuf = TufClient.of(next.published(), memory, LATER);
            List<String> paths = new ArrayList<>(signed());
            paths.add(APT_FILE);
            for (TargetNaming naming : TargetNaming.values()) {
                tuf.downloadAll(paths, naming)
                        .forEach((path, bytes) ->
                                assertThat(next.published(path)).hasBinaryContent(bytes));
            }
            Trees.delete(memory);
        }
        return outcome(next);
    }

    /** Everything that is the same however it came about: all of the archive, and what TUF says of it. */
    private Map<String, String> outcome(Vendor vendor) throws Exception {
        Map<String, String> all = new TreeMap<>();
        Trees.digests(vendor.folder).forEach((path, digest) -> {
            boolean isTufs = path.startsWith("public/tuf/") || path.startsWith("private/tuf/");
            if (!isTufs && !path.equals("private/seen") && !path.equals("private/lock")) {
                all.put(path, digest);
            }
        });
        if (scope != TufScope.NONE) {
            Repository.open(vendor.folder.resolve("private/tuf"), CrashingDisk.counting())
                    .targets(
                            "",
                            Optional.empty(),
                            target -> all.put(
                                    "TUF " + target.role() + ' ' + target.path(),
                                    target.hashes().toString()));
        }
        return all;
    }

    /** What clients see. */
    private record View(
            Map<String, String> inReleases, Map<String, ReleaseFile> releases, Map<String, Set<String>> all) {
        static View of(PlainClient client, Path published) throws Exception {
            Map<String, String> inReleases = new HashMap<>();
            Map<String, ReleaseFile> releases = new HashMap<>();
            for (String suite : SUITES) {
                byte[] inRelease = Files.readAllBytes(published.resolve("dists/%s/InRelease".formatted(suite)));
                inReleases.put(suite, Sha256.hex(inRelease));
                releases.put(suite, client.read(inRelease));
            }
            return new View(inReleases, releases, client.requireAll());
        }

        boolean is(String suite, byte[] inRelease) {
            return Sha256.hex(inRelease).equals(inReleases.get(suite));
        }

        Set<String> packages(String suite) {
            return all.getOrDefault(suite, Set.of());
        }

        ReleaseFile release(String suite) {
            return Optional.ofNullable(releases.get(suite)).orElseThrow();
        }
    }
}
