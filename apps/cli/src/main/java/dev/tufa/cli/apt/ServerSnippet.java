package dev.tufa.cli.apt;

import dev.tufa.cli.framework.UsageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a web server has to be told, so that it gives {@code .apt} files their media type (docs/spec/apt-file.md §1). */
enum ServerSnippet {
    NGINX("""
            # in the server block of the archive
            location ~ \\.apt$ {
                types { }
                default_type application/x-apt;
            }"""),
    APACHE("""
            # in the virtual host of the archive, or in .htaccess beside the files
            AddType application/x-apt .apt"""),
    S3("""
            # other objects first, then the .apt files with their type
            aws s3 sync --exclude '*.apt' my-archive/public/ s3://BUCKET/
            aws s3 cp --recursive --exclude '*' --include '*.apt' --content-type application/x-apt \\
                my-archive/public/ s3://BUCKET/""");

    private final String text;

    ServerSnippet(String text) {
        this.text = text;
    }

    /** Lines to copy. */
    String text() {
        return text;
    }

    static ServerSnippet of(String word) throws UsageException {
        for (ServerSnippet snippet : values()) {
            if (snippet.word().equals(word)) {
                return snippet;
            }
        }
        throw new UsageException("--print-snippet: expected %s, got \"%s\""
                .formatted(Arrays.stream(values()).map(ServerSnippet::word).collect(Collectors.joining(" or ")), word));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
