package dev.tufa.conformance.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.tuf.json.JsonLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * OLPC canonical JSON by the shortest way: a recursive reader that makes a tree of objects, and a recursive writer. Slow, and as
 * strict as what it is compared with: RFC 8259 without byte order mark, duplicate members, lone surrogates and numbers that are
 * not integers.
 */
public final class NaiveJson {
    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);

    private final String text;
    private final JsonLimits limits;
    private int at;

    private NaiveJson(String text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** The canonical form of a document that is an object; empty if it is anything else. */
    public static Optional<String> canonical(byte[] document, JsonLimits limits) {
        return read(document, limits)
                .map(tree -> write(tree, new StringBuilder()).toString());
    }

    /** The canonical form of one member of a document. */
    public static Optional<String> canonicalMember(byte[] document, String name, JsonLimits limits) {
        return read(document, limits)
                .map(tree -> tree.get(name))
                .map(value -> write(value, new StringBuilder()).toString());
    }

    private static Optional<Map<String, Object>> read(byte[] document, JsonLimits limits) {
        String text = new String(document, UTF_8);
        if (document.length > limits.bytes() || !Arrays.equals(text.getBytes(UTF_8), document)) {
            return Optional.empty();
        }
        try {
            NaiveJson reader = new NaiveJson(text, limits);
            reader.skipSpace();
            if (reader.peek() != '{') {
                return Optional.empty();
            }
            Map<String, Object> tree = reader.object(1);
            reader.skipSpace();
            return reader.at == text.length() ? Optional.of(tree) : Optional.empty();
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    private Object value(int depth) throws Refused {
        skipSpace();
        char first = peek();
        if (first == '{') {
            return object(depth);
        }
        if (first == '[') {
            return array(depth);
        }
        if (first == '"') {
            return string();
        }
        for (String literal : List.of("true", "false", "null")) {
            if (text.startsWith(literal, at)) {
                at += literal.length();
                return new Verbatim(literal);
            }
        }
        return integer();
    }

    private Map<String, Object> object(int depth) throws Refused {
        refuseIf(depth > limits.depth());
        Map<String, Object> members = new TreeMap<>(BY_CODE_POINT);
        take('{');
        skipSpace();
        if (peek() != '}') {
            do {
                skipSpace();
                String name = string();
                skipSpace();
                take(':');
                refuseIf(members.put(name, value(depth + 1)) != null);
                skipSpace();
            } while (tookComma());
        }
        take('}');
        return members;
    }

    private List<Object> array(int depth) throws Refused {
        refuseIf(depth > limits.depth());
        List<Object> elements = new ArrayList<>();
        take('[');
        skipSpace();
        if (peek() != ']') {
            do {
                elements.add(value(depth + 1));
                skipSpace();
            } while (tookComma());
        }
        take(']');
        return elements;
    }

    private String string() throws Refused {
        var value = new StringBuilder();
        take('"');
        for (char c = next(); c != '"'; c = next()) {
            refuseIf(c < ' ');
            value.append(c == '\\' ? escaped() : c);
        }
        String whole = value.toString();
        refuseIf(whole.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        return whole;
    }

    private char escaped() throws Refused {
        char c = next();
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        refuseIf(c != 'u');
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = "0123456789abcdef".indexOf(Character.toLowerCase(next()));
            refuseIf(digit < 0);
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private Verbatim integer() throws Refused {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        int firstDigit = at;
        while (at < text.length() && "0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int digits = at - firstDigit;
        refuseIf(digits == 0 || digits > limits.integerDigits());
        refuseIf(text.charAt(firstDigit) == '0' && digits > 1);
        String number = text.substring(from, at);
        refuseIf(number.equals("-0"));
        return new Verbatim(number);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean tookComma() throws Refused {
        boolean comma = peek() == ',';
        if (comma) {
            at++;
        }
        return comma;
    }

    private void take(char expected) throws Refused {
        refuseIf(next() != expected);
    }

    private char next() throws Refused {
        char c = peek();
        at++;
        return c;
    }

    private char peek() throws Refused {
        refuseIf(at >= text.length());
        return text.charAt(at);
    }

    private static void refuseIf(boolean wrong) throws Refused {
        if (wrong) {
            throw new Refused();
        }
    }

    private static StringBuilder write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> members) {
            String separator = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                write(member.getKey(), out.append(separator));
                write(member.getValue(), out.append(':'));
                separator = ",";
            }
            return out.append(members.isEmpty() ? "{}" : "}");
        }
        if (value instanceof List<?> elements) {
            String separator = "[";
            for (Object element : elements) {
                write(element, out.append(separator));
                separator = ",";
            }
            return out.append(elements.isEmpty() ? "[]" : "]");
        }
        if (value instanceof String string) {
            return out.append('"')
                    .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return out.append(((Verbatim) value).text());
    }

    private record Verbatim(String text) {}

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
