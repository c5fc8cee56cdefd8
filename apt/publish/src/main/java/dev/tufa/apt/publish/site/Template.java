package dev.tufa.apt.publish.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places to be filled in: <code>{{name}}</code> is a text, which is always escaped, and what is between <code>{{#name}}</code>
 * and <code>{{/name}}</code> stands there once for each of several {@link Values}, or not at all.
 */
final class Template {
    private static final Pattern TAG = Pattern.compile("\\{\\{(?:([#/])([a-z-]+)}}\\n?|([a-z-]+)}})");
    private static final String STYLE = "/* style */\n";

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /** A part of a page. */
    private interface Part {
        void write(Values values, StringBuilder page);
    }

    /** The template in a resource beside this class, with the style that all pages share. */
    static Template load(String resource) {
        return parse(read(resource).replace(STYLE, read("site.css")));
    }

    private static String read(String resource) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("%s: expected a resource, got none".formatted(resource));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("%s: expected a resource that can be read".formatted(resource), e);
        }
    }

    static Template parse(String text) {
        Matcher tags = TAG.matcher(text);
        List<Part> parts = new ArrayList<>();
        int end = parse(text, tags, 0, "", parts);
        parts.add(literal(text.substring(end)));
        return new Template(parts);
    }

    /** Reads to the end of a section, or of the text; returns where it is. */
    private static int parse(String text, Matcher tags, int from, String section, List<Part> parts) {
        int at = from;
        while (tags.find()) {
            parts.add(literal(text.substring(at, tags.start())));
            at = tags.end();
            if (tags.group(3) != null) {
                String name = tags.group(3);
                parts.add((values, page) -> page.append(Html.escaped(values.text(name))));
                continue;
            }
            String name = tags.group(2);
            if (tags.group(1).equals("/")) {
                if (!name.equals(section)) {
                    throw new IllegalArgumentException(
                            "template: expected the end of section \"%s\", got that of \"%s\""
                                    .formatted(section, name));
                }
                return at;
            }
            List<Part> inner = new ArrayList<>();
            at = parse(text, tags, at, name, inner);
            parts.add((values, page) -> {
                for (Values each : values.each(name)) {
                    inner.forEach(part -> part.write(each, page));
                }
            });
        }
        if (!section.isEmpty()) {
            throw new IllegalArgumentException(
                    "template: expected the end of section \"%s\", got none".formatted(section));
        }
        return at;
    }

    private static Part literal(String text) {
        return (values, page) -> page.append(text);
    }

    /** The page with its places filled in. */
    byte[] fill(Values values) {
        StringBuilder page = new StringBuilder();
        parts.forEach(part -> part.write(values, page));
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }
}
