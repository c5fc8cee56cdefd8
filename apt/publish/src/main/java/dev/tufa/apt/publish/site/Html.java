package dev.tufa.apt.publish.site;

import dev.tufa.tuf.refusal.Printable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text that anybody may have written, for pages. */
final class Html {
    private static final int REPLACEMENT = 0xfffd;

    private Html() {}

    /**
     * Text between tags, or in quotes in one: nothing in it is markup, and nothing in it changes the direction of what is around it or
     * cannot be seen. Line ends stay.
     */
    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n' -> html.append('\n');
                default -> html.appendCodePoint(Printable.isSafe(point) ? point : REPLACEMENT);
            }
        });
        return html.toString();
    }

    /** The address of a file beside the page: never one with a scheme, whatever the file is called. */
    static String link(String name) {
        return "./" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
