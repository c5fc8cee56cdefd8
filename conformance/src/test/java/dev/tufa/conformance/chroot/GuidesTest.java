package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command of the guides for users and servers, in their order, does what the guide says. Whoever reads them has a vendor at
 * {@code https://apt.example.org}; <code>&lt;!-- vendor: 2.0 --&gt;</code> is when that publishes a version. Output of one line, three
 * dots, is not compared; on another Debian than the guides were written on, errors alone are.
 */
@Tag("chroot")
@DisplayName("the guides")
class GuidesTest {
    private static final Path GUIDES = Path.of(System.getProperty("tufa.root", ".."), "docs", "guide");
    private static final String VENDOR = "<!-- vendor: ";
    private static final String ANYTHING = "…";
    private static final String EXAMPLE_KEY = "0123456789ABCDEF0123456789ABCDEF01234567";

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private final Instant now = MadeArchive.realTime();
    private Website website;
    private Vendor vendor;
    private DebianRoot debian;
    private String key;

    @ParameterizedTest
    @ValueSource(strings = {"user.md", "server.md"})
    void sayWhatHappens(String name) throws Exception {
        List<String> page = Files.readAllLines(GUIDES.resolve(name));
        List<String> happened = follow(page);
        if (Boolean.getBoolean("guide.update")) {
            Files.write(GUIDES.resolve(name), happened);
        } else if (debian.require("cat", "/etc/os-release").contains("VERSION_CODENAME=bookworm\n")) {
            assertThat(String.join("\n", page)).isEqualTo(String.join("\n", happened));
        } else {
            assertThat(ends(page)).isEqualTo(ends(happened)); // another apt says the same in other words
        }
    }

    /** The commands, and what was wrong with them. */
    private static List<String> ends(List<String> page) {
        return page.stream()
                .filter(line -> line.startsWith("# ") || line.startsWith("$ ") || line.startsWith("error: "))
                .toList();
    }

    @AfterEach
    void end() {
        website.close();
    }

    @BeforeEach
    void begin() throws Exception {
        website = Website.of(temporary, temporary);
        vendor = Vendor.in(
                temporary.resolve("vendor"),
                website.address(),
                Optional.of(Duration.ofDays(30)),
                now.minusSeconds(900));
        website.serve(vendor.website());
        vendor.publish(now.minusSeconds(890), vendor.program("1.0"));
        debian = Installed.in(temporary.resolve("debian"));
        website.introduceTo(debian);
        byte[] file = vendor.aptFile(Way.TUF, now.minusSeconds(880), Vendor.PROGRAM);
        key = Vendor.signer(file, now);
        Files.write(debian.shared().resolve("acme.apt"), file);
        debian.require("cp", "/mnt/acme.apt", "/root/acme.apt");
    }

    private List<String> follow(List<String> page) throws Exception {
        List<String> happened = new ArrayList<>();
        int published = 0;
        boolean isConsole = false;
        Iterator<String> lines = page.iterator();
        Optional<String> next = Optional.empty();
        while (next.isPresent() || lines.hasNext()) {
            String line = next.orElseGet(lines::next);
            next = Optional.empty();
            happened.add(line);
            if (line.startsWith("```")) {
                isConsole = line.equals("```console");
            } else if (line.startsWith(VENDOR)) {
                published++;
                vendor.publish(
                        now.minusSeconds(800 - 60L * published),
                        vendor.program(line.substring(VENDOR.length(), line.indexOf(" -->"))));
            } else if (isConsole && (line.startsWith("# ") || line.startsWith("$ "))) {
                List<String> said = new ArrayList<>();
                while (next.isEmpty() && lines.hasNext()) {
                    String each = lines.next();
                    if (each.startsWith("```") || each.startsWith("# ") || each.startsWith("$ ")) {
                        next = Optional.of(each);
                    } else {
                        said.add(each);
                    }
                }
                happened.addAll(said.equals(List.of(ANYTHING)) ? anything(line) : output(line));
            }
        }
        return happened;
    }

    private List<String> anything(String line) throws Exception {
        Answer answer = run(line);
        assertThat(answer.exit()).as("%s: %s", line, answer.text()).isZero();
        return List.of(ANYTHING);
    }

    private List<String> output(String line) throws Exception {
        Answer answer = run(line);
        assertThat(answer.exit() == 0 || answer.text().contains("error: "))
                .as("%s: exit code %d: %s", line, answer.exit(), answer.text())
                .isTrue();
        String text = forEverybody(answer.text());
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\n"));
    }

    private Answer run(String line) throws Exception {
        String command = mine(line.substring(2));
        return command.startsWith("tufa apt install") && !command.contains("--yes") && !command.contains("--help")
                ? Person.types(debian, "cd; ", Website.HOST, command, "")
                : debian.shell("cd; " + command);
    }

    /** What the guide says is true of every vendor; this one has a port, and a key that was made just now. */
    private String mine(String command) {
        return command.replace(EXAMPLE_KEY, key).replace(tail(EXAMPLE_KEY), port("-") + tail(key));
    }

    private String forEverybody(String output) {
        return alike(output)
                .replace(grouped(key), grouped(EXAMPLE_KEY))
                .replace(key, EXAMPLE_KEY)
                .replace(port("-") + tail(key), tail(EXAMPLE_KEY))
                .replace(port(":"), "")
                .replace(now.atZone(ZoneOffset.UTC).toLocalDate().toString(), "2026-11-23")
                .replace(
                        now.plus(Duration.ofDays(30))
                                .minusSeconds(900)
                                .atZone(ZoneOffset.UTC)
                                .toLocalDate()
                                .toString(),
                        "2026-12-23");
    }

    /** Sizes and times of this run, which are not what anybody reads them for. */
    private static String alike(String output) {
        return output.replaceAll("\\[\\d+ B\\]", "[512 B]")
                .replaceAll("Need to get \\d+ B", "Need to get 568 B")
                .replaceAll("Fetched .*", "Fetched 3084 B in 0s (8387 B/s)")
                .replaceAll("\\.\\.\\. \\d+ files and directories", "... 8642 files and directories")
                .replaceAll("[0-9-]{10}T[0-9:.]+Z", "2026-12-01T00:00:00Z")
                .replaceAll(
                        "plan [0-9a-f]{64}", "plan 9dd1ae6211becb76dd536ff9ab50fcb8804980a2a143db14faaf22a3642150fd");
    }

    private static String tail(String fingerprint) {
        return "-" + fingerprint.substring(32).toLowerCase(Locale.ROOT);
    }

    private static String grouped(String fingerprint) {
        return Fingerprint.of(fingerprint).grouped();
    }

    private String port(String before) {
        return before + website.address().getPort();
    }
}
