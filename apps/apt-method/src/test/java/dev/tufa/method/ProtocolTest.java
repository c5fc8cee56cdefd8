package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.Dscs;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What apt itself writes down of the conversation. */
@DisplayName("between apt and tuf+http")
class ProtocolTest extends AptTest {
    private static final Pattern SAID =
            Pattern.compile("(?<way><-|->) ?(?<method>[a-z+]+):(?<message>[0-9]{3}%20[^\\n]*)");

    @BeforeEach
    void begin() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
    }

    @Test
    void capabilitiesAreWhatTheMethodCan() throws Exception {
        assertThat(said(apt.apt("update", "-o", "Debug::pkgAcquire::Worker=1").succeeds(), "100")
                        .get(0)
                        .fields())
                .containsExactlyInAnyOrder(
                        "Version: 1.0", "Single-Instance: true", "Send-Config: true", "AuxRequests: true");
    }

    @Test
    void thereAreNoDigestsAndNothingIsUnmodified() throws Exception {
        apt.apt("update").succeeds();
        AptHome.Answer again =
                apt.apt("update", "-o", "Debug::pkgAcquire::Worker=1").succeeds();
        List<Said> done = said(again, "201");
        assertThat(done).hasSize(1);
        assertThat(done.get(0).fields())
                .noneMatch(field ->
                        field.contains("Hash:") || field.startsWith("IMS-Hit") || field.startsWith("Last-Modified"))
                .anyMatch(field -> field.endsWith("/InRelease"));
    }

    @Test
    void everyIndexAndPackageIsRedirectedOnceToTheSamePath() throws Exception {
        List<Said> redirects = new ArrayList<>(
                said(apt.apt("update", "-o", "Debug::pkgAcquire::Worker=1").succeeds(), "103"));
        redirects.addAll(said(
                apt.apt("download", "acme", "-o", "Debug::pkgAcquire::Worker=1").succeeds(), "103"));
        assertThat(redirects).hasSizeGreaterThanOrEqualTo(2);
        for (Said redirect : redirects) {
            assertThat(redirect.field("New-URI"))
                    .isEqualTo(redirect.field("URI").substring("tuf+".length()))
                    .startsWith(server.address() + "/");
        }
        assertThat(redirects.stream().map(each -> each.field("URI"))).doesNotHaveDuplicates();
    }

    @Test
    void thereIsOneProcessForAllSuitesAndArchives() throws Exception {
        apt.source("tuf+%1$s tuf+%1$s/".formatted(server.address()));
        apt.apt("update");
        assertThat(apt.started()).hasSize(1);
    }

    @Test
    void listsOfAnotherSchemeAreNotTakenForUnmodified() throws Exception {
        apt.source(server.address().toString());
        apt.apt("update").succeeds();
        assertThat(apt.files("var/lib/apt/lists")).anyMatch(name -> name.endsWith("_InRelease"));
        Files.writeString(
                apt.path("var/lib/apt/lists").resolve(list("_InRelease")),
                "\n",
                java.nio.file.StandardOpenOption.APPEND); // what the other scheme may have brought
        apt.source("tuf+" + server.address());
        AptHome.Answer update =
                apt.apt("update", "-o", "Debug::pkgAcquire::Worker=1").succeeds();
        assertThat(said(update, "201")).anyMatch(done -> done.field("URI").endsWith("/InRelease"));
        assertThat(update.text()).doesNotContain("IMS-Hit:%20true%0aURI:%20tuf");
        assertThat(apt.path("var/lib/apt/lists").resolve(list("_InRelease")))
                .hasSameBinaryContentAs(archive.served("dists/stable/InRelease"));
    }

    @Test
    void sourcePackagesAreFetchedThoughAptDoesNotSayOfWhichArchiveTheyAre() throws Exception {
        archive.add("stable", Dscs.dsc("tool", "1.0").in(temporary.resolve("source")));
        archive.publish(now.minusSeconds(50));
        apt.apt("update").succeeds();
        apt.apt("--download-only", "source", "tool").succeeds();
        assertThat(apt.files("work")).anyMatch(name -> name.endsWith(".dsc"));
    }

    private String list(String end) throws IOException {
        return apt.files("var/lib/apt/lists").stream()
                .filter(name -> name.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static List<Said> said(AptHome.Answer answer, String code) {
        List<Said> all = new ArrayList<>();
        Matcher matcher = SAID.matcher(answer.text());
        while (matcher.find()) {
            String message = java.net.URLDecoder.decode(
                    matcher.group("message").replace("+", "%2b"), java.nio.charset.StandardCharsets.UTF_8);
            if (matcher.group("way").equals("<-")
                    && matcher.group("method").equals("tuf+http")
                    && message.startsWith(code)) {
                List<String> lines =
                        message.lines().filter(line -> !line.isEmpty()).collect(Collectors.toList());
                all.add(new Said(lines.subList(1, lines.size())));
            }
        }
        return all;
    }

    private record Said(List<String> fields) {
        String field(String name) {
            return fields.stream()
                    .filter(field -> field.startsWith(name + ": "))
                    .map(field -> field.substring(name.length() + 2))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
