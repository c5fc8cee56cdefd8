package dev.tufa.tuf.client.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads netrc text. What it says of mistakes never has a word of the text in it that could be a password. */
final class NetrcParser {
    private static final String KEYWORDS = "machine, login, password or account";

    private final String text;
    private int position;
    private int line = 1;

    private final List<Credentials.Entry> entries = new ArrayList<>();
    private @Nullable String machine;
    private int machineLine;
    private @Nullable String login;
    private @Nullable String password;

    NetrcParser(String text) {
        this.text = text;
    }

    List<Credentials.Entry> entries() {
        for (String keyword = keyword(); !keyword.isEmpty(); keyword = keyword()) {
            switch (keyword) {
                case "machine" -> begin(value(keyword));
                case "login" -> login = once(login, keyword);
                case "password" -> password = once(password, keyword);
                case "account" -> once(null, keyword);
                case "default" -> throw wrong("expected a machine, got default: no password is for everybody");
                case "macdef" -> throw wrong("expected " + KEYWORDS + ", got macdef, which has no meaning here");
                default -> throw wrong("expected " + KEYWORDS + ", got another word");
            }
        }
        end();
        return entries;
    }

    private void begin(String name) {
        end();
        machine = name;
        machineLine = line;
    }

    private String once(@Nullable String earlier, String keyword) {
        if (machine == null) {
            throw wrong("expected a machine first, got " + keyword);
        }
        if (earlier != null) {
            throw wrong("expected one " + keyword + " for a machine, got a second one");
        }
        return value(keyword);
    }

    private void end() {
        if (machine == null) {
            return;
        }
        line = machineLine;
        if (login == null || password == null) {
            throw wrong("expected login and password, got no " + (login == null ? "login" : "password"));
        }
        try {
            entries.add(new Credentials.Entry(Machine.parse(machine), new Login(login, password)));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() == null ? "expected a machine" : e.getMessage());
        }
        machine = null;
        login = null;
        password = null;
    }

    /** The next word that is no value; empty at the end. Here, and only here, there may be comments. */
    private String keyword() {
        skipSpace();
        while (position < text.length() && text.charAt(position) == '#') {
            while (position < text.length() && text.charAt(position) != '\n') {
                position++;
            }
            skipSpace();
        }
        return word();
    }

    private String value(String keyword) {
        skipSpace();
        boolean quoted = position < text.length() && text.charAt(position) == '"';
        String value = quoted ? quoted() : word();
        if (value.isEmpty() && !quoted) {
            throw wrong("expected a word after " + keyword + ", got the end");
        }
        return value;
    }

    private String word() {
        int start = position;
        while (position < text.length() && !isSpace(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        int opened = line;
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return value.toString();
            }
            if (c == '\n') {
                break;
            }
            if (c == '\\' && position + 1 < text.length()) {
                position++;
                c = unescaped(text.charAt(position));
            }
            value.append(c);
        }
        line = opened;
        throw wrong("expected a second quotation mark, got the end of the line");
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private void skipSpace() {
        for (; position < text.length() && isSpace(text.charAt(position)); position++) {
            if (text.charAt(position) == '\n') {
                line++;
            }
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
