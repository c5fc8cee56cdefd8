package dev.tufa.helper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.inventory.Inventory;
import dev.tufa.apt.install.inventory.InventoryEntry;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.AptRoot;
import dev.tufa.apt.install.plan.Choices;
import dev.tufa.apt.install.plan.InstallPlan;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.Planner;
import dev.tufa.apt.install.plan.RemovalRequest;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.ServedFolder;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.apt.publish.pool.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A system in a folder with the real apt-get and dpkg, and an archive with the suites stable and next that it can reach. */
final class ServedSystem implements AutoCloseable {
    final List<String> heard = new ArrayList<>();
    final Instant now;
    private final Path temporary;
    private final ServedFolder server;
    private final MadeArchive archive;
    private Path root;
    private Apt apt;
    private RootFiles files;

    private ServedSystem(Path temporary, ServedFolder server, MadeArchive archive, Instant now) throws IOException {
        this.now = now;
        this.temporary = temporary;
        this.server = server;
        this.archive = archive;
        this.root = temporary.resolve("root");
        this.apt = AptRoot.make(root, "amd64");
        this.files = files(root);
    }

    static ServedSystem begin(Path temporary) throws Exception {
        ServedFolder server = ServedFolder.start(Files.createDirectories(temporary.resolve("archive/public")));
        Instant now = MadeArchive.realTime();
        MadeArchive archive = MadeArchive.in(
                temporary.resolve("archive"),
                MadeArchive.conf(
                        TufScope.NONE,
                        MadeArchive.suite("stable", List.of("main"), "amd64"),
                        MadeArchive.suite("next", List.of("main"), "amd64")),
                Optional.empty(),
                now.minusSeconds(60));
        archive.add("stable", Debs.deb("acme-editor", "2.0").installable().in(temporary));
        archive.add("next", Debs.deb("acme-editor", "3.0").installable().in(temporary));
        archive.publish(now.minusSeconds(30));
        return new ServedSystem(temporary, server, archive, now);
    }

    /** A newer version in the suite stable, which apt has heard of. */
    void publish(String name, String version) throws Exception {
        archive.waitForTheNextSecond("stable");
        archive.add("stable", Debs.deb(name, version).installable().in(temporary));
        archive.publish(now.minusSeconds(10));
        apt.update().orThrow();
    }

    /** What is not the distribution's own. */
    List<InventoryEntry> inventory() throws Exception {
        SystemFacts facts = target(files).facts();
        return Inventory.of(SystemRoot.of(root), facts.host(), facts.configuration(), List.of(), apt, now);
    }

    Apt apt() {
        return apt;
    }

    /** The archive's address, without a slash at the end. */
    String address() {
        String address = server.address().toString();
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    Path root() {
        return root;
    }

    SystemFiles files() {
        return files;
    }

    /** Another, where nothing has happened yet. */
    void renew(String name) throws IOException {
        root = temporary.resolve(name);
        apt = AptRoot.make(root, "amd64");
        files = files(root);
    }

    private static RootFiles files(Path root) throws IOException {
        return new RootFiles(root, (int) Files.getAttribute(root, "unix:uid"));
    }

    SigningKey key() throws Exception {
        return SigningKey.read(
                Files.readAllBytes(archive.folder().resolve("private/keys/archive.key")), MadeArchive.secret());
    }

    Certificate certificate() throws Exception {
        return key().certificate();
    }

    /** A file for Debian's bookworm with the suite stable, and for trixie with the suite next. */
    byte[] aptFile() throws Exception {
        return aptFile(key(), List.of(stanza("bookworm", "stable", ""), stanza("trixie", "next", "")));
    }

    byte[] aptFile(SigningKey signer, List<Stanza> stanzas) throws Exception {
        return AptFileMaker.make(stanzas, FormatVersion.ONE, signer, now);
    }

    Stanza stanza(String codename, String suite, String also) {
        String archives = "%s %s main".formatted(address(), suite);
        return Stanza.of(List.of(
                Field.of("Codename", codename),
                also.isEmpty() ? Field.of("Archive", archives) : new Field("Archive", List.of("", archives, also)),
                Field.of("Install", "acme-editor")));
    }

    void become(String codename) throws IOException {
        Files.writeString(root.resolve("etc/os-release"), "ID=debian\nVERSION_CODENAME=%s\n".formatted(codename));
    }

    /** Writes a file of the system. */
    void put(String path, String text) throws IOException {
        Files.writeString(root.resolve(path.substring(1)), text);
    }

    TargetSystem target(SystemFiles through) {
        return TargetSystem.of(root, through, apt, temporary.resolve("log"));
    }

    InstallPlan plan(byte[] file, Choices choices) throws Exception {
        return Planner.plan(
                VerifiedAptFile.read(file, now), Sha256.hex(file), target(files).facts(), choices, Optional.empty());
    }

    InstallRequest request(byte[] file, Choices choices) throws Exception {
        return new InstallRequest(
                file, Optional.empty(), choices, plan(file, choices).digest());
    }

    SourceRecord apply(byte[] file, Choices choices) throws Exception {
        return applier(files).apply(request(file, choices), now);
    }

    void remove(SourceRecord record) throws Exception {
        remover(files).remove(new RemovalRequest(record.id(), List.of()));
    }

    PlanApplier applier(SystemFiles through) {
        return new PlanApplier(target(through), listener());
    }

    SourceRemover remover(SystemFiles through) {
        return new SourceRemover(target(through), listener());
    }

    private Listener listener() {
        return new Listener() {
            @Override
            public void step(String what) {
                heard.add(what);
            }

            @Override
            public void line(String line) {
                heard.add(line);
            }
        };
    }

    /** What apt reads. */
    List<String> lists() throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("var/lib/apt/lists"))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(server.address().getAuthority()))
                    .sorted()
                    .toList();
        }
    }

    boolean aptReadsAll() throws IOException {
        return !apt.targets().isEmpty();
    }

    /** All that is below {@code /etc/apt} and {@code /var/lib/tufa}, and is a file. */
    Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (String folder : List.of("etc/apt", "var/lib/tufa")) {
            if (!Files.exists(root.resolve(folder))) {
                continue;
            }
            try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    tree.put("/" + root.relativize(file), new String(Files.readAllBytes(file), UTF_8));
                }
            }
        }
        return tree;
    }

    @Override
    public void close() {
        server.close();
    }
}
