package dev.tufa.cli.repo;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text exposition format 0.0.4 as strictly as it is described: every family has its HELP and TYPE before its
 * samples, which stand together; no sample comes twice; the last line ends with a line feed.
 *
 * @param samples values by name and labels
 */
record Exposition(Map<String, Map<Map<String, String>, Double>> samples) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) (.+)");
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    static Exposition parse(String text) {
        require(text.endsWith("\n"), "a line feed at the end", text);
        Map<String, Map<Map<String, String>, Double>> samples = new LinkedHashMap<>();
        Set<String> helped = new HashSet<>();
        String family = "";
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                String name = comment.group(2);
                if (comment.group(1).equals("HELP")) {
                    require(helped.add(name), "one HELP", line);
                } else {
                    require(
                            helped.contains(name) && !samples.containsKey(name),
                            "TYPE after HELP, before samples",
                            line);
                    require(comment.group(3).equals("gauge"), "a gauge", line);
                    samples.put(name, new LinkedHashMap<>());
                    family = name;
                }
                continue;
            }
            int open = line.indexOf('{');
            String name = line.substring(0, open);
            require(NAME.matcher(name).matches() && name.equals(family), "a sample of " + family, line);
            Map<String, String> labels = new TreeMap<>();
            int end = labels(line, open + 1, labels);
            require(line.charAt(end) == ' ', "a blank before the value", line);
            double value = Double.parseDouble(line.substring(end + 1));
            Map<Map<String, String>, Double> all = samples.getOrDefault(name, Map.of());
            require(all.put(labels, value) == null, "a sample once", line);
        }
        return new Exposition(samples);
    }

    private static int labels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (true) {
            int equals = line.indexOf("=\"", at);
            String name = line.substring(at, equals);
            require(LABEL_NAME.matcher(name).matches(), "a label", line);
            StringBuilder value = new StringBuilder();
            at = equals + 2;
            while (line.charAt(at) != '"') {
                char c = line.charAt(at++);
                if (c == '\\') {
                    char escaped = line.charAt(at++);
                    require("\\\"n".indexOf(escaped) >= 0, "an escape", line);
                    c = escaped == 'n' ? '\n' : escaped;
                }
                value.append(c);
            }
            require(labels.put(name, value.toString()) == null, "a label once", line);
            at++;
            if (line.charAt(at) == '}') {
                return at + 1;
            }
            require(line.charAt(at) == ',', "a comma", line);
            at++;
        }
    }

    double value(String name, Map<String, String> labels) {
        Double value = samples.getOrDefault(name, Map.of()).get(labels);
        require(value != null, "a sample with " + labels, name + samples.get(name));
        return value == null ? Double.NaN : value;
    }

    private static void require(boolean holds, String expected, String actual) {
        if (!holds) {
            throw new IllegalArgumentException("expected %s, got %s".formatted(expected, actual));
        }
    }
}
