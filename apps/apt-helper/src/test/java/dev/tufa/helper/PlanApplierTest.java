package dev.tufa.helper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.Refusal;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.AptRoot;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import dev.tufa.apt.install.plan.Planner;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.ServedFolder;
import dev.tufa.apt.publish.archive.AptFileOptions;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.helper.FaultyFiles.Fault;
import dev.tufa.helper.FaultyFiles.PowerCut;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real apt-get and dpkg, on a system in a folder. */
@DisplayName("root's side")
@Execution(ExecutionMode.CONCURRENT)
class PlanApplierTest {
    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private final Instant now = MadeArchive.realTime();
    private final List<String> heard = new ArrayList<>();
    private MadeArchive archive;
    private ServedFolder server;
    private Path root;
    private Apt apt;
    private RootFiles files;

    @BeforeEach
    void begin() throws Exception {
        server = ServedFolder.start(Files.createDirectories(temporary.resolve("archive/public")));
        archive = MadeArchive.in(
                temporary.resolve("archive"),
                MadeArchive.conf(TufScope.NONE, MadeArchive.suite("stable", List.of("main"), "amd64")),
                Optional.empty(),
                now.minusSeconds(60));
        archive.configure("Origin:", "URL: %s\nOrigin:".formatted(server.address()));
        archive.add(
                "stable",
                Debs.deb("acme-editor", "2.0")
                        .field("Depends", "acme-data")
                        .installable()
                        .in(temporary),
                Debs.deb("acme-data", "1.0").architecture("all").installable().in(temporary),
                Debs.deb("acme-other", "1.0").installable().in(temporary));
        archive.publish(now.minusSeconds(30));
        root = temporary.resolve("root");
        apt = AptRoot.make(root, "amd64");
        files = new RootFiles(root, (int) Files.getAttribute(root, "unix:uid"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void writesAListWithItsKeyAndPreferencesAndInstalls() throws Exception {
        SourceRecord record = applier(files).apply(request(Choices.DEFAULT), now);
        assertThat(tree())
                .containsOnlyKeys(
                        "etc/apt/preferences.d/tufa-%s.pref".formatted(record.id()),
                        "etc/apt/sources.list.d/tufa-%s.sources".formatted(record.id()),
                        "var/lib/tufa/apt/%s/original.apt".formatted(record.id()),
                        "var/lib/tufa/apt/%s/record.json".formatted(record.id()));
        assertThat(root.resolve("usr/bin/acme-editor")).hasContent("acme-editor 2.0\n");
        assertThat(root.resolve("usr/bin/acme-data")).exists();
        assertThat(root.resolve("usr/bin/acme-other")).doesNotExist();
        assertThat(record.state()).isEqualTo(SourceRecord.State.INSTALLED);
        assertThat(record.packages()).containsExactly("acme-editor");
        assertThat(SourceRecord.read(
                        files.read(record.id().recordFolder() + "/record.json").orElseThrow()))
                .isEqualTo(record);
        record.files()
                .forEach((path, digest) -> assertThat(Sha256.hex(bytes(root.resolve(path.substring(1)))))
                        .isEqualTo(digest));
    }

    @Test
    void leavesNothingButARecordIfNoUpdatesAreWanted() throws Exception {
        SourceRecord record = applier(files).apply(request(Choices.DEFAULT.with(Choices.Updates.NONE)), now);
        assertThat(root.resolve("usr/bin/acme-editor")).exists();
        assertThat(tree().keySet()).allMatch(name -> name.startsWith("var/lib/tufa/apt/"));
        assertThat(record.state()).isEqualTo(SourceRecord.State.ONCE);
        assertThat(lists()).isEmpty();
    }

    @Nested
    @DisplayName("does nothing")
    class Refuses {
        @Test
        void ifAnotherPlanWasAgreedTo() throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            InstallRequest other = new InstallRequest(
                    request.file(), request.root(), Choices.DEFAULT.with(Choices.Reach.EVERYTHING), request.digest());
            assertThatThrownBy(() -> applier(files).apply(other, now))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.DIGEST))
                    .hasMessageStartingWith("plan: expected %s, which was agreed to, got ".formatted(request.digest()));
            assertThat(tree()).isEmpty();
        }

        @Test
        void ifTheFileIsNotWhatWasSigned() throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            byte[] changed = new String(request.file(), UTF_8)
                    .replace("Install: acme-editor", "Install: acme-other")
                    .getBytes(UTF_8);
            InstallRequest other = new InstallRequest(changed, request.root(), request.choices(), request.digest());
            assertThatThrownBy(() -> applier(files).apply(other, now))
                    .isInstanceOfSatisfying(
                            AptFileException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.BAD_SIGNATURE));
            assertThat(tree()).isEmpty();
        }

        @Test
        void ifTheSystemIsNotWhatItWasMeanwhile() throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            Files.writeString(root.resolve("etc/os-release"), "ID=ubuntu\nVERSION_CODENAME=noble\n");
            Files.writeString(
                    root.resolve("etc/apt/sources.list"),
                    "deb [trusted=yes] %s stable main\n".formatted(server.address()));
            assertThatThrownBy(() -> applier(files).apply(request, now))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.ALREADY_LISTED));
            assertThat(tree()).containsOnlyKeys("etc/apt/sources.list");
        }

        @Test
        void ifTheArchiveCannotBeReached() throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            server.close();
            assertThatThrownBy(() -> applier(files).apply(request, now))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.RELEASE));
            assertThat(tree()).isEmpty();
            assertThat(lists()).isEmpty();
        }

        @Test
        void ifAPackageCannotBeInstalled() throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            Path pooled;
            try (Stream<Path> all = Files.walk(archive.served("pool"))) {
                pooled = all.filter(file -> file.toString().contains("acme-editor_2.0"))
                        .findFirst()
                        .orElseThrow();
            }
            Files.delete(pooled);
            assertThatThrownBy(() -> applier(files).apply(request, now))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.refusal()).isEqualTo(PlanRefusal.APT));
            assertThat(tree()).isEmpty();
            assertThat(lists()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "etc/apt/sources.list.d",
                    "etc/apt/preferences.d",
                    "etc/apt",
                    "var/lib/tufa",
                    "var/lib",
                })
        void whereAFolderIsALink(String name) throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            Path folder = root.resolve(name);
            Path elsewhere = temporary.resolve("elsewhere");
            if (Files.exists(folder)) {
                Files.move(folder, elsewhere);
            } else {
                Files.createDirectory(elsewhere);
            }
            Files.createSymbolicLink(folder, elsewhere);
            assertThatThrownBy(() -> applier(files).apply(request, now))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(", got a link");
            try (Stream<Path> all = Files.walk(elsewhere)) {
                assertThat(all.map(Path::toString)).noneMatch(path -> path.contains("tufa-"));
            }
        }

        @Test
        void whereAFileIsALink() throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            InstallPlan plan = plan(request.file(), Choices.DEFAULT);
            Path victim = Files.writeString(temporary.resolve("victim"), "precious");
            Files.createSymbolicLink(root.resolve(plan.id().preferencesFile().substring(1)), victim);
            assertThatThrownBy(() -> applier(files).apply(request, now))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected a file, got a link");
            assertThat(victim).hasContent("precious");
        }

        @Test
        void whereOthersMayWrite() throws Exception {
            InstallRequest request = request(Choices.DEFAULT);
            Path folder = root.resolve("etc/apt/sources.list.d");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
            assertThatThrownBy(() -> applier(files).apply(request, now))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected a folder to which nobody else writes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAllOrNothingWhateverHappensWhen(Fault fault) throws Exception {
        InstallRequest request = request(Choices.DEFAULT);
        FaultyFiles whole = new FaultyFiles(files, fault, Integer.MAX_VALUE);
        applier(whole).apply(request, now);
        Map<String, String> after = tree();
        assertThat(whole.changes()).isGreaterThanOrEqualTo(6);
        for (int at = 1; at <= whole.changes(); at++) {
            Path fresh = temporary.resolve("root-%d".formatted(at));
            apt = AptRoot.make(fresh, "amd64");
            root = fresh;
            files = new RootFiles(root, (int) Files.getAttribute(root, "unix:uid"));
            FaultyFiles faulty = new FaultyFiles(files, fault, at);
            assertThatThrownBy(() -> applier(faulty).apply(request, now))
                    .isInstanceOfAny(PowerCut.class, IOException.class);
            applier(files).recover();
            assertThat(tree()).as("change %d", at).isIn(Map.of(), after);
            applier(files).apply(request, now);
            assertThat(tree()).as("change %d, and again", at).isEqualTo(after);
        }
    }

    private PlanApplier applier(SystemFiles through) {
        return new PlanApplier(TargetSystem.of(root, through, apt, temporary.resolve("log")), new Listener() {
            @Override
            public void step(String what) {
                heard.add(what);
            }

            @Override
            public void line(String line) {
                heard.add(line);
            }
        });
    }

    private InstallRequest request(Choices choices) throws Exception {
        byte[] file = aptFile();
        return new InstallRequest(
                file, Optional.empty(), choices, plan(file, choices).digest());
    }

    private InstallPlan plan(byte[] file, Choices choices) throws Exception {
        return Planner.plan(
                VerifiedAptFile.read(file, now),
                Sha256.hex(file),
                TargetSystem.of(root, files, apt, temporary.resolve("log")).facts(),
                choices,
                Optional.empty());
    }

    private byte[] aptFile() throws Exception {
        try (ArchiveKeys keys = archive.open().unlock(MadeArchive::secret)) {
            return archive.open()
                    .aptFile(
                            new AptFileOptions(
                                    List.of(),
                                    List.of("acme-editor"),
                                    List.of(),
                                    List.of(),
                                    FormatVersion.ZERO,
                                    AptFileOptions.Way.PLAIN),
                            keys,
                            now);
        }
    }

    /** All that is below {@code /etc/apt} and {@code /var/lib/tufa}, and is a file. */
    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (String folder : List.of("etc/apt", "var/lib/tufa")) {
            if (!Files.exists(root.resolve(folder))) {
                continue;
            }
            try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    tree.put(root.relativize(file).toString(), new String(bytes(file), UTF_8));
                }
            }
        }
        return tree;
    }

    /** What apt has fetched of the archive. */
    private List<String> lists() throws IOException {
        URI address = server.address();
        try (Stream<Path> all = Files.list(root.resolve("var/lib/apt/lists"))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(address.getAuthority()))
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
