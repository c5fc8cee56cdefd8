package dev.tufa.apt.publish.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes the pages of an archive: one that shows how to get its packages, and one for each suite with all that it has. */
public final class SitePages {
    /** The page for people who come for the first time. */
    public static final String INDEX = "index.html";

    /** More than this nobody reads on the way to something else. */
    private static final int SHOWN = 20;

    private SitePages() {}

    /** The pages, by their paths in the folder that is served. */
    public static Map<String, byte[]> of(SiteFacts facts) {
        Map<String, byte[]> pages = new TreeMap<>();
        IndexValues index = new IndexValues(facts);
        List<Values> suites = new ArrayList<>();
        Template suitePage = Template.load("suite.html");
        for (SuiteFacts suite : facts.suites()) {
            suites.add(summary(suite, index));
            pages.put(path(suite), suitePage.fill(all(facts, suite)));
        }
        pages.put(INDEX, Template.load(INDEX).fill(index.values().with("suites", suites)));
        return pages;
    }

    private static String path(SuiteFacts suite) {
        return "packages/%s.html".formatted(suite.conf().name());
    }

    /** A suite on the first page: all of it if it is small, or else what is offered to be installed, and the first ones by name. */
    private static Values summary(SuiteFacts suite, IndexValues index) {
        List<PackageFacts> packages = suite.packages();
        List<PackageFacts> shown = new ArrayList<>();
        packages.stream()
                .filter(each -> index.offered().contains(each.name()))
                .limit(SHOWN)
                .forEach(shown::add);
        packages.stream()
                .filter(each -> !index.offered().contains(each.name()))
                .limit(SHOWN - shown.size())
                .forEach(shown::add);
        return facts(suite)
                .with("newest", shown.stream().map(SitePages::newest).toList())
                .with("shown", count(shown.size(), "package"))
                .with("cut", shown.size() < packages.size())
                .with(
                        "path",
                        Html.link("packages")
                                .concat("/")
                                .concat(Html.link(suite.conf().name() + ".html").substring(2)));
    }

    private static Values newest(PackageFacts each) {
        return row(each, each.versions().get(0));
    }

    private static Values row(PackageFacts each, PackageFacts.Version version) {
        return new Values()
                .with("name", each.name())
                .with("summary", each.summary())
                .with("version", version.text())
                .with("architectures", String.join(", ", version.architectures()));
    }

    private static Values facts(SuiteFacts suite) {
        int files = suite.packages().stream()
                .flatMap(each -> each.versions().stream())
                .mapToInt(version -> version.architectures().size())
                .sum();
        return new Values()
                .with("suite", suite.conf().name())
                .with("description", suite.conf().description().orElse(""))
                .with("names", count(suite.packages().size(), "package"))
                .with("files", count(files, "file"))
                .with("published", Times.text(suite.date()))
                .with("published-iso", suite.date().toString())
                .with(
                        "expires",
                        suite.validUntil()
                                .map(end -> List.of(new Values()
                                        .with("until", Times.text(end))
                                        .with("until-iso", end.toString())))
                                .orElse(List.of()))
                .with("components", String.join(", ", suite.conf().components()));
    }

    private static Values all(SiteFacts facts, SuiteFacts suite) {
        Map<String, List<Values>> byLetter = new TreeMap<>();
        for (PackageFacts each : suite.packages()) {
            List<PackageFacts.Version> older =
                    each.versions().subList(1, each.versions().size());
            byLetter.computeIfAbsent(each.name().substring(0, 1), any -> new ArrayList<>())
                    .add(newest(each)
                            .with(
                                    "older",
                                    older.stream()
                                            .map(version -> row(each, version))
                                            .toList())
                            .with("has-older", !older.isEmpty())
                            .with("number", count(older.size(), "older version")));
        }
        List<Values> letters = new ArrayList<>();
        byLetter.forEach((letter, rows) ->
                letters.add(new Values().with("letter", letter).with("rows", rows)));
        return facts(suite)
                .with("title", facts.title())
                .with("letters", letters)
                .with("jumps", letters.size() > 1 && suite.packages().size() > SHOWN);
    }

    private static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
