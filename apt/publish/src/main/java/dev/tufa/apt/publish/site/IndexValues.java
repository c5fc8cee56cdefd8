package dev.tufa.apt.publish.site;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.RequestedPackage;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.words.StanzaWords;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.publish.conf.SuiteConf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the first page says beside its suites: how to get at the archive, and by what to know it. */
final class IndexValues {
    /** Behind the name of a list of sources (sources.list(5)). */
    private static final String SOURCES = ".sources";

    private static final int GROUP = 8;

    private final SiteFacts facts;
    private final Set<String> offered = new LinkedHashSet<>();

    IndexValues(SiteFacts facts) {
        this.facts = facts;
        for (VerifiedAptFile file : facts.aptFiles().values()) {
            for (AptStanza stanza : file.stanzas()) {
                stanza.install().forEach(requested -> offered.add(requested.name()));
            }
        }
    }

    /** The names of packages that some {@code .apt} file is to install. */
    Set<String> offered() {
        return offered;
    }

    Values values() {
        SuiteConf first = facts.suites().get(0).conf();
        List<String> others = facts.suites().stream()
                .map(suite -> suite.conf().name())
                .filter(name -> !name.equals(first.name()))
                .toList();
        String slug = slug(facts.origin());
        return new Values()
                .with("title", facts.title())
                .with("origin", facts.origin())
                .with("publisher", !facts.origin().equals(facts.title()))
                .with("url", facts.url())
                .with(
                        "offers",
                        facts.aptFiles().entrySet().stream().map(this::offer).toList())
                .with("has-offers", !facts.aptFiles().isEmpty())
                .with("slug", slug)
                .with("file", slug + SOURCES)
                .with("sources", sources(first))
                .with("first", first.name())
                .with(
                        "others",
                        others.isEmpty()
                                ? List.of()
                                : List.of(new Values()
                                        .with("first", first.name())
                                        .with("names", String.join(" or ", others))))
                .with(
                        "package",
                        offered.isEmpty() ? "PACKAGE" : offered.iterator().next())
                .with("keys", facts.certificates().stream().map(this::key).toList())
                .with(
                        "tuf",
                        facts.tufRoot()
                                .map(root -> List.of(new Values()
                                        .with("root", root)
                                        .with("grouped", grouped(root))
                                        .with("url", facts.url())
                                        .with("slug", slug)))
                                .orElse(List.of()));
    }

    private Values offer(Map.Entry<String, VerifiedAptFile> entry) {
        VerifiedAptFile file = entry.getValue();
        List<Values> stanzas = new ArrayList<>();
        Set<String> install = new LinkedHashSet<>();
        for (AptStanza stanza : file.stanzas()) {
            stanza.install().stream().map(RequestedPackage::toString).forEach(install::add);
            stanzas.add(new Values()
                    .with("systems", StanzaWords.systems(stanza))
                    .with(
                            "actions",
                            StanzaWords.actions(stanza).stream()
                                    .map(action -> new Values().with("action", action))
                                    .toList()));
        }
        return new Values()
                .with("link", Html.link(entry.getKey()))
                .with("name", entry.getKey())
                .with("label", install.isEmpty() ? "Add " + facts.title() : "Install " + String.join(", ", install))
                .with("stanzas", stanzas);
    }

    private Values key(Certificate certificate) {
        return new Values()
                .with("fingerprint", certificate.fingerprint().grouped())
                .with("algorithm", certificate.key().algorithm())
                .with("created", Times.day(certificate.key().created()))
                .with(
                        "expires",
                        certificate
                                .expires(facts.at())
                                .map(end -> "expires on " + Times.day(end))
                                .orElse("does not expire"));
    }

    private String sources(SuiteConf suite) {
        List<String> keys = Certificate.armored(facts.certificates())
                .lines()
                .map(line -> line.isEmpty() ? "." : line)
                .toList();
        return Stanza.of(List.of(
                        Field.of("Types", "deb"),
                        Field.of("URIs", facts.url()),
                        Field.of("Suites", suite.name()),
                        Field.of("Components", String.join(" ", suite.components())),
                        Field.ofLines("Signed-By", keys)))
                .toString();
    }

    private static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "archive" : slug;
    }

    private static String grouped(String hex) {
        return hex.replaceAll("(.{%d})(?!$)".formatted(GROUP), "$1 ");
    }
}
